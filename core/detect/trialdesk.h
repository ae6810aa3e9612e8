// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/trial.h"
#include "core/serve/httpserver.h"

#include <QHash>

#include <optional>

namespace sluice::core {

/// Pages that run a test of one's own and tell what came of it: `/try/TOKEN`, which runs `/trial/TOKEN.js` and posts to
/// `/outcome/TOKEN`. A browser that is sent to /automation-detected is known by the address it comes from.
class TrialDesk final
{
public:
    /// Trials beyond this many push out the oldest.
    static constexpr int mostTrials = 20;

    /// Serves `code` under this token from now on.
    void add(const QString &token, const QByteArray &code);
    void setListener(std::function<void(const TrialOutcome &)> listener) { m_listener = std::move(listener); }

    /// The page or script of a path; nothing where it is none of a trial.
    [[nodiscard]] std::optional<QByteArray> page(const QByteArray &path) const;
    [[nodiscard]] std::optional<QByteArray> script(const QByteArray &path) const;
    /// A browser has come to /automation-detected with this Referer.
    void noteRedirect(const QByteArray &referer);
    /// What a page posted to `path`; false if that is none of a trial's or the text makes no sense.
    [[nodiscard]] bool takeOutcome(const QByteArray &path, const QByteArray &json);

private:
    void tell(const TrialOutcome &outcome);

    QStringList m_order;
    QHash<QString, QByteArray> m_code;
    std::function<void(const TrialOutcome &)> m_listener;
};

} // namespace sluice::core
