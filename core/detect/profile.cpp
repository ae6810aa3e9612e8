// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/profile.h"

#include "core/detect/detectionpages.h"
#include "core/detect/markercatalogue.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QString faultOf(const Profile &profile, const MarkerCatalogue &catalogue)
{
    if (!profile.name.startsWith("simulated-"_L1))
        return u"its name does not start with \"simulated-\""_s;
    if (profile.tool.isEmpty())
        return u"it does not say what it stands for"_s;
    if (profile.markers.isEmpty())
        return u"it leaves no marker"_s;
    for (const QString &marker : profile.markers) {
        if (!catalogue.find(marker))
            return u"no marker is called \"%1\""_s.arg(marker);
    }
    return {};
}

} // namespace

Result<QList<Profile>, QString> readSimulations(const QByteArray &json, const MarkerCatalogue &catalogue)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isArray())
        return tl::unexpected(u"a JSON array of simulations expected"_s);
    QList<Profile> profiles;
    QStringList names;
    const QJsonArray array = document.array();
    for (const QJsonValue &value : array) {
        Profile profile{value[u"name"_s].toString(), ProfileKind::Simulated, value[u"tool"_s].toString(), {}};
        const QJsonArray markers = value[u"markers"_s].toArray();
        for (const QJsonValue &marker : markers)
            profile.markers.append(marker.toString());
        const QString fault = names.contains(profile.name) ? u"there is a second one"_s : faultOf(profile, catalogue);
        if (!fault.isEmpty())
            return tl::unexpected(u"simulation \"%1\": %2"_s.arg(profile.name, fault));
        names.append(profile.name);
        profiles.append(profile);
    }
    return profiles;
}

QList<Profile> detectionProfiles()
{
    QList<Profile> profiles = {{u"plain"_s, ProfileKind::Plain, {}, {}},
                               {u"automation"_s, ProfileKind::Automation, {}, {}},
                               {u"chromedriver"_s, ProfileKind::Chromedriver, {}, {}},
                               {u"chromedriver-masked"_s, ProfileKind::ChromedriverMasked, {}, {}},
                               {u"firefox"_s, ProfileKind::Firefox, {}, {}},
                               {u"firefox-bidi"_s, ProfileKind::FirefoxBidi, {}, {}}};
    const auto simulations = readSimulations(detectionFile("profiles.json"), MarkerCatalogue::builtIn());
    Q_ASSERT_X(simulations, "detectionProfiles", qPrintable(simulations ? QString() : simulations.error()));
    return profiles + simulations.value();
}

} // namespace sluice::core
