// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyhub.h"

#include "core/proxy/proxyledger.h"
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
    connect(&m_network, &CheckNetwork::warned, this, &ProxyHub::tellOfRun);
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
    const auto bans = store->proxyBans(int(ProxyLedger::maximumLines));
    const auto sources = store->proxySources();
    if (!proxies || !bans || !sources) {
        warn(u"the project's proxies cannot be read"_s,
             !proxies ? proxies.error() : (!bans ? bans.error() : sources.error()));
    } else {
        m_book.load(*proxies, *bans);
        m_sources = *sources;
        if (const int unknown = readPasswords(*proxies); unknown > 0)
            Q_EMIT warned(u"%1 of the proxies want a password that is not known here"_s.arg(unknown));
        m_pool->set(*proxies, m_passwords);
        m_pool->restore(*bans);
    }
    m_tick.start();
    Q_EMIT loaded(m_book.all(), m_sources);
}

void ProxyHub::close()
{
    ++m_project;
    m_again.clear();
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
    m_asked = 0;
    m_checking.clear();
    m_again.clear();
    m_locked.clear();
    m_wanted.clear();
    m_told.clear();
    m_isScheduleAllowed = false; // the next project's person was not asked yet
    m_pool->unset();             // crawls that still stop go nowhere
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
    m_told.clear();
    startChecks(ids);
}

void ProxyHub::startChecks(const QList<qint64> &ids)
{
    if (!m_again.isEmpty()) { // the run under way is about to end
        const QList<ProxyRecord> all = ids.isEmpty() ? m_book.all() : QList<ProxyRecord>();
        for (const ProxyRecord &proxy : all)
            m_again.insert(proxy.id);
        m_again.unite({ids.cbegin(), ids.cend()});
        return;
    }
    QList<ProxyRecord> asked;
    if (ids.isEmpty())
        asked = m_book.all();
    for (const qint64 id : ids) {
        if (const ProxyRecord *proxy = m_book.find(id))
            asked.append(*proxy);
    }
    asked.removeIf([](const ProxyRecord &proxy) { return !isUsable(proxy.key.type); });
    (void)readPasswords(asked);
    QList<CheckSubject> subjects;
    for (const ProxyRecord &proxy : std::as_const(asked)) {
        if (isLocked(proxy.key)) {
            m_locked.insert(proxy.id);
            m_book.postpone(proxy.id, nowUtcMs() + m_health.deadFirstMs, u"password unknown"_s);
            continue;
        }
        m_checking.insert(proxy.id);
        subjects.append({proxy, m_passwords.value(secretNameOf(proxy.key))});
    }
    m_network.check(subjects);
    announceSoon();
    if (subjects.isEmpty() && !asked.isEmpty() && !m_network.isChecking())
        tellProgress({}); // whoever waits for the end is not kept waiting
}

void ProxyHub::cancelChecks()
{
    m_again.clear();
    for (const qint64 id : std::as_const(m_checking)) // or those that are due would begin again with the next tick
        m_book.postpone(id, nowUtcMs() + m_health.deadFirstMs, {});
    m_network.cancelChecks();
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
    if (!m_store)
        return {};
    takePoolChanges();
    const auto lines = m_store->proxyLedger(id);
    if (!lines)
        warn(u"the ledger cannot be read"_s, lines.error());
    return lines ? *lines : QList<ProxyHostRecord>();
}

void ProxyHub::noteVerdict(const ProxyRecord &given, const CheckVerdict &verdict)
{
    m_checking.remove(given.id);
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
    m_book.endBans(nowUtcMs());
    announceSoon();
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
    if (!progress.isRunning) {
        announce();
        m_checking.clear();
    }
    Q_EMIT progressed(progress);
    if (progress.isRunning || m_again.isEmpty())
        return;
    QMetaObject::invokeMethod( // later: the checker is just ending
        this,
        [this] {
            if (const QList<qint64> ids = std::exchange(m_again, {}).values(); !ids.isEmpty())
                startChecks(ids);
        },
        Qt::QueuedConnection);
}

/// The schedule's runs are many, and say the same.
void ProxyHub::tellOfRun(const QString &line)
{
    if (m_told.contains(line))
        return;
    m_told.insert(line);
    Q_EMIT warned(line);
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
