// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QStringList>

namespace sluice::core {

class MarkerCatalogue;

/// What a profile's browser is and who drives it.
enum class ProfileKind {
    Plain,              ///< the embedded engine in a process of its own
    Automation,         ///< that with --enable-automation
    Simulated,          ///< that with markers of another tool put into the page
    Chromedriver,       ///< Chromium through chromedriver
    ChromedriverMasked, ///< that with --disable-blink-features=AutomationControlled
    Firefox,            ///< Firefox without a driver
    FirefoxBidi,        ///< Firefox through WebDriver BiDi
};

/// A browser that can be sent to the laboratory.
struct Profile
{
    QString name; ///< "plain", "chromedriver", "simulated-phantomjs" …
    ProfileKind kind = ProfileKind::Plain;
    QString tool;        ///< what a simulation stands for, for people; else empty
    QStringList markers; ///< what a simulation leaves

    bool operator==(const Profile &) const = default;
};

/// All profiles in the order in which they are shown: the real browsers, then the simulations of
/// resources/detection/profiles.json.
[[nodiscard]] QList<Profile> detectionProfiles();

/// Reads simulations: a JSON array of {name, tool, markers}. The error names the profile and what is wrong with it: a
/// name that does not start with "simulated-", one twice, no markers, a marker that the catalogue lacks.
[[nodiscard]] Result<QList<Profile>, QString> readSimulations(const QByteArray &json, const MarkerCatalogue &catalogue);

} // namespace sluice::core
