// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/database.h"

#include <QByteArray>
#include <QString>

#include <concepts>

struct sqlite3_stmt;

namespace sluice::core {

/// Binds a value that is no text.
struct BlobValue
{
    const QByteArray &bytes;
};

/// Binds text, or NULL where it is empty.
template <typename Text>
struct OrNull
{
    explicit OrNull(const Text &value)
        : text(value)
    {}

    const Text &text;
};

/// One prepared SQL statement of a Database, which must outlive it. Failures are remembered by the database; after one
/// nothing runs any more.
class Statement final
{
public:
    Statement(Database &database, const char *sql);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    /// Starts anew with these values for ?1, ?2, …; they are copied.
    template <typename... Values>
    Statement &bind(const Values &...values)
    {
        reset();
        int index = 0;
        (bindOne(++index, values), ...);
        return *this;
    }

    /// Goes to the next row; false at the end or on failure.
    [[nodiscard]] bool step();
    /// Runs a statement that gives no rows, and resets it.
    void run();
    /// Ends the statement: its read transaction is over.
    void reset();

    /// Rows changed by the last statement of the connection.
    [[nodiscard]] int changes() const { return m_database.changes(); }

    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] double real(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const; ///< text as UTF-8, or a blob
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] qint64 size(int column) const; ///< of its text or blob, in bytes
    [[nodiscard]] bool isText(int column) const;
    [[nodiscard]] bool isReal(int column) const;

private:
    template <std::integral Number>
    void bindOne(int index, Number value)
    {
        bindInteger(index, qint64(value));
    }
    void bindOne(int index, double value);
    void bindOne(int index, const QByteArray &utf8);
    void bindOne(int index, const QString &text);
    void bindOne(int index, const BlobValue &blob);
    void bindOne(int index, std::nullptr_t);
    template <typename Text>
    void bindOne(int index, const OrNull<Text> &value)
    {
        if (value.text.isEmpty())
            bindOne(index, nullptr);
        else
            bindOne(index, value.text);
    }
    void bindInteger(int index, qint64 value);

    Database &m_database;
    sqlite3_stmt *m_statement = nullptr;
};

} // namespace sluice::core
