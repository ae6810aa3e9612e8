// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/keptstorage.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr auto markerName = "kept-for-project"_L1;

QString markerOf(const QString &folder)
{
    return folder + u'/' + markerName;
}

} // namespace

KeptStorage::KeptStorage(QString root)
    : m_root(std::move(root))
{}

QString KeptStorage::folderOf(const QString &project) const
{
    const QByteArray name = QCryptographicHash::hash(project.toUtf8(), QCryptographicHash::Sha256).toHex().first(24);
    return m_root + u'/' + QString::fromLatin1(name);
}

bool KeptStorage::isKept(const QString &project) const
{
    return isPossible(project) && QFileInfo::exists(markerOf(folderOf(project)));
}

bool KeptStorage::keep(const QString &project) const
{
    const QString folder = folderOf(project);
    QFile marker(markerOf(folder));
    if (!isPossible(project) || !QDir().mkpath(folder) || !marker.open(QIODevice::WriteOnly))
        return false;
    // Cookies are as good as passwords.
    const auto owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    return marker.setPermissions(owner) && QFile::setPermissions(folder, owner | QFileDevice::ExeOwner);
}

void KeptStorage::forget(const QString &project) const
{
    if (!isPossible(project))
        return;
    QFile::remove(markerOf(folderOf(project)));
    QDir(folderOf(project)).removeRecursively();
}

void KeptStorage::sweep() const
{
    if (m_root.isEmpty())
        return;
    const QFileInfoList folders = QDir(m_root).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QFileInfo &folder : folders) {
        if (!QFileInfo::exists(markerOf(folder.filePath())))
            QDir(folder.filePath()).removeRecursively();
    }
}

} // namespace sluice::ui
