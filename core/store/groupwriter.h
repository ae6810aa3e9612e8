// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/pagewriter.h"
#include "core/store/proxywriter.h"
#include "core/store/storecommands.h"
#include "core/store/urlwriter.h"

#include <vector>

namespace sluice::core {

/// Turns a group of commands into one transaction. Its statements stay prepared. Lives on the writer's thread.
class GroupWriter final
{
public:
    explicit GroupWriter(Database &database);

    /// All of the group is on disk afterwards, or nothing of it.
    Result<void, StoreFailure> write(const std::vector<StoreCommand> &group);
    /// Runs somebody's own work in a transaction.
    [[nodiscard]] CallCommand::Answer call(const CallCommand::Work &work);

private:
    void apply(const Outcome &outcome);
    void apply(const AddUrlsCommand &command);
    void apply(const ChangeUrlsCommand &command);
    void apply(const SaveHostsCommand &command);
    void apply(const SitemapFailureCommand &command);
    void apply(const DropSitemapFailuresCommand &command);
    void apply(const ImageCommand &command);
    void apply(const SetStateCommand &command);
    void apply(const SaveCheckCommand &command) { m_proxies.saveCheck(command.proxy, command.check); }
    void apply(const SaveProxiesCommand &command) { m_proxies.save(command.proxies); }
    void apply(const SaveProxyHostsCommand &command) { m_proxies.saveHosts(command.lines); }
    void apply(const CallCommand &) {} // never part of a group

    Database &m_database;
    Totals m_totals;
    UrlWriter m_urls;
    PageWriter m_pages;
    ProxyWriter m_proxies;
    Statement m_saveHost;
    Statement m_addSitemapFailure;
    Statement m_dropSitemapFailures;
    Statement m_addImage;
    Statement m_setState;
};

} // namespace sluice::core
