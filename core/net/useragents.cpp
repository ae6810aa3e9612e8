// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/useragents.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QList<UserAgentPreset> readPresets()
{
    QFile file(u":/user-agents/presets.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("user agent presets are missing from the program's resources");
    QList<UserAgentPreset> presets;
    const QJsonArray entries = QJsonDocument::fromJson(file.readAll()).object().value("presets"_L1).toArray();
    for (const QJsonValue &entry : entries) {
        const QString userAgent = entry["userAgent"_L1].toString();
        presets.append({entry["name"_L1].toString(),
                        QString(userAgent).replace(u"{version}"_s, QStringLiteral(SLUICE_VERSION)).toLatin1(),
                        entry["isOtherCrawler"_L1].toBool()});
    }
    if (presets.isEmpty())
        qFatal("the program's resources hold no user agent");
    return presets;
}

} // namespace

QByteArray honestUserAgent()
{
    return userAgentPresets().first().userAgent;
}

const QList<UserAgentPreset> &userAgentPresets()
{
    static const QList<UserAgentPreset> presets = readPresets();
    return presets;
}

std::optional<UserAgentPreset> userAgentPreset(const QString &name)
{
    for (const UserAgentPreset &preset : userAgentPresets()) {
        if (preset.name.compare(name, Qt::CaseInsensitive) == 0)
            return preset;
    }
    return std::nullopt;
}

} // namespace sluice::core
