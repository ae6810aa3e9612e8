// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/schema.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr char schemaSql[] = R"sql(-- A Sluice project file, version 5: one SQLite database, written in WAL mode.
-- It may be read by other tools at any time, also while a crawl runs. Times are milliseconds since
-- 1970-01-01T00:00:00Z, durations milliseconds, sizes bytes. Secrets are never stored.
PRAGMA application_id = 1399616873; -- "Slui"
PRAGMA user_version = 5;

-- One line for every crawl. The counts are kept by the transaction that changes what they count.
CREATE TABLE crawls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- counted from 1, never given twice
    name TEXT NOT NULL,
    spec TEXT NOT NULL,                     -- the job file (JSON; see: sluice-cli schema job)
    state INTEGER NOT NULL DEFAULT 0,       -- 0 running (or died while running), 1 paused, 2 finished, 3 cancelled, 4 interrupted
    has_default_row INTEGER NOT NULL,       -- 1: rows have the default columns, see default_rows; 0: see columns
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL DEFAULT 0, -- 0 while it has not ended
    active_ms INTEGER NOT NULL DEFAULT 0,   -- time spent running, over all resumptions
    first_url INTEGER NOT NULL,             -- no URL of this crawl has a smaller id
    pending INTEGER NOT NULL DEFAULT 0,     -- URLs in this state; likewise done, failed, skipped
    done INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    skipped INTEGER NOT NULL DEFAULT 0,
    row_count INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0        -- of decoded bodies
);

-- What is known of a host, so that delays and blocks survive a restart.
CREATE TABLE hosts (
    origin TEXT PRIMARY KEY,                -- scheme://host[:port]
    delay_ms INTEGER NOT NULL DEFAULT 0,
    blocked_until INTEGER NOT NULL DEFAULT 0,
    robots TEXT,                            -- the text of robots.txt; NULL = none
    robots_status INTEGER NOT NULL DEFAULT 0, -- of the answer; 0 = none came, or not asked yet
    robots_fetched_at INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0,
    errors INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- The frontier: every URL that a crawl knows, in any state.
CREATE TABLE urls (
    id INTEGER PRIMARY KEY,
    crawl INTEGER NOT NULL REFERENCES crawls (id),
    url TEXT NOT NULL,                      -- normalised
    state INTEGER NOT NULL,                 -- 0 pending, 1 done (answered 2xx), 2 failed, 3 skipped (not asked)
    reason INTEGER NOT NULL,                -- why skipped: 0 none, 1 scope, 2 depth, 3 robots, 4 robots unreachable,
                                            -- 5 scheme, 6 invalid, 7 excluded, 8 not included, 9 credentials
    detail TEXT,                            -- of the reason, e.g. the robots rule
    depth INTEGER NOT NULL,                 -- fewest links from a seed; seeds have 0
    attempts INTEGER NOT NULL,
    parent INTEGER REFERENCES urls (id),    -- page it was found on; NULL for seeds
    found_on TEXT,                          -- where it was found if that is no page of the crawl (a sitemap)
    is_seed INTEGER NOT NULL
);
CREATE INDEX seeds ON urls (crawl) WHERE is_seed = 1;

-- The URLs that a page links to, for depths that become shorter later.
CREATE TABLE outlinks (
    url INTEGER PRIMARY KEY REFERENCES urls (id),
    targets BLOB NOT NULL                   -- ids of urls, ascending, each as the difference from the one before it,
                                            -- as a little-endian base-128 number
);

-- What asking a URL gave in the end; one line for every URL that is done or failed.
CREATE TABLE pages (
    url INTEGER PRIMARY KEY REFERENCES urls (id),
    status INTEGER,                         -- of the last answer; NULL = none came
    final_url TEXT,                         -- after redirects
    redirects TEXT,                         -- JSON array of {"status", "url"}, in order; NULL = none
    content_type TEXT,                      -- media type, lower case
    charset TEXT,
    headers TEXT,                           -- JSON array of [name, value]; cookie values are left out
    encoded_bytes INTEGER NOT NULL,         -- body as sent
    bytes INTEGER NOT NULL,                 -- body decoded
    connect_ms INTEGER NOT NULL,
    first_byte_ms INTEGER NOT NULL,
    milliseconds INTEGER NOT NULL,          -- in all
    fetched_at INTEGER NOT NULL,
    links INTEGER NOT NULL,                 -- distinct http and https links on the page
    error_kind TEXT,                        -- "http-404", "timeout", …; NULL when done
    error TEXT,                             -- to show
    body_hash BLOB REFERENCES bodies (hash) -- NULL when bodies are not kept
);

-- Kept bodies, each content once.
CREATE TABLE bodies (
    hash BLOB PRIMARY KEY,                  -- 16 bytes, of the decoded body
    bytes INTEGER NOT NULL,                 -- decoded
    zstd BLOB NOT NULL                      -- the body, compressed with Zstandard
);

-- The rows that pages gave. Where errors are of single rows, each row of the page has a member "\u0001error" of its
-- own in data, which is no column: its error in place of the page's, empty for a row that has none.
CREATE TABLE rows (
    id INTEGER PRIMARY KEY,
    crawl INTEGER NOT NULL REFERENCES crawls (id),
    url INTEGER NOT NULL REFERENCES urls (id), -- the page
    position INTEGER NOT NULL,              -- on the page, from 0
    data TEXT NOT NULL,                     -- JSON object
    key BLOB,                               -- fingerprint of the columns that tell rows apart; NULL = every row counts
    detail INTEGER REFERENCES urls (id),    -- the page that completes the row; NULL = none (both since version 3)
    UNIQUE (url, position)                  -- no row twice
);
CREATE INDEX rows_by_crawl ON rows (crawl);
CREATE INDEX rows_by_key ON rows (crawl, key) WHERE key NOT NULL;
CREATE INDEX rows_by_detail ON rows (detail) WHERE detail NOT NULL;

-- What detail pages say, already in the rows that they complete; kept for rows still to come (since version 3).
CREATE TABLE details (
    url INTEGER PRIMARY KEY REFERENCES urls (id),
    data TEXT NOT NULL                      -- JSON object
);

-- The columns of a crawl's rows in order of first appearance; where has_default_row is 1, only those beside the default
-- ones (predictions).
CREATE TABLE columns (
    crawl INTEGER NOT NULL REFERENCES crawls (id),
    position INTEGER NOT NULL,              -- from 0
    name TEXT NOT NULL,
    PRIMARY KEY (crawl, position)
) WITHOUT ROWID;

-- Sitemaps that were not read, or not as a whole (since version 2).
CREATE TABLE sitemap_failures (
    crawl INTEGER NOT NULL REFERENCES crawls (id),
    url TEXT NOT NULL,                      -- of the sitemap
    error TEXT NOT NULL,                    -- why, to show
    PRIMARY KEY (crawl, url)
) WITHOUT ROWID;

-- Images that rows name and that were saved: a crawl that goes on asks for the others (since version 4).
CREATE TABLE images (
    crawl INTEGER NOT NULL REFERENCES crawls (id),
    folder TEXT NOT NULL,                   -- absolute
    url TEXT NOT NULL,                      -- as the row names it, normalised
    file TEXT NOT NULL,                     -- its name in the folder
    bytes INTEGER NOT NULL,
    PRIMARY KEY (crawl, folder, url)
) WITHOUT ROWID;

-- Proxies: what lists say of them and what the last check found (this table and the next three since version 5).
-- Their passwords are secrets.
CREATE TABLE proxies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice
    type INTEGER NOT NULL,                  -- 0 http, 1 https (an HTTP proxy that tunnels), 2 socks5, 3 socks4
    user TEXT NOT NULL,                     -- empty = none
    host TEXT NOT NULL,                     -- name or address in lower case, IPv6 without brackets
    port INTEGER NOT NULL,
    source TEXT NOT NULL,                   -- location of the source that named it first; empty = added by hand
    country TEXT NOT NULL,                  -- as the source writes it
    country_code TEXT NOT NULL,
    listed_anonymity INTEGER NOT NULL,      -- as the source says: 0 unknown, 1 transparent, 2 anonymous, 3 elite
    is_near INTEGER NOT NULL,               -- 1: its address is private, loopback or link-local
    state INTEGER NOT NULL,                 -- 0 unchecked, 1 alive, 2 dead, 3 unsupported
    reason TEXT NOT NULL,                   -- why it is in that state
    anonymity INTEGER NOT NULL,             -- as judged
    connect_ms INTEGER NOT NULL,            -- -1 = not measured; likewise the next two
    first_byte_ms INTEGER NOT NULL,
    total_ms INTEGER NOT NULL,
    exit_address TEXT NOT NULL,             -- from which a server saw it ask
    is_intercepting INTEGER NOT NULL,       -- 1: it put a certificate of its own into a TLS connection
    last_checked INTEGER NOT NULL,          -- 0 = never
    next_check INTEGER NOT NULL,            -- 0 = not planned
    dead_in_a_row INTEGER NOT NULL,         -- checks
    checks INTEGER NOT NULL,                -- in its history, see proxy_checks; likewise the next three
    successes INTEGER NOT NULL,
    latency_median_ms INTEGER NOT NULL,     -- of the living checks' total_ms; -1 = none
    latency_95_ms INTEGER NOT NULL,         -- 95th percentile
    UNIQUE (type, user, host, port)
);

-- The newest 200 checks of each proxy.
CREATE TABLE proxy_checks (
    id INTEGER PRIMARY KEY,
    proxy INTEGER NOT NULL REFERENCES proxies (id),
    checked_at INTEGER NOT NULL,
    is_alive INTEGER NOT NULL,
    anonymity INTEGER NOT NULL,             -- as in proxies; likewise all that follow
    connect_ms INTEGER NOT NULL,
    first_byte_ms INTEGER NOT NULL,
    total_ms INTEGER NOT NULL,
    exit_address TEXT NOT NULL,
    is_intercepting INTEGER NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX proxy_checks_by_proxy ON proxy_checks (proxy, id);

-- The ledger: what a proxy is worth towards a host. Banned at one it may serve for another.
CREATE TABLE proxy_hosts (
    proxy INTEGER NOT NULL REFERENCES proxies (id),
    host TEXT NOT NULL,
    requests INTEGER NOT NULL,
    errors INTEGER NOT NULL,                -- no answer through it
    banned_until INTEGER NOT NULL,          -- 0 = not banned there
    bans INTEGER NOT NULL,                  -- in a row, each twice as long as the one before
    reason TEXT NOT NULL,                   -- of the ban
    PRIMARY KEY (proxy, host)
) WITHOUT ROWID;

-- Where proxies are taken from.
CREATE TABLE proxy_sources (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    location TEXT NOT NULL UNIQUE,          -- http or https address, or a file's path
    user_agent TEXT NOT NULL,               -- preset or whole string; empty = the honest one
    every_minutes INTEGER NOT NULL,         -- scraped again on schedule; 0 = only when asked
    last_scraped INTEGER NOT NULL,          -- 0 = never
    found INTEGER NOT NULL,                 -- proxies last time
    refused INTEGER NOT NULL,               -- entries last time that were no proxy
    layout TEXT NOT NULL,                   -- what its list looked like when it last gave proxies
    trouble TEXT NOT NULL                   -- why it gave none, or what changed; empty = fine
);

-- For other tools: the rows of crawls with the default columns, as they are exported.
CREATE VIEW default_rows AS
SELECT r.crawl AS crawl, r.id AS row,
    u.url AS url, p.final_url AS final_url, p.status AS status, u.depth AS depth,
    json_extract(r.data, '$.title') AS title, json_extract(r.data, '$.h1') AS h1,
    json_extract(r.data, '$.description') AS description, json_extract(r.data, '$.canonical') AS canonical,
    p.content_type AS content_type, p.charset AS charset, p.bytes AS bytes, p.milliseconds AS milliseconds,
    p.links AS links, coalesce((SELECT f.url FROM urls f WHERE f.id = u.parent), u.found_on) AS found_on,
    strftime('%Y-%m-%dT%H:%M:%fZ', p.fetched_at / 1000.0, 'unixepoch') AS fetched_at, p.error AS error
FROM rows r JOIN crawls c ON c.id = r.crawl JOIN urls u ON u.id = r.url LEFT JOIN pages p ON p.url = r.url
WHERE c.has_default_row;
)sql";

} // namespace

QByteArray projectSchemaSql()
{
    return QByteArray::fromRawData(schemaSql, sizeof(schemaSql) - 1);
}

QStringList tablesMadeBy(const QByteArray &sql)
{
    static const QRegularExpression opening(u"\\bCREATE TABLE (\\w+)"_s);
    QStringList names;
    for (const QRegularExpressionMatch &match : opening.globalMatch(QString::fromUtf8(sql)))
        names.append(match.captured(1));
    return names;
}

} // namespace sluice::core
