// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyhub.h"

#include "core/proxy/proxypool.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

double random()
{
    return QRandomGenerator::global()->generateDouble();
}

} // namespace

ProxyHub::ProxyHub(const Clock &clock, std::shared_ptr<ProxyPool> pool, const DeskParts &parts)
    : m_clock(clock)
    , m_pool(std::move(pool))
    , m_health(parts.health)
    , m_network(clock, parts)
{
    m_tick.setInterval(parts.tickMs);
    connect(&m_tick, &QTimer::timeout, this, &ProxyHub::tick);
    m_announce.setInterval(parts.groupMs);
    m_announce.setSingleShot(true);
    connect(&m_announce, &QTimer::timeout, this, &ProxyHub::announce);
    connect(&m_network, &CheckNetwork::checked, this, &ProxyHub::noteVerdict);
    connect(&m_network, &CheckNetwork::progressed, this, &ProxyHub::tellProgress);
    connect(&m_network, &CheckNetwork::warned, this, &ProxyHub::warned);
}

ProxyHub::~ProxyHub()
{
    close();
}

void ProxyHub::open(ProxyStore *store, SecretStore *secrets)
{
    close();
    m_store = store;
    m_secrets = secrets;
    if (!store)
        return Q_EMIT loaded({}, {});
    const auto proxies = store->proxies();
    const auto ledger = store->proxyHosts();
    const auto sources = store->proxySources();
    if (!proxies || !ledger || !sources) {
        warn(u"the project's proxies cannot be read"_s,
             !proxies ? proxies.error() : (!ledger ? ledger.error() : sources.error()));
    } else {
        m_book.load(*proxies, *ledger);
        m_sources = *sources;
        readPasswords(*proxies);
        m_pool->set(*proxies, m_passwords);
        m_pool->restore(*ledger);
    }
    m_tick.start();
    Q_EMIT loaded(m_book.all(), m_sources);
}

void ProxyHub::close()
{
    ++m_project;
    m_network.drop();
    m_tick.stop();
    if (m_store)
        takePoolChanges();
    m_announce.stop();
    m_store = nullptr;
    m_secrets = nullptr;
    m_book.clear();
    m_passwords.clear();
    m_sources.clear();
    m_scraping.clear();
    m_pool->unset(); // crawls that still stop go nowhere
}

void ProxyHub::remove(const QList<qint64> &ids)
{
    if (!m_store || ids.isEmpty())
        return;
    if (const auto gone = m_store->removeProxies(ids); !gone)
        return warn(u"proxies cannot be removed"_s, gone.error());
    m_book.remove(ids);
    m_pool->remove(ids);
    Q_EMIT removed(ids);
}

void ProxyHub::check(const QList<qint64> &ids)
{
    QList<CheckSubject> subjects;
    const auto add = [this, &subjects](const ProxyRecord &proxy) {
        if (isUsable(proxy.key.type))
            subjects.append({proxy, m_passwords.value(secretNameOf(proxy.key))});
    };
    if (ids.isEmpty())
        std::ranges::for_each(m_book.all(), add);
    for (const qint64 id : ids) {
        if (const ProxyRecord *proxy = m_book.find(id))
            add(*proxy);
    }
    m_network.check(subjects);
}

QList<ProxyCheckRecord> ProxyHub::history(qint64 id)
{
    if (!m_store)
        return {};
    const auto checks = m_store->proxyChecks(id, ProxyBook::historyLength);
    if (!checks)
        warn(u"the history cannot be read"_s, checks.error());
    return checks ? *checks : QList<ProxyCheckRecord>();
}

QList<ProxyHostRecord> ProxyHub::ledger(qint64 id)
{
    if (m_store)
        takePoolChanges();
    return m_book.ledgerOf(id);
}

void ProxyHub::noteVerdict(const ProxyRecord &given, const CheckVerdict &verdict)
{
    if (!m_store || !m_book.find(given.id))
        return; // removed meanwhile
    if (verdict.state != ProxyState::Unchecked && !m_book.hasPast(given.id))
        m_book.setPast(given.id, given.checks > 0 ? history(given.id) : QList<ProxyCheckRecord>());
    const ProxyRecord proxy = m_book.note(given.id, verdict, m_health, random());
    announceSoon();
    if (verdict.state == ProxyState::Unchecked)
        return;
    m_store->saveCheck(proxy, checkRecordOf(proxy.id, verdict));
    m_pool->update(proxy);
}

void ProxyHub::takePoolChanges()
{
    const ProxyPool::Changes changes = m_pool->takeChanges();
    QList<ProxyRecord> died;
    for (const ProxyRecord &proxy : changes.died) {
        const ProxyRecord noted = m_book.noteDeath(proxy, nowUtcMs(), m_health, random());
        if (noted.id != 0)
            died.append(noted);
    }
    if (!died.isEmpty())
        m_store->saveProxies(died);
    if (!changes.ledger.isEmpty())
        m_store->saveProxyHosts(changes.ledger);
    m_book.note(changes.ledger, nowUtcMs());
    announceSoon();
}

void ProxyHub::tick()
{
    takePoolChanges();
    if (!m_isScheduled)
        return;
    if (const QList<qint64> due = m_book.due(nowUtcMs()); !due.isEmpty())
        check(due);
    scrapeDue();
}

void ProxyHub::scrapeDue()
{
    const int alive = m_book.alive();
    const QList<ProxySourceRecord> sources = m_sources;
    for (const ProxySourceRecord &source : sources) {
        if (m_scraping.contains(source.id) || !isScrapeDue(source, alive, m_health, nowUtcMs()))
            continue;
        m_scraping.insert(source.id);
        m_network.scrape(source, [this, id = source.id](const ScrapedSource &outcome) {
            m_scraping.remove(id);
            checkNew(ended(outcome, false).proxies);
        });
    }
}

/// What came by schedule is of no use before it was checked.
void ProxyHub::checkNew(const QList<qint64> &ids)
{
    QList<qint64> unchecked;
    std::copy_if(ids.cbegin(), ids.cend(), std::back_inserter(unchecked), [this](qint64 id) {
        const ProxyRecord *proxy = m_book.find(id);
        return proxy && proxy->state == ProxyState::Unchecked;
    });
    if (!unchecked.isEmpty())
        check(unchecked);
}

void ProxyHub::announceSoon()
{
    if (m_book.hasChanged() && !m_announce.isActive())
        m_announce.start();
}

void ProxyHub::announce()
{
    const QList<ProxyRecord> proxies = m_book.takeChanged();
    if (!proxies.isEmpty())
        Q_EMIT changed(proxies);
}

/// A run's end comes after all of its verdicts.
void ProxyHub::tellProgress(const CheckProgress &progress)
{
    if (!progress.isRunning)
        announce();
    Q_EMIT progressed(progress);
}

void ProxyHub::warn(const QString &what, const StoreFailure &failure)
{
    Q_EMIT warned(what + u": "_s + failure.detail);
}

qint64 ProxyHub::nowUtcMs() const
{
    return m_clock.utcNow().toMSecsSinceEpoch();
}

} // namespace sluice::core
