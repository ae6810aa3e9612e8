// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace sluice::core {

/// A named user agent string.
struct UserAgentPreset
{
    QString name; ///< "chrome"
    QByteArray userAgent;
    bool isOtherCrawler = false; ///< names somebody else's crawler (googlebot): a warning is shown

    bool operator==(const UserAgentPreset &) const = default;
};

/// Says honestly who asks: "Sluice/VERSION" and what that is. The first of the presets.
[[nodiscard]] QByteArray honestUserAgent();

/// The presets in resources/user-agents, "sluice" (the honest one) first.
[[nodiscard]] const QList<UserAgentPreset> &userAgentPresets();
[[nodiscard]] std::optional<UserAgentPreset> userAgentPreset(const QString &name);

} // namespace sluice::core
