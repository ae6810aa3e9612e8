// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include <QDir>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace sluice::core {

Settings::Settings(const QString &path)
    : m_file(path, QSettings::IniFormat)
{}

QString Settings::defaultPath()
{
    QString chosen = qEnvironmentVariable("SLUICE_SETTINGS");
    if (!chosen.isEmpty())
        return chosen;
    return QDir(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation))
        .filePath(u"Sluice/sluice.ini"_s);
}

bool Settings::save()
{
    m_file.sync();
    return m_file.status() == QSettings::NoError;
}

bool Settings::isReadable(const QVariant &stored, QMetaType type)
{
    // An INI file gives text for numbers and booleans, and QVariant turns any text into true: only the words that
    // QSettings itself writes count.
    if (type == QMetaType::fromType<bool>()) {
        const QString text = stored.toString();
        return text == "true"_L1 || text == "false"_L1;
    }
    QVariant converted = stored;
    return converted.convert(type);
}

} // namespace sluice::core
