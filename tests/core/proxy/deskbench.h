// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/deskparts.h"
#include "core/proxy/memoryproxystore.h"

#include <QObject>
#include <QPointer>
#include <QSet>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

namespace sluice::test {

/// A clock that one thread turns and others read.
class SharedClock final : public core::Clock
{
public:
    [[nodiscard]] qint64 monotonicMs() const override { return m_ms; }
    [[nodiscard]] QDateTime utcNow() const override
    {
        ++m_looks;
        return QDateTime(QDate(2026, 1, 1), QTime(12, 0), Qt::UTC).addMSecs(m_ms);
    }
    void advance(qint64 ms) { m_ms += ms; }
    /// How often somebody asked for the time of day.
    [[nodiscard]] int looks() const { return m_looks; }
    [[nodiscard]] qint64 utcMs() const { return utcNow().toMSecsSinceEpoch(); }

private:
    std::atomic<qint64> m_ms = 1'000;
    mutable std::atomic_int m_looks = 0;
};

/// What answers there are in the world. Any thread may ask and change it.
class World final
{
public:
    static constexpr auto testUrl = "http://test.example/";

    void setAlive(const QString &host, bool isAlive = true)
    {
        const std::lock_guard lock(m_mutex);
        isAlive ? void(m_alive.insert(host)) : void(m_alive.remove(host));
    }
    /// The test URL does not answer, whoever asks.
    void setTestDead(bool isDead) { m_isTestDead = isDead; }
    /// From now on proxies do not answer at all.
    void setSilent(bool isSilent) { m_isSilent = isSilent; }
    void setPage(const QByteArray &url, const QByteArray &body)
    {
        const std::lock_guard lock(m_mutex);
        m_pages.insert(url, body);
    }
    [[nodiscard]] int asked(const QString &host) const
    {
        const std::lock_guard lock(m_mutex);
        return m_asked.value(host);
    }

    std::optional<core::FetchResult> answer(const core::FetchRequest &request)
    {
        const std::lock_guard lock(m_mutex);
        const bool isDirect = request.proxy.kind == core::ProxyKind::Direct;
        const QString host = isDirect ? request.url.toString() : request.proxy.host;
        ++m_asked[host];
        if (m_isSilent && !isDirect)
            return std::nullopt;
        if (m_isTestDead && request.url.text() == testUrl) {
            core::FetchError refused;
            refused.kind = core::FetchFault::ConnectionRefused;
            refused.detail = QStringLiteral("connection refused");
            return core::FetchResult(tl::unexpected(refused));
        }
        core::FetchResponse response;
        response.timings = {1, 2, 3};
        response.headers = {{"Content-Type", "text/html"}};
        if (isDirect && request.url.text() != testUrl) {
            response.status = m_pages.contains(request.url.text()) ? 200 : 404;
            response.body = m_pages.value(request.url.text());
        } else {
            response.status = isDirect || m_alive.contains(host) ? 200 : 403;
        }
        return core::FetchResult(response);
    }

private:
    mutable std::mutex m_mutex;
    QSet<QString> m_alive;
    QHash<QByteArray, QByteArray> m_pages;
    QHash<QString, int> m_asked;
    std::atomic_bool m_isSilent = false;
    std::atomic_bool m_isTestDead = false;
};

/// The way to the World, on the desk's thread.
class WorldFetcher final : public QObject, public core::Fetcher
{
public:
    explicit WorldFetcher(std::shared_ptr<World> world)
        : m_world(std::move(world))
    {}

    void fetch(core::FetchRequest request, QObject *context, Done done) override
    {
        std::optional<core::FetchResult> answer = m_world->answer(request);
        if (!answer)
            return; // for ever: whoever asked goes away first
        QMetaObject::invokeMethod(
            context, [done = std::move(done), answer = std::move(*answer)] { done(answer); }, Qt::QueuedConnection);
    }
    void cancelAll(QObject *) override {}

private:
    std::shared_ptr<World> m_world;
};

/// A store that must not be asked any more once it was taken away.
class WatchedStore final : public core::ProxyStore
{
public:
    [[nodiscard]] int callsAfterClosing() const { return m_late; }
    void close() { m_isClosed = true; }
    [[nodiscard]] core::MemoryProxyStore &inner() { return m_inner; }

    core::Result<QList<core::ProxyRecord>, core::StoreFailure> proxies() const override
    {
        note();
        return m_inner.proxies();
    }
    core::Result<QList<core::ProxyCheckRecord>, core::StoreFailure> proxyChecks(qint64 proxy, int limit) const override
    {
        note();
        return m_inner.proxyChecks(proxy, limit);
    }
    core::Result<QList<core::ProxyHostRecord>, core::StoreFailure> proxyHosts() const override
    {
        note();
        return m_inner.proxyHosts();
    }
    core::Result<QList<core::ProxyHostRecord>, core::StoreFailure> proxyLedger(qint64 proxy) const override
    {
        note();
        return m_inner.proxyLedger(proxy);
    }
    core::Result<QList<core::ProxyHostRecord>, core::StoreFailure> proxyBans(int most) const override
    {
        note();
        return m_inner.proxyBans(most);
    }
    core::Result<QList<core::ProxySourceRecord>, core::StoreFailure> proxySources() const override
    {
        note();
        return m_inner.proxySources();
    }
    core::Result<QList<core::ProxyRecord>, core::StoreFailure>
    addProxies(const QList<core::ProxyRecord> &proxies) override
    {
        note();
        if (m_isFull)
            return core::failure(core::StoreFault::Full, QStringLiteral("the disk is full"));
        return m_inner.addProxies(proxies);
    }
    core::Result<void, core::StoreFailure> removeProxies(const QList<qint64> &ids) override
    {
        note();
        return m_inner.removeProxies(ids);
    }
    core::Result<core::ProxySourceRecord, core::StoreFailure>
    saveProxySource(const core::ProxySourceRecord &source) override
    {
        note();
        if (m_isFull)
            return core::failure(core::StoreFault::Full, QStringLiteral("the disk is full"));
        return m_inner.saveProxySource(source);
    }
    core::Result<void, core::StoreFailure> removeProxySource(qint64 id) override
    {
        note();
        return m_inner.removeProxySource(id);
    }
    void saveCheck(const core::ProxyRecord &proxy, const core::ProxyCheckRecord &check) override
    {
        note();
        m_inner.saveCheck(proxy, check);
    }
    void saveProxies(const QList<core::ProxyRecord> &proxies) override
    {
        note();
        m_inner.saveProxies(proxies);
    }
    void saveProxyHosts(const QList<core::ProxyHostRecord> &lines) override
    {
        note();
        m_inner.saveProxyHosts(lines);
    }
    void setFull(bool isFull) { m_isFull = isFull; }

private:
    void note() const { m_late += m_isClosed ? 1 : 0; }

    core::MemoryProxyStore m_inner;
    std::atomic_bool m_isClosed = false;
    std::atomic_bool m_isFull = false;
    mutable std::atomic_int m_late = 0;
};

} // namespace sluice::test
