// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include "core/store/statement.h"

#include <QFile>
#include <QUrl>

#include <cerrno>
#include <sqlite3.h>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// How long a statement waits for another program that holds the file, in ms.
constexpr int busyTimeoutMs = 5'000;
/// Virtual machine steps between two looks at a CancelToken: about 0.1 ms.
constexpr int stepsBetweenLooks = 10'000;

StoreFault faultOfErrno(int number)
{
    switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return StoreFault::Full;
    case EACCES:
    case EPERM:
    case EROFS:
        return StoreFault::ReadOnly;
    case ENOENT:
        return StoreFault::NotFound;
    default:
        return StoreFault::Other;
    }
}

StoreFault faultOf(int code, int errorNumber)
{
    if (code == SQLITE_READONLY_DBMOVED)
        return StoreFault::NotFound;
    if (code == SQLITE_IOERR_CORRUPTFS || code == SQLITE_IOERR_SHORT_READ)
        return StoreFault::Corrupt;
    switch (code & 0xff) {
    case SQLITE_FULL:
        return StoreFault::Full;
    case SQLITE_CORRUPT:
        return StoreFault::Corrupt;
    case SQLITE_NOTADB:
        return StoreFault::NotAProject;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return StoreFault::ReadOnly;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return StoreFault::Locked;
    case SQLITE_INTERRUPT:
        return StoreFault::Cancelled;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
        return faultOfErrno(errorNumber);
    default:
        return StoreFault::Other;
    }
}

QString wayOut(StoreFault fault)
{
    switch (fault) {
    case StoreFault::Full:
        return u" Free some space on this disk and try again."_s;
    case StoreFault::ReadOnly:
        return u" Copy the project to a folder you can write to."_s;
    case StoreFault::Locked:
        return u" Another program is writing to it; close that and try again."_s;
    case StoreFault::Corrupt:
        return u" The file is damaged; restore it from a backup."_s;
    case StoreFault::NotFound:
    case StoreFault::NotAProject:
    case StoreFault::Newer:
    case StoreFault::Cancelled:
    case StoreFault::Other:
        break;
    }
    return {};
}

QByteArray fileName(const QString &path, Database::Access access)
{
    if (access == Database::Access::Scratch)
        return {};
    if (access != Database::Access::Immutable)
        return QFile::encodeName(path);
    return "file:" + QUrl::toPercentEncoding(path, "/") + "?immutable=1";
}

int openFlags(Database::Access access)
{
    // ReadOnly opens for writing where it may: only such a connection can tidy the log away when it is the last one.
    switch (access) {
    case Database::Access::ReadWrite:
    case Database::Access::ReadOnly:
        return SQLITE_OPEN_READWRITE;
    case Database::Access::Immutable:
        return SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
    case Database::Access::Scratch:
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return SQLITE_OPEN_READONLY;
}

int lookAt(void *token)
{
    return static_cast<const CancelToken *>(token)->isCancelled() ? 1 : 0;
}

} // namespace

Result<std::unique_ptr<Database>, StoreFailure> Database::open(const QString &path, Access access)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(fileName(path, access).constData(), &handle,
                                     openFlags(access) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<Database> database(new Database(path, handle));
    database->note(code);
    if (!database->hasFailed()) {
        // A project file may come from anybody: nothing in its schema may call more than plain functions.
        sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_busy_timeout(handle, busyTimeoutMs);
        database->execute(access == Access::ReadOnly || access == Access::Immutable
                              ? "PRAGMA cell_size_check = ON; PRAGMA query_only = ON"
                              : "PRAGMA cell_size_check = ON");
    }
    if (const auto result = database->takeResult(); !result)
        return tl::unexpected(result.error());
    return database;
}

Database::Database(QString path, sqlite3 *handle)
    : m_path(std::move(path))
    , m_handle(handle)
{}

Database::~Database()
{
    sqlite3_close_v2(m_handle);
}

void Database::execute(const char *sql)
{
    if (!m_hasFailed)
        note(sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr));
}

qint64 Database::number(const char *sql)
{
    Statement statement(*this, sql);
    return statement.step() ? statement.integer(0) : 0;
}

Result<void, StoreFailure> Database::takeResult()
{
    if (!std::exchange(m_hasFailed, false))
        return {};
    return tl::unexpected(std::exchange(m_failure, {}));
}

void Database::note(int code)
{
    if (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE)
        fail(failureOf(code));
}

void Database::fail(StoreFailure failure)
{
    if (!std::exchange(m_hasFailed, true))
        m_failure = std::move(failure);
}

void Database::watch(const CancelToken *token)
{
    sqlite3_progress_handler(m_handle, token ? stepsBetweenLooks : 0, token ? lookAt : nullptr,
                             const_cast<CancelToken *>(token));
}

int Database::changes() const
{
    return sqlite3_changes(m_handle);
}

bool Database::hasMoved() const
{
    int moved = 0;
    sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

void Database::rollBack()
{
    // SQLite rolls back by itself after some failures; then there is nothing left to do.
    if (!sqlite3_get_autocommit(m_handle))
        sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr);
}

int Database::errorNumber() const
{
    // What sqlite3_system_errno() tells may be of a later call; the file that failed remembers its own.
    const auto lastOf = [](sqlite3_file *file) {
        int number = 0;
        if (file && file->pMethods)
            file->pMethods->xFileControl(file, SQLITE_FCNTL_LAST_ERRNO, &number);
        return number;
    };
    for (const int which : {SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER}) {
        sqlite3_file *file = nullptr;
        sqlite3_file_control(m_handle, "main", which, &file);
        if (const int number = lastOf(file); faultOfErrno(number) != StoreFault::Other)
            return number;
    }
    return sqlite3_system_errno(m_handle);
}

StoreFailure Database::failureOf(int code) const
{
    const StoreFault fault = faultOf(code, errorNumber());
    if (fault == StoreFault::Cancelled)
        return {fault, u"Cancelled."_s};
    const QString what = m_handle ? QString::fromUtf8(sqlite3_errmsg(m_handle)) : u"out of memory"_s;
    return {fault, u"%1: %2."_s.arg(m_path.isEmpty() ? u"temporary file"_s : m_path, what) + wayOut(fault)};
}

} // namespace sluice::core
