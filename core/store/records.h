// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMetaType>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <memory>
#include <optional>

/// The values that go into a project file and come out of it. See schema.h for the tables.
namespace sluice::core {

enum class StoreFault {
    NotFound,    ///< no such file or crawl
    NotAProject, ///< a file, but not ours
    Newer,       ///< written by a newer version
    Corrupt,
    Locked, ///< open in another instance
    Full,   ///< disk full
    ReadOnly,
    Cancelled,
    Other,
};
using StoreFailure = Failure<StoreFault>;

enum class UrlState : quint8 { Pending = 0, Done = 1, Failed = 2, Skipped = 3 };
[[nodiscard]] QString urlStateName(UrlState state); ///< "pending", "done", "failed", "skipped"

enum class SkipReason : quint8 {
    None = 0,
    Scope = 1,             ///< outside the crawl's scope
    Depth = 2,             ///< deeper than the limit
    Robots = 3,            ///< robots.txt disallows it; detail is the rule
    RobotsUnreachable = 4, ///< robots.txt could not be had, so nothing may be asked there
    Scheme = 5,            ///< neither http nor https
    Invalid = 6,           ///< not a URL
    Excluded = 7,          ///< matches an exclude pattern
    NotIncluded = 8,       ///< matches no include pattern
    Credentials = 9,       ///< carries a user name or password
};
[[nodiscard]] QString skipReasonName(SkipReason reason); ///< "scope", "depth", "robots", "robots-unreachable", …

/// How a crawl stands, as the project keeps it. A crawl that the machine died under still says Running.
enum class CrawlState : quint8 { Running = 0, Paused = 1, Finished = 2, Cancelled = 3, Interrupted = 4 };
[[nodiscard]] QString crawlStateName(CrawlState state);

struct CrawlRecord
{
    CrawlId id;
    QString name;
    QByteArray spec; ///< the job file's JSON
    CrawlState state = CrawlState::Running;
    bool hasDefaultRow = true; ///< rows have the default columns; else columns() tells
    qint64 startedAtUtcMs = 0;
    qint64 finishedAtUtcMs = 0;
    qint64 activeMs = 0; ///< time spent running, over all resumptions
    qint64 done = 0;
    qint64 failed = 0;
    qint64 skipped = 0;
    qint64 pending = 0;
    qint64 rows = 0;
    qint64 bytes = 0; ///< of decoded bodies

    bool operator==(const CrawlRecord &) const = default;
};

/// A URL as the frontier first learns of it.
struct UrlRecord
{
    UrlId id;
    QByteArray url;
    UrlState state = UrlState::Pending;
    SkipReason reason = SkipReason::None;
    QString detail; ///< of the reason, e.g. the robots rule
    int depth = 0;
    int attempts = 0;
    UrlId parent;       ///< page it was found on; invalid for seeds
    QByteArray foundOn; ///< where it was found if that is no page of this crawl (a sitemap)
    bool isSeed = false;
    bool isDetail = false; ///< completes rows; told by the rows, so adding the URL does not store it

    bool operator==(const UrlRecord &) const = default;
};

/// A change to a known URL: a shorter path was found, or it becomes pending or skipped.
struct UrlChange
{
    UrlId id;
    UrlState state = UrlState::Pending;
    SkipReason reason = SkipReason::None;
    QString detail;
    int depth = 0;
    UrlId parent;

    bool operator==(const UrlChange &) const = default;
};

struct RedirectHop
{
    int status = 0;
    QByteArray url; ///< the address that answered with this status

    bool operator==(const RedirectHop &) const = default;
};

/// What asking one URL gave in the end.
struct PageRecord
{
    int status = 0; ///< of the last answer; 0 = none came
    QByteArray finalUrl;
    QList<RedirectHop> redirects;
    QByteArray contentType; ///< media type, lower case
    QByteArray charset;
    QByteArray headers;      ///< JSON array of [name, value]; cookie values are left out
    qint64 encodedBytes = 0; ///< body as sent
    qint64 bytes = 0;        ///< body decoded
    int connectMs = 0;
    int firstByteMs = 0;
    int milliseconds = 0; ///< total
    qint64 fetchedAtUtcMs = 0;
    int links = 0;     ///< distinct http and https links on the page
    QString errorKind; ///< "http-404", "timeout", …; empty when done
    QString error;     ///< to show

    bool operator==(const PageRecord &) const = default;
};

/// A body to keep: zstd-compressed, shared by content hash.
struct BodyRecord
{
    QByteArray hash; ///< 16 bytes, of the decoded body
    QByteArray zstd;
    qint64 bytes = 0; ///< decoded

    bool operator==(const BodyRecord &) const = default;
};

/// A page whose body is kept.
struct KeptPage
{
    UrlId id;
    QByteArray url;
    QByteArray finalUrl;    ///< after redirects
    QByteArray contentType; ///< media type, lower case
    QByteArray headers;     ///< JSON array of [name, value]
    int status = 0;
    qint64 bytes = 0; ///< body decoded

    bool operator==(const KeptPage &) const = default;
};

/// What ties a row to others of its crawl.
struct RowTie
{
    QByteArray key; ///< of rows with the same key only the first is kept; empty = every row counts
    UrlId detail;   ///< page that completes the row; invalid = none

    bool operator==(const RowTie &) const = default;
};

/// All that one fetched URL changes, committed in one transaction.
struct Outcome
{
    CrawlId crawl;
    UrlId url;
    UrlState state = UrlState::Done; ///< Pending: it will be tried again, only attempts counts
    SkipReason reason = SkipReason::None;
    QString detail;
    int depth = 0;
    int attempts = 1;
    std::optional<PageRecord> page;
    QList<QByteArray> rows; ///< JSON objects, in page order
    QList<RowTie> ties;     ///< one a row, or none at all
    QByteArray details;     ///< JSON object that completes the rows whose detail page this is; empty = none
    std::optional<BodyRecord> body;
    QList<UrlRecord> found;          ///< new URLs
    QList<UrlChange> changes;        ///< known ones that changed
    QList<UrlId> outlinks;           ///< all known URLs the page links to (for depths found later)
    std::shared_ptr<void> keepAlive; ///< let go after the commit
};

/// A host as the project keeps it, so that delays and blocks survive a restart.
struct HostRecord
{
    QByteArray origin;
    int delayMs = 0;
    qint64 blockedUntilUtcMs = 0;
    QByteArray robots;    ///< the file's text
    int robotsStatus = 0; ///< status of the answer; 0 = none came or not asked yet
    qint64 robotsFetchedAtUtcMs = 0;
    qint64 requests = 0;
    qint64 errors = 0;

    bool operator==(const HostRecord &) const = default;
};

/// A line of `sluice-cli status`.
struct StatusCount
{
    CrawlId crawl;
    QString kind; ///< "state", "skipped", "error", "host"
    QString name;
    qint64 count = 0;

    bool operator==(const StatusCount &) const = default;
};

/// One row's cells in the order of the columns asked for: QString, qint64, double, bool, or invalid for "none".
using RowValues = QList<QVariant>;

/// A row that has just come to be whole.
struct FreshRow
{
    RowId id;
    UrlId detail; ///< page that completed it; invalid = none did
    RowValues values;

    bool operator==(const FreshRow &) const = default;
};

/// The 16 columns of the default row, in order.
[[nodiscard]] const QStringList &defaultColumns();

} // namespace sluice::core
