// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"

#include <sys/types.h>

#include <memory>

namespace sluice::core {

/// Holds a project file against a second instance, in this process or another: flock(2) on a descriptor of the file
/// itself, which the kernel lets go when the process dies. SQLite's own locks are POSIX record locks, and a process
/// loses all of those on a file as soon as it closes any descriptor of it. So this one must be taken before SQLite
/// opens the file and given back after SQLite has closed it, and a file this process holds already is never opened
/// here a second time.
class ProjectLock final
{
public:
    /// `mayCreate`: makes an empty file where there is none.
    [[nodiscard]] static Result<std::unique_ptr<ProjectLock>, StoreFailure> take(const QString &path, bool mayCreate);
    ~ProjectLock();
    ProjectLock(const ProjectLock &) = delete;
    ProjectLock &operator=(const ProjectLock &) = delete;

    [[nodiscard]] qint64 size() const;
    /// The file's first `count` bytes, fewer if it is shorter.
    [[nodiscard]] QByteArray head(int count) const;
    /// The file was made by take(); it is removed with the lock unless keep() is called.
    void keep() { m_isCreated = false; }

private:
    ProjectLock(QByteArray name, int descriptor, bool isCreated);

    QByteArray m_name;
    int m_descriptor;
    bool m_isCreated;
    QPair<dev_t, ino_t> m_file;
};

} // namespace sluice::core
