// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/projectlock.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <mutex>
#include <set>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

using FileKey = QPair<dev_t, ino_t>;

/// The files this process holds. Global because what it guards, POSIX record locks, is the process's.
std::mutex heldMutex;
std::set<FileKey> heldFiles;

StoreFailure lockedFailure(const QString &path)
{
    return {StoreFault::Locked, u"%1 is open in another window or program. Close it there first."_s.arg(path)};
}

StoreFailure openFailure(const QString &path, int number)
{
    const QString reason = qt_error_string(number);
    switch (number) {
    case ENOENT:
        return {StoreFault::NotFound, u"%1 does not exist."_s.arg(path)};
    case EACCES:
    case EPERM:
    case EROFS:
        return {StoreFault::ReadOnly,
                u"%1 cannot be written: %2. Choose a folder you can write to."_s.arg(path, reason)};
    case ENOSPC:
    case EDQUOT:
        return {StoreFault::Full, u"%1 cannot be made: %2. Free some space and try again."_s.arg(path, reason)};
    default:
        return {StoreFault::Other, u"%1 cannot be opened: %2."_s.arg(path, reason)};
    }
}

} // namespace

Result<std::unique_ptr<ProjectLock>, StoreFailure> ProjectLock::take(const QString &path, bool mayCreate)
{
    const std::lock_guard lock(heldMutex);
    const QByteArray name = QFile::encodeName(path);
    struct stat status = {};
    const bool isThere = ::stat(name.constData(), &status) == 0;
    if (isThere && heldFiles.contains({status.st_dev, status.st_ino}))
        return tl::unexpected(lockedFailure(path));

    const int descriptor = ::open(name.constData(), O_RDWR | O_CLOEXEC | (mayCreate ? O_CREAT : 0), 0666);
    if (descriptor < 0)
        return tl::unexpected(openFailure(path, errno));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int number = errno;
        ::close(descriptor);
        return tl::unexpected(number == EWOULDBLOCK ? lockedFailure(path) : openFailure(path, number));
    }
    std::unique_ptr<ProjectLock> held(new ProjectLock(name, descriptor, !isThere));
    heldFiles.insert(held->m_file);
    return held;
}

ProjectLock::ProjectLock(QByteArray name, int descriptor, bool isCreated)
    : m_name(std::move(name))
    , m_descriptor(descriptor)
    , m_isCreated(isCreated)
{
    struct stat status = {};
    ::fstat(m_descriptor, &status);
    m_file = {status.st_dev, status.st_ino};
}

ProjectLock::~ProjectLock()
{
    const std::lock_guard lock(heldMutex);
    heldFiles.erase(m_file);
    if (m_isCreated)
        ::unlink(m_name.constData());
    ::close(m_descriptor);
}

qint64 ProjectLock::size() const
{
    struct stat status = {};
    return ::fstat(m_descriptor, &status) == 0 ? status.st_size : 0;
}

QByteArray ProjectLock::head(int count) const
{
    QByteArray bytes(count, Qt::Uninitialized);
    const ssize_t got = ::pread(m_descriptor, bytes.data(), size_t(count), 0);
    bytes.truncate(std::max<qsizetype>(got, 0));
    return bytes;
}

} // namespace sluice::core
