// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rowselect.h"

#include "core/store/cells.h"
#include "core/store/rowerror.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringMatcher>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr int dataColumn = 1;
constexpr int firstExpression = 2;

/// What is known of a row beside its JSON object, and how to ask for it.
const QHash<QString, QByteArray> &knownExpressions()
{
    static const QHash<QString, QByteArray> expressions = {
        {u"url"_s, "u.url"},
        {u"final_url"_s, "p.final_url"},
        {u"status"_s, "p.status"},
        {u"depth"_s, "u.depth"},
        {u"content_type"_s, "p.content_type"},
        {u"charset"_s, "p.charset"},
        {u"bytes"_s, "p.bytes"},
        {u"milliseconds"_s, "p.milliseconds"},
        {u"links"_s, "p.links"},
        {u"found_on"_s, "coalesce((SELECT f.url FROM urls f WHERE f.id = u.parent), u.found_on)"},
        {u"fetched_at"_s, "p.fetched_at"},
        {u"error"_s, "p.error"},
    };
    return expressions;
}

/// A row is in error where it says so itself, else where its page is, else where the page that completes it is.
constexpr auto detailError = ", (SELECT d.error FROM pages d WHERE d.url = r.detail)";

bool isMadeOf(QStringView text, QStringView alphabet)
{
    return std::all_of(text.begin(), text.end(), [alphabet](QChar c) { return alphabet.contains(c); });
}

/// Whether text that a cell shows also stands in its JSON as it is. Numbers may be spelt otherwise there, and nested
/// values may be spaced out.
bool isSameInJson(QStringView pattern)
{
    return !isMadeOf(pattern, u"0123456789.eE+-") &&
           std::none_of(pattern.begin(), pattern.end(), [](QChar c) { return u"[]{}:,\""_s.contains(c); });
}

} // namespace

RowSelect::RowSelect(const QSet<QString> &fields, const QStringList &columns, bool hasDetails)
    : m_hasDetails(hasDetails)
{
    int next = firstExpression;
    for (const QString &column : columns) {
        const auto known = knownExpressions().constFind(column);
        if (fields.contains(column) || known == knownExpressions().cend()) {
            m_cells.append({Source::Json, dataColumn, column});
            m_hasJson = true;
            continue;
        }
        const bool isError = column == "error"_L1;
        const Source other = column == "fetched_at"_L1 ? Source::Time : Source::Known;
        m_cells.append({isError ? Source::Error : other, next++, column});
        m_expressions += ", " + known.value();
        if (isError && hasDetails) {
            m_expressions += detailError;
            ++next;
        }
        m_hasError = m_hasError || isError;
    }
}

QByteArray RowSelect::sql(const char *rest) const
{
    return QByteArray("SELECT r.id, ") + (m_hasJson || m_hasError ? "r.data" : "NULL") + m_expressions +
           " FROM rows r LEFT JOIN urls u ON u.id = r.url LEFT JOIN pages p ON p.url = r.url " + rest;
}

RowValues RowSelect::values(const Statement &row) const
{
    RowValues values;
    values.reserve(m_cells.size());
    const QJsonObject object = m_hasJson ? QJsonDocument::fromJson(row.bytes(dataColumn)).object() : QJsonObject();
    for (const Cell &cell : m_cells)
        values.append(cell.source == Source::Json ? cellOf(object.value(cell.key)) : value(row, cell));
    return values;
}

bool RowSelect::contains(const Statement &row, const QStringMatcher &matcher) const
{
    const QString pattern = matcher.pattern();
    const bool mayBeTime = isMadeOf(pattern, u"0123456789-:.TtZz");
    for (const Cell &cell : m_cells) {
        if (cell.source == Source::Json || (cell.source == Source::Time && !mayBeTime))
            continue;
        if (matcher.indexIn(shownText(value(row, cell))) >= 0)
            return true;
    }
    return m_hasJson && jsonContains(row, matcher);
}

bool RowSelect::jsonContains(const Statement &row, const QStringMatcher &matcher) const
{
    const QByteArray data = row.bytes(dataColumn);
    // Most rows do not match: looking through the raw text first spares parsing those.
    if (!data.contains('\\') && isSameInJson(matcher.pattern()) && matcher.indexIn(QString::fromUtf8(data)) < 0)
        return false;
    const QJsonObject object = QJsonDocument::fromJson(data).object();
    return std::any_of(m_cells.begin(), m_cells.end(), [&](const Cell &cell) {
        return cell.source == Source::Json && matcher.indexIn(shownText(cellOf(object.value(cell.key)))) >= 0;
    });
}

qint64 RowSelect::weight(const Statement &row) const
{
    return row.size(dataColumn);
}

QVariant RowSelect::error(const Statement &row, const Cell &cell) const
{
    const std::optional<QString> own = rowErrorOf(row.bytes(dataColumn));
    if (own && !own->isEmpty())
        return *own;
    if (!own && !row.isNull(cell.sqlColumn))
        return row.text(cell.sqlColumn);
    const int ofDetail = cell.sqlColumn + 1;
    return m_hasDetails && !row.isNull(ofDetail) ? QVariant(row.text(ofDetail)) : QVariant();
}

QVariant RowSelect::value(const Statement &row, const Cell &cell) const
{
    if (cell.source == Source::Error)
        return error(row, cell);
    if (row.isNull(cell.sqlColumn))
        return {};
    if (cell.source == Source::Time)
        return isoTime(row.integer(cell.sqlColumn));
    if (row.isText(cell.sqlColumn))
        return row.text(cell.sqlColumn);
    if (row.isReal(cell.sqlColumn))
        return row.real(cell.sqlColumn);
    return row.integer(cell.sqlColumn);
}

} // namespace sluice::core
