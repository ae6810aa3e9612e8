// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/lockedfolder.h"

#include <QDir>
#include <QFile>

#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QByteArray lockIn(const QString &folder)
{
    return QFile::encodeName(folder + "/.lock"_L1);
}

/// -1 where it is held, or where there is none.
int takeLock(const QString &folder, int further)
{
    const int lock = ::open(lockIn(folder).constData(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | further, 0600);
    if (lock >= 0 && ::flock(lock, LOCK_EX | LOCK_NB) == 0)
        return lock;
    if (lock >= 0)
        ::close(lock);
    return -1;
}

bool isOurs(const QString &folder, std::optional<uint> lentTo)
{
    struct stat facts = {};
    if (::lstat(QFile::encodeName(folder).constData(), &facts) != 0 || !S_ISDIR(facts.st_mode))
        return false;
    return facts.st_uid == ::geteuid() || (::geteuid() == 0 && lentTo && facts.st_uid == *lentTo);
}

void sweep(const QString &prefix, std::optional<uint> lentTo)
{
    const QDir places = QDir::temp();
    const QStringList left = places.entryList({prefix + "-??????"_L1}, QDir::Dirs | QDir::NoSymLinks | QDir::Hidden);
    for (const QString &name : left) {
        const QString folder = places.filePath(name);
        const int lock = isOurs(folder, lentTo) ? takeLock(folder, 0) : -1;
        if (lock < 0)
            continue;
        QDir(folder).removeRecursively();
        ::close(lock);
    }
}

QString swept(const QString &prefix, std::optional<uint> lentTo)
{
    sweep(prefix, lentTo);
    return QDir::temp().filePath(prefix + "-XXXXXX"_L1);
}

} // namespace

LockedFolder::LockedFolder(const QString &prefix, std::optional<uint> lentTo)
    : m_folder(swept(prefix, lentTo))
    , m_lock(m_folder.isValid() ? takeLock(m_folder.path(), O_CREAT | O_EXCL) : -1)
{}

LockedFolder::~LockedFolder()
{
    remove();
}

void LockedFolder::remove()
{
    // While it is still locked nobody else sets about it.
    m_folder.remove();
    if (const int lock = std::exchange(m_lock, -1); lock >= 0)
        ::close(lock);
}

} // namespace sluice::core
