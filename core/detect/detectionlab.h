// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/detect/evidence.h"
#include "core/detect/markercatalogue.h"
#include "core/detect/trialdesk.h"
#include "core/detect/visitbook.h"
#include "core/serve/httpserver.h"

#include <functional>

namespace sluice::core {

/// The detection laboratory: a site that runs the detectors in whatever browser visits it and keeps the evidence.
///
/// `/` runs the detectors, `/article/NAME` are the demonstrations with their redirect to `/automation-detected`,
/// `/visits.json` lists the visits, oldest first; tests of one's own stand at trials(). Meant for core::HttpServer, in
/// whose thread it lives.
class DetectionLab final
{
public:
    static constexpr int mostVisits = VisitBook::mostVisits;

    /// Borrows `clock`.
    DetectionLab(MarkerCatalogue catalogue, const Clock &clock);

    /// Answers one request.
    [[nodiscard]] ServeResponse answer(const ServeRequest &request);

    [[nodiscard]] const MarkerCatalogue &catalogue() const { return m_catalogue; }
    [[nodiscard]] const QList<Visit> &visits() const { return m_book.visits(); }
    [[nodiscard]] TrialDesk &trials() { return m_trials; }
    /// A browser was sent as `profile` and will show this token, which nobody else knows: the first visit with both is
    /// its own.
    void expect(const QString &token, const QString &profile) { m_expected.insert(token, profile); }
    /// It comes no more.
    void forget(const QString &token) { m_expected.remove(token); }
    /// Called with each new visit, in the server's thread.
    void setListener(std::function<void(const Visit &)> listener) { m_listener = std::move(listener); }

private:
    [[nodiscard]] ServeResponse get(const QByteArray &path);
    [[nodiscard]] ServeResponse post(const ServeRequest &request);
    [[nodiscard]] ServeResponse takeEvidence(const ServeRequest &request);
    [[nodiscard]] bool isExpected(const Visit &visit);

    MarkerCatalogue m_catalogue;
    const Clock &m_clock;
    VisitBook m_book;
    QHash<QString, QString> m_expected; ///< profiles of the browsers under way, by token
    TrialDesk m_trials;
    std::function<void(const Visit &)> m_listener;
};

} // namespace sluice::core
