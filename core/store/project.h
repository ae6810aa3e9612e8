// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/store/crawlstore.h"
#include "core/store/proxystore.h"
#include "core/store/rowpredictions.h"
#include "core/store/rowreplacer.h"

#include <memory>

namespace sluice::core {

class StoreWriter;

/// A project file (NAME.sluice) open for writing: one SQLite database in WAL mode, held against a second instance by
/// an advisory lock that dies with the process. Closing it checkpoints and leaves one file.
class Project final : public CrawlStore, public ProxyStore
{
    Q_OBJECT

public:
    enum class Mode { OpenOrCreate, OpenExisting };

    /// Opens, creates or migrates. Faults: NotFound, NotAProject, Newer, Corrupt, Locked, ReadOnly, Full, Other.
    [[nodiscard]] static Result<std::unique_ptr<Project>, StoreFailure> open(const QString &path, Mode mode,
                                                                             const Clock &clock);
    ~Project() override;

    [[nodiscard]] const QString &path() const { return m_path; }

    Result<CrawlId, StoreFailure> addCrawl(const QString &name, const QByteArray &spec, bool hasDefaultRow,
                                           const QStringList &columns = {}) override;
    Result<CrawlRecord, StoreFailure> crawl(CrawlId id) const override;
    Result<void, StoreFailure> visitUrls(CrawlId id,
                                         const std::function<void(const UrlRecord &)> &visit) const override;
    Result<QList<UrlId>, StoreFailure> outlinks(UrlId id) const override;
    Result<QByteArray, StoreFailure> urlText(UrlId id) const override;
    Result<QByteArray, StoreFailure> foundOn(UrlId id) const override;
    Result<QList<FreshRow>, StoreFailure> freshRows(UrlId url, const QStringList &fields,
                                                    const QStringList &columns) const override;
    Result<void, StoreFailure> visitRows(CrawlId id, const QStringList &columns,
                                         const std::function<bool(const RowValues &)> &visit) const override;
    Result<QList<QByteArray>, StoreFailure> seedTargets(CrawlId id) const override;
    Result<QList<HostRecord>, StoreFailure> hosts() const override;
    Result<QList<ImageRecord>, StoreFailure> images(CrawlId id, const QString &folder) const override;
    UrlId reserveUrlIds(qint64 count) override;
    void commit(Outcome outcome) override;
    void addUrls(CrawlId id, QList<UrlRecord> urls) override;
    void changeUrls(CrawlId id, QList<UrlChange> changes) override;
    void saveHosts(QList<HostRecord> hosts) override;
    void addSitemapFailure(CrawlId id, const QByteArray &url, const QString &error) override;
    void dropSitemapFailures(CrawlId id) override;
    void addImage(CrawlId id, ImageRecord image) override;
    void setCrawlState(CrawlId id, CrawlState state, qint64 activeMs) override;
    void flush() override;
    void retry() override;
    Result<void, StoreFailure> drain() override;

    Result<QList<ProxyRecord>, StoreFailure> proxies() const override;
    Result<QList<ProxyCheckRecord>, StoreFailure> proxyChecks(qint64 proxy, int limit) const override;
    Result<QList<ProxyHostRecord>, StoreFailure> proxyHosts() const override;
    Result<QList<ProxySourceRecord>, StoreFailure> proxySources() const override;
    Result<QList<ProxyRecord>, StoreFailure> addProxies(const QList<ProxyRecord> &proxies) override;
    Result<void, StoreFailure> removeProxies(const QList<qint64> &ids) override;
    Result<ProxySourceRecord, StoreFailure> saveProxySource(const ProxySourceRecord &source) override;
    Result<void, StoreFailure> removeProxySource(qint64 id) override;
    void saveCheck(const ProxyRecord &proxy, const ProxyCheckRecord &check) override;
    void saveProxies(const QList<ProxyRecord> &proxies) override;
    [[nodiscard]] Result<QList<ProxyHostRecord>, StoreFailure> proxyLedger(qint64 proxy) const override;
    [[nodiscard]] Result<QList<ProxyHostRecord>, StoreFailure> proxyBans(int most) const override;
    void saveProxyHosts(const QList<ProxyHostRecord> &lines) override;

    /// Removes a crawl and all that belongs to it; blocks.
    Result<void, StoreFailure> removeCrawl(CrawlId id);
    /// Puts new rows in the place of a crawl's, in one transaction: a machine that dies meanwhile leaves the old ones.
    /// Returns how many there are; blocks. NotFound, Cancelled, or as the replacement's next() fails.
    [[nodiscard]] Result<qint64, StoreFailure> replaceRows(const RowReplacement &replacement);
    /// Writes what a model says of rows into further columns of theirs, all or none. Returns how many there are; blocks.
    [[nodiscard]] Result<qint64, StoreFailure> addPredictions(const RowPredictions &predictions);

private:
    class Internals;
    explicit Project(QString path, std::unique_ptr<Internals> internals);
    [[nodiscard]] StoreWriter &writer() const;
    [[nodiscard]] qint64 nowUtcMs() const;

    QString m_path;
    std::unique_ptr<Internals> m_internals;
};

} // namespace sluice::core
