// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

namespace sluice::test {

/// Holds the project's write lock, as a disk that does not answer: whoever writes waits, for some seconds.
class HeldDisk final
{
public:
    explicit HeldDisk(const QString &path)
        : m_database(std::move(*core::Database::open(path, core::Database::Access::ReadWrite)))
    {
        m_database->execute("BEGIN IMMEDIATE");
        if (m_database->hasFailed())
            qFatal("%s is held by somebody else", qUtf8Printable(path));
    }
    ~HeldDisk() { m_database->execute("COMMIT"); }
    HeldDisk(const HeldDisk &) = delete;
    HeldDisk &operator=(const HeldDisk &) = delete;

private:
    std::unique_ptr<core::Database> m_database;
};

} // namespace sluice::test
