// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statement.h"

#include <sqlite3.h>

namespace sluice::core {

Statement::Statement(Database &database, const char *sql)
    : m_database(database)
{
    if (!m_database.hasFailed())
        m_database.note(
            sqlite3_prepare_v3(m_database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr));
}

Statement::~Statement()
{
    sqlite3_finalize(m_statement);
}

bool Statement::step()
{
    if (!m_statement || m_database.hasFailed()) {
        reset();
        return false;
    }
    const int code = sqlite3_step(m_statement);
    if (code == SQLITE_ROW)
        return true;
    m_database.note(code);
    reset();
    return false;
}

void Statement::run()
{
    while (step()) {
    }
    reset();
}

void Statement::reset()
{
    // The code of a failed step comes again here; it is noted already.
    sqlite3_reset(m_statement);
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_statement, column);
}

QByteArray Statement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return {data, sqlite3_column_bytes(m_statement, column)};
}

QString Statement::text(int column) const
{
    const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(data, sqlite3_column_bytes(m_statement, column));
}

qint64 Statement::size(int column) const
{
    return sqlite3_column_bytes(m_statement, column);
}

bool Statement::isText(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_TEXT;
}

bool Statement::isReal(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_FLOAT;
}

void Statement::bindInteger(int index, qint64 value)
{
    if (m_statement)
        m_database.note(sqlite3_bind_int64(m_statement, index, value));
}

void Statement::bindOne(int index, double value)
{
    if (m_statement)
        m_database.note(sqlite3_bind_double(m_statement, index, value));
}

void Statement::bindOne(int index, const QByteArray &utf8)
{
    if (m_statement)
        m_database.note(sqlite3_bind_text64(m_statement, index, utf8.constData(), sqlite3_uint64(utf8.size()),
                                            SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bindOne(int index, const QString &text)
{
    bindOne(index, text.toUtf8());
}

void Statement::bindOne(int index, const BlobValue &blob)
{
    if (m_statement)
        m_database.note(sqlite3_bind_blob64(m_statement, index, blob.bytes.constData(),
                                            sqlite3_uint64(blob.bytes.size()), SQLITE_TRANSIENT));
}

void Statement::bindOne(int index, std::nullptr_t)
{
    if (m_statement)
        m_database.note(sqlite3_bind_null(m_statement, index));
}

} // namespace sluice::core
