// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/detect/evidence.h"
#include "core/detect/markercatalogue.h"
#include "core/detect/trialdesk.h"
#include "core/serve/httpserver.h"

#include <functional>

namespace sluice::core {

/// The detection laboratory: a site that runs the detectors in whatever browser visits it and keeps the evidence.
///
/// `/` runs the detectors, `/article/NAME` are the demonstrations with their redirect to `/automation-detected`,
/// `/visits.json` lists the visits, oldest first; tests of one's own stand at trials(). Meant for core::HttpServer, in whose thread it lives.
class DetectionLab final
{
public:
    /// Visits beyond this many push out the oldest.
    static constexpr int mostVisits = 1'000;

    /// Borrows `clock`.
    DetectionLab(MarkerCatalogue catalogue, const Clock &clock);

    /// Answers one request.
    [[nodiscard]] ServeResponse answer(const ServeRequest &request);

    [[nodiscard]] const MarkerCatalogue &catalogue() const { return m_catalogue; }
    [[nodiscard]] const QList<Visit> &visits() const { return m_visits; }
    [[nodiscard]] TrialDesk &trials() { return m_trials; }
    /// Called with each new visit, in the server's thread.
    void setListener(std::function<void(const Visit &)> listener) { m_listener = std::move(listener); }

private:
    [[nodiscard]] ServeResponse get(const QByteArray &path) const;
    [[nodiscard]] ServeResponse post(const ServeRequest &request);
    [[nodiscard]] ServeResponse takeEvidence(const ServeRequest &request);
    [[nodiscard]] QByteArray visitsJson() const;
    void keep(Visit visit);

    MarkerCatalogue m_catalogue;
    const Clock &m_clock;
    QList<Visit> m_visits;
    int m_lastId = 0;
    TrialDesk m_trials;
    std::function<void(const Visit &)> m_listener;
};

} // namespace sluice::core
