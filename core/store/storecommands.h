// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/imagerecord.h"
#include "core/store/proxyrecords.h"
#include "core/store/records.h"

#include <functional>
#include <future>
#include <variant>

namespace sluice::core {

class Database;

/// What waits for the writer, in the order given. An Outcome stands for itself.
struct AddUrlsCommand
{
    CrawlId crawl;
    QList<UrlRecord> urls;
};

struct ChangeUrlsCommand
{
    CrawlId crawl;
    QList<UrlChange> changes;
};

struct SaveHostsCommand
{
    QList<HostRecord> hosts;
};

struct SitemapFailureCommand
{
    CrawlId crawl;
    QByteArray url;
    QString error;
};

struct DropSitemapFailuresCommand
{
    CrawlId crawl;
};

struct ImageCommand
{
    CrawlId crawl;
    ImageRecord image;
};

struct SetStateCommand
{
    CrawlId crawl;
    CrawlState state = CrawlState::Running;
    qint64 activeMs = 0;
    qint64 nowUtcMs = 0;
};

struct SaveCheckCommand
{
    ProxyRecord proxy;
    ProxyCheckRecord check;
};

struct SaveProxiesCommand
{
    QList<ProxyRecord> proxies;
};

struct SaveProxyHostsCommand
{
    QList<ProxyHostRecord> lines;
};

/// Work that somebody waits for. It runs in a transaction of its own and its failure is his alone.
struct CallCommand
{
    using Work = std::function<qint64(Database &)>;
    using Answer = Result<qint64, StoreFailure>;

    Work work;
    std::promise<Answer> answer;
};

using StoreCommand = std::variant<Outcome, AddUrlsCommand, ChangeUrlsCommand, SaveHostsCommand, SitemapFailureCommand,
                                  DropSitemapFailuresCommand, ImageCommand, SetStateCommand, SaveCheckCommand,
                                  SaveProxiesCommand, SaveProxyHostsCommand, CallCommand>;

} // namespace sluice::core
