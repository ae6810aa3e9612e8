// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/cancel.h"
#include "core/store/records.h"

#include <QString>

#include <memory>

struct sqlite3;

namespace sluice::core {

/// One connection to a SQLite database, used by one thread at a time. It remembers its first failure, as QDataStream
/// does: from then on statements do nothing, and whoever asked for the work looks once, with takeResult().
class Database final
{
public:
    enum class Access {
        ReadWrite, ///< the file must exist
        ReadOnly,  ///< changes nothing; the file and its folder may be unwritable if no other writes
        Immutable, ///< nobody else has it open and no log is to be read: needs no right to write
        Scratch,   ///< a private database of its own, spilling to a temporary file; the path is ignored
    };

    [[nodiscard]] static Result<std::unique_ptr<Database>, StoreFailure> open(const QString &path, Access access);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs one or several SQL statements that give no rows.
    void execute(const char *sql);
    /// The first column of the first row as a number; 0 if there is none.
    [[nodiscard]] qint64 number(const char *sql);

    /// Runs `work` between BEGIN and COMMIT; rolls everything back if anything in it failed.
    template <typename Work>
    Result<void, StoreFailure> transaction(Work work)
    {
        execute("BEGIN IMMEDIATE");
        if (!hasFailed())
            work();
        execute("COMMIT");
        if (hasFailed())
            rollBack();
        return takeResult();
    }

    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    /// The first failure since the last call, if there was one; the connection works again afterwards.
    Result<void, StoreFailure> takeResult();
    /// Records a result code of SQLite's; anything but a failure is ignored.
    void note(int code);
    void fail(StoreFailure failure);

    /// Ends running statements as Cancelled once `token` is; null looks no longer. Borrowed.
    void watch(const CancelToken *token);

    /// Rows changed by the last statement.
    [[nodiscard]] int changes() const;
    /// Whether the file was renamed or deleted under the connection, so that writes would go nowhere.
    [[nodiscard]] bool hasMoved() const;
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] sqlite3 *handle() const { return m_handle; }

private:
    Database(QString path, sqlite3 *handle);
    void rollBack();
    [[nodiscard]] StoreFailure failureOf(int code) const;
    /// The errno behind a failed read or write.
    [[nodiscard]] int errorNumber() const;

    QString m_path;
    sqlite3 *m_handle;
    bool m_hasFailed = false;
    StoreFailure m_failure;
};

/// Watches a token for as long as it lives.
class CancelWatch final
{
public:
    CancelWatch(Database &database, const CancelToken &token)
        : m_database(database)
    {
        m_database.watch(&token);
    }
    ~CancelWatch() { m_database.watch(nullptr); }
    CancelWatch(const CancelWatch &) = delete;
    CancelWatch &operator=(const CancelWatch &) = delete;

private:
    Database &m_database;
};

} // namespace sluice::core
