// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/rowdifference.h"

#include "core/crawl/seenset.h"
#include "core/store/rowerror.h"

#include <QDir>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QTemporaryFile>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int rowsPerRead = 2'000;

QJsonObject valuesOf(const QByteArray &json)
{
    QJsonObject values = QJsonDocument::fromJson(json).object();
    for (auto it = values.begin(); it != values.end();)
        it = it->isNull() ? values.erase(it) : it + 1;
    return values;
}

/// As the project completes rows (RFC 7396).
QByteArray completed(const QByteArray &row, const QByteArray &details)
{
    if (details.isEmpty())
        return row;
    QJsonObject whole = valuesOf(row);
    const QJsonObject more = QJsonDocument::fromJson(details).object();
    for (auto it = more.begin(); it != more.end(); ++it)
        whole.insert(it.key(), it.value());
    return QJsonDocument(whole).toJson(QJsonDocument::Compact);
}

/// What detail pages say, in a temporary file: a crawl may have more of it than memory. Here is only where it stands.
class DetailFile final
{
public:
    [[nodiscard]] Result<void, StoreFailure> add(UrlId page, const QByteArray &details);
    /// Empty for a page that says nothing.
    [[nodiscard]] Result<QByteArray, StoreFailure> of(UrlId page);

private:
    struct Place
    {
        qint64 offset = 0;
        qint64 size = 0;
    };
    [[nodiscard]] Result<void, StoreFailure> failed() const;

    QTemporaryFile m_file{QDir::temp().filePath(u"sluice-details-XXXXXX"_s)};
    QHash<qint64, Place> m_places;
    qint64 m_end = 0;
};

Result<void, StoreFailure> DetailFile::add(UrlId page, const QByteArray &details)
{
    if ((!m_file.isOpen() && !m_file.open()) || m_file.write(details) != details.size())
        return failed();
    m_places.insert(page.value, {m_end, details.size()});
    m_end += details.size();
    return {};
}

Result<QByteArray, StoreFailure> DetailFile::of(UrlId page)
{
    const auto place = m_places.constFind(page.value);
    if (place == m_places.constEnd())
        return QByteArray();
    QByteArray details;
    if (m_file.flush() && m_file.seek(place->offset))
        details = m_file.read(place->size);
    if (details.size() != place->size)
        return tl::unexpected(failed().error());
    return details;
}

Result<void, StoreFailure> DetailFile::failed() const
{
    const QString name = m_file.fileName().isEmpty() ? QDir::tempPath() : m_file.fileName();
    const bool isFull = m_file.error() == QFileDevice::ResourceError;
    return failure(isFull ? StoreFault::Full : StoreFault::Other,
                   u"%1: the details of rows cannot be kept there: %2"_s.arg(name, m_file.errorString()));
}

class Comparison final
{
public:
    Comparison(Replay &replay, const BodyReader &reader, const CancelToken &cancel,
               const std::function<bool(const RowChange &)> &visit)
        : m_replay(replay)
        , m_reader(reader)
        , m_cancel(cancel)
        , m_visit(visit)
    {}

    Result<RowDifference, StoreFailure> run();

private:
    using Rows = QMap<int, QByteArray>; ///< of one page, by position
    Result<void, StoreFailure> collectDetails();
    /// The old rows of the page; those of pages before it, which the replay does not know, are removed ones.
    Result<Rows, StoreFailure> oldRows(UrlId url);
    Result<bool, StoreFailure> hasOld();
    Result<Rows, StoreFailure> newRows(const PageReplacement &page);
    [[nodiscard]] bool isFirst(const QByteArray &key);
    void compare(UrlId url, const Rows &before, const Rows &after);
    void tell(const RowChange &change);

    Replay &m_replay;
    const BodyReader &m_reader;
    const CancelToken &m_cancel;
    const std::function<bool(const RowChange &)> &m_visit;
    DetailFile m_details;
    UrlKeyer m_keyer = UrlKeyer::random();
    SeenSet m_keys;         ///< of rows
    QList<StoredRow> m_old; ///< read, and compared up to m_at
    qsizetype m_at = 0;
    UrlId m_lastRead;
    bool m_isOldAtEnd = false;
    bool m_isToldOf = true;
    RowDifference m_difference;
};

Result<RowDifference, StoreFailure> Comparison::run()
{
    if (const auto collected = collectDetails(); !collected)
        return tl::unexpected(collected.error());
    if (const auto rewound = m_replay.rewind(); !rewound)
        return tl::unexpected(rewound.error());
    for (PageReplacement page;;) {
        const auto isMore = m_replay.nextPage(page);
        if (!isMore)
            return tl::unexpected(isMore.error());
        const UrlId url = *isMore ? page.url : UrlId{std::numeric_limits<qint64>::max()};
        const auto before = oldRows(url);
        if (!before)
            return tl::unexpected(before.error());
        if (!*isMore)
            return m_difference;
        const auto after = newRows(page);
        if (!after)
            return tl::unexpected(after.error());
        compare(url, *before, *after);
    }
}

Result<void, StoreFailure> Comparison::collectDetails()
{
    if (auto rewound = m_replay.rewind(); !rewound)
        return rewound;
    for (PageReplacement page;;) {
        const auto isMore = m_replay.nextPage(page);
        if (!isMore)
            return tl::unexpected(isMore.error());
        if (!*isMore)
            return {};
        if (m_cancel.isCancelled())
            return failure(StoreFault::Cancelled, u"cancelled"_s);
        if (page.details.isEmpty())
            continue;
        if (auto added = m_details.add(page.url, page.details); !added)
            return added;
    }
}

Result<bool, StoreFailure> Comparison::hasOld()
{
    if (m_at < m_old.size())
        return true;
    if (m_isOldAtEnd)
        return false; // asked again, the reader would go over the rows of every later crawl
    if (m_cancel.isCancelled())
        return failure(StoreFault::Cancelled, u"cancelled"_s);
    auto rows = m_reader.rowsAfter(m_replay.crawl(), m_lastRead, rowsPerRead);
    if (!rows)
        return tl::unexpected(rows.error());
    m_old = std::move(*rows);
    m_at = 0;
    if (!m_old.isEmpty())
        m_lastRead = m_old.last().url;
    m_isOldAtEnd = m_old.isEmpty();
    return !m_isOldAtEnd;
}

Result<Comparison::Rows, StoreFailure> Comparison::oldRows(UrlId url)
{
    Rows rows;
    for (;;) {
        const auto isMore = hasOld();
        if (!isMore)
            return tl::unexpected(isMore.error());
        if (!*isMore || m_old[m_at].url.value > url.value)
            return rows;
        const StoredRow &row = m_old[m_at++];
        if (row.url == url)
            rows.insert(row.position, withoutRowError(row.data));
        else
            compare(row.url, {{row.position, withoutRowError(row.data)}}, {});
    }
}

bool Comparison::isFirst(const QByteArray &key)
{
    if (key.isEmpty())
        return true;
    const UrlKey fingerprint = m_keyer.keyOf(key);
    if (m_keys.find(fingerprint))
        return false;
    m_keys.insert(fingerprint, 0);
    return true;
}

Result<Comparison::Rows, StoreFailure> Comparison::newRows(const PageReplacement &page)
{
    Rows rows;
    for (qsizetype i = 0; i < page.rows.size(); ++i) {
        const RowTie tie = page.ties.value(i);
        if (!isFirst(tie.key))
            continue;
        const auto details = m_details.of(tie.detail);
        if (!details)
            return tl::unexpected(details.error());
        rows.insert(int(i), completed(withoutRowError(page.rows[i]), *details));
    }
    return rows;
}

void Comparison::compare(UrlId url, const Rows &before, const Rows &after)
{
    for (auto row = before.begin(); row != before.end(); ++row) {
        if (!after.contains(row.key()))
            tell({RowChange::Kind::Removed, url, row.key(), row.value(), {}});
    }
    for (auto row = after.begin(); row != after.end(); ++row) {
        const auto old = before.constFind(row.key());
        if (old == before.constEnd())
            tell({RowChange::Kind::Added, url, row.key(), {}, row.value()});
        else if (*old == row.value() || valuesOf(*old) == valuesOf(row.value()))
            ++m_difference.same;
        else
            tell({RowChange::Kind::Changed, url, row.key(), *old, row.value()});
    }
}

void Comparison::tell(const RowChange &change)
{
    switch (change.kind) {
    case RowChange::Kind::Added:
        ++m_difference.added;
        break;
    case RowChange::Kind::Removed:
        ++m_difference.removed;
        break;
    case RowChange::Kind::Changed:
        ++m_difference.changed;
        break;
    }
    m_isToldOf = m_isToldOf && m_visit && m_visit(change);
}

} // namespace

Result<RowDifference, StoreFailure> compareRows(Replay &replay, const BodyReader &reader, const CancelToken &cancel,
                                                const std::function<bool(const RowChange &)> &visit)
{
    return Comparison(replay, reader, cancel, visit).run();
}

} // namespace sluice::core
