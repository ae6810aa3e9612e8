// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/problemscan.h"

#include <QElapsedTimer>
#include <QStringMatcher>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr int urlsPerChunk = 20'000;
constexpr qint64 msPerChunk = 200;
/// URLs between two looks at the clock.
constexpr int urlsPerLook = 256;

enum Column { Number, Crawl, State, Reason, Detail, Url, Depth, Attempts, Status, ErrorKind, Error, FoundOn };

QVariant numberOrNone(const Statement &row, int column)
{
    return row.isNull(column) ? QVariant() : QVariant(row.integer(column));
}

bool isNumber(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

std::optional<ProblemRow> ProblemRow::of(const Statement &statement)
{
    switch (UrlState(statement.integer(State) & 3)) {
    case UrlState::Pending:
        return {};
    case UrlState::Done:
        return statement.size(Error) > 0 ? std::optional(ProblemRow(statement, ProblemKind::RowError)) : std::nullopt;
    case UrlState::Failed:
        return ProblemRow(statement, ProblemKind::Failed);
    case UrlState::Skipped:
        return ProblemRow(statement, ProblemKind::Skipped);
    }
    return {};
}

QByteArray ProblemRow::reason() const
{
    switch (m_kind) {
    case ProblemKind::Failed:
        return m_statement.isNull(ErrorKind) ? QByteArray("unknown") : m_statement.bytes(ErrorKind);
    case ProblemKind::Skipped:
        return skipReasonName(SkipReason(m_statement.integer(Reason))).toLatin1();
    case ProblemKind::RowError:
        return "row-error";
    case ProblemKind::Sitemap:
        return "sitemap";
    }
    return {};
}

QString ProblemRow::detail() const
{
    return m_statement.text(m_kind == ProblemKind::Skipped ? Detail : Error);
}

QVariant ProblemRow::value(qsizetype column) const
{
    switch (column) {
    case 0:
        return problemKindName(m_kind);
    case 1:
        return QString::fromUtf8(reason());
    case 2:
        return detail();
    case 3:
        return m_statement.text(Url);
    case 4:
        return m_statement.integer(Depth);
    case 5:
        return m_statement.text(FoundOn);
    case 6:
        return m_statement.integer(Attempts);
    case 7:
        return numberOrNone(m_statement, Status);
    default:
        return {};
    }
}

RowValues ProblemRow::values() const
{
    RowValues values;
    for (qsizetype column = 0; column < problemColumns().size(); ++column)
        values.append(value(column));
    return values;
}

bool ProblemRow::contains(const QStringMatcher &matcher) const
{
    const auto has = [&matcher](const QString &text) { return matcher.indexIn(text) >= 0; };
    if (has(m_statement.text(Url)) || has(QString::fromUtf8(reason())) || has(detail()) ||
        has(problemKindName(m_kind)) || has(m_statement.text(FoundOn)))
        return true;
    return isNumber(matcher.pattern()) &&
           (has(m_statement.text(Status)) || has(m_statement.text(Depth)) || has(m_statement.text(Attempts)));
}

QByteArray problemSql(bool hasFoundOn, const char *rest)
{
    return QByteArray("SELECT u.id, u.crawl, u.state, u.reason, u.detail, u.url, u.depth, u.attempts, p.status, "
                      "p.error_kind, p.error, ") +
           (hasFoundOn ? "coalesce((SELECT f.url FROM urls f WHERE f.id = u.parent), u.found_on)" : "NULL") +
           " FROM urls u LEFT JOIN pages p ON p.url = u.id AND u.state IN (1, 2) " + rest;
}

ProblemScan::ProblemScan(Database &database, CrawlId crawl, UrlId first, bool hasFoundOn)
    : m_crawl(crawl)
    , m_after(first.value - 1)
    // Which URLs are problems is decided here and not by SQL, which could look for long without giving one.
    , m_statement(database, problemSql(hasFoundOn, "WHERE u.id > ?1 ORDER BY u.id LIMIT ?2").constData())
{}

bool ProblemScan::readChunk(const std::function<void(RowId, const ProblemRow &)> &take)
{
    QElapsedTimer timer;
    timer.start();
    int urls = 0;
    m_statement.bind(m_after, urlsPerChunk);
    while (m_statement.step()) {
        m_after = m_statement.integer(Number);
        if (m_statement.integer(Crawl) == m_crawl.value) {
            if (const auto row = ProblemRow::of(m_statement))
                take(RowId{m_after}, *row);
        }
        if (++urls % urlsPerLook == 0 && timer.elapsed() >= msPerChunk) {
            m_statement.reset();
            return true;
        }
    }
    return urls == urlsPerChunk;
}

} // namespace sluice::core
