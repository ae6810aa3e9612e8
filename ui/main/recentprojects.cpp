// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/recentprojects.h"

#include "core/settings/keys.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace sluice::ui {

namespace keys = core::keys;

void RecentProjects::add(const QString &path)
{
    const QFileInfo file(path);
    QStringList paths = m_settings.get(keys::recentProjects);
    paths.removeAll(file.absoluteFilePath());
    paths.prepend(file.absoluteFilePath());
    m_settings.set(keys::recentProjects, QStringList(paths.mid(0, mostKept)));
    m_settings.set(keys::lastFolder, file.absolutePath());
}

void RecentProjects::remove(const QString &path)
{
    QStringList paths = m_settings.get(keys::recentProjects);
    paths.removeAll(QFileInfo(path).absoluteFilePath());
    m_settings.set(keys::recentProjects, paths);
}

QStringList RecentProjects::paths() const
{
    return m_settings.get(keys::recentProjects).mid(0, mostKept);
}

QString RecentProjects::folder() const
{
    QString last = m_settings.get(keys::lastFolder);
    if (!last.isEmpty() && QFileInfo(last).isDir())
        return last;
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QFileInfo(documents).isDir() ? documents : QDir::homePath();
}

} // namespace sluice::ui
