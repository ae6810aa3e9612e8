// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxyhub.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/proxy/proxypool.h"
#include "core/proxy/sourcetrouble.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

double random()
{
    return QRandomGenerator::global()->generateDouble();
}

void finish(const ProxyHub::Report &report, const ScrapeReport &outcome)
{
    report->addResult(outcome);
    report->finish();
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
    connect(&m_network, &CheckNetwork::progressed, this, &ProxyHub::progressed);
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
    m_pool->set({}, {});
}

void ProxyHub::readPasswords(const QList<ProxyRecord> &proxies)
{
    if (!m_secrets)
        return;
    int unreadable = 0;
    for (const ProxyRecord &proxy : proxies) {
        if (proxy.key.user.isEmpty())
            continue;
        const QString name = secretNameOf(proxy.key);
        if (const auto password = m_secrets->read(name))
            m_passwords.insert(name, QString::fromUtf8(*password));
        else
            ++unreadable;
    }
    if (unreadable > 0)
        Q_EMIT warned(u"%1 of the proxies want a password that is not known here"_s.arg(unreadable));
}

void ProxyHub::keepPasswords(const QHash<QString, QString> &passwords)
{
    m_passwords.insert(passwords);
    QString trouble;
    for (auto password = passwords.cbegin(); password != passwords.cend() && m_secrets; ++password) {
        const auto kept = m_secrets->write(password.key(), password.value().toUtf8());
        if (!kept)
            trouble = kept.error().detail;
    }
    if (!trouble.isEmpty())
        Q_EMIT warned(u"passwords of proxies are kept for this session only: %1"_s.arg(trouble));
}

void ProxyHub::add(const QByteArray &list, const QString &source, ProxyType fallback, const Report &report)
{
    const auto reading = inBackground([list, fallback] { return readProxyList(list, {}, fallback); });
    ProxySourceRecord origin;
    origin.location = source;
    whenDone(reading, this, [this, origin, report, project = m_project](ProxyListing listing) {
        if (project != m_project)
            return finish(report, {failedSource(origin, u"the project was closed"_s), 0, {}, {}});
        for (ProxyRecord &proxy : listing.proxies)
            proxy.source = origin.location;
        finish(report, take(sourceAfter(origin, listing, false), listing));
    });
}

void ProxyHub::scrape(ProxySourceRecord source, bool keep, const Report &report)
{
    const auto known = std::find_if(m_sources.cbegin(), m_sources.cend(), [&source](const ProxySourceRecord &each) {
        return each.location == source.location;
    });
    if (known != m_sources.cend() && source.id == 0) {
        source.id = known->id;
        source.layout = known->layout;
        source.everyMinutes = source.everyMinutes > 0 ? source.everyMinutes : known->everyMinutes;
        source.userAgent = source.userAgent.isEmpty() ? known->userAgent : source.userAgent;
    }
    m_network.scrape(source,
                     [this, keep, report](const ScrapedSource &outcome) { finish(report, ended(outcome, keep)); });
}

ScrapeReport ProxyHub::ended(const ScrapedSource &outcome, bool keep)
{
    ScrapeReport result = take(outcome.source, outcome.listing);
    const bool isKept = std::any_of(m_sources.cbegin(), m_sources.cend(),
                                    [&outcome](const auto &each) { return each.id == outcome.source.id; });
    if (m_store && locationTrouble(outcome.source.location).isEmpty() && (keep || isKept))
        keepSource(result.source);
    return result;
}

ScrapeReport ProxyHub::take(const ProxySourceRecord &source, const ProxyListing &listing)
{
    ScrapeReport report{source, 0, {}, listing.refused};
    if (!m_store) {
        report.source.trouble = u"no project is open"_s;
        return report;
    }
    if (listing.proxies.isEmpty())
        return report;
    keepPasswords(listing.passwords);
    const auto kept = m_store->addProxies(listing.proxies);
    if (!kept) {
        warn(u"proxies cannot be kept"_s, kept.error());
        report.source.trouble = u"its proxies cannot be kept: %1"_s.arg(kept.error().detail);
        return report;
    }
    for (const ProxyRecord &proxy : *kept) {
        report.added += m_book.knows(proxy.key) ? 0 : 1;
        report.proxies.append(proxy.id);
    }
    m_book.put(*kept);
    m_pool->set(m_book.all(), m_passwords);
    announceSoon();
    return report;
}

void ProxyHub::keepSource(ProxySourceRecord &source)
{
    const auto saved = m_store->saveProxySource(source);
    if (!saved)
        return warn(u"the source cannot be kept"_s, saved.error());
    source = *saved;
    const auto known =
        std::find_if(m_sources.begin(), m_sources.end(), [&saved](const auto &each) { return each.id == saved->id; });
    if (known != m_sources.end())
        *known = *saved;
    else
        m_sources.append(*saved);
    Q_EMIT sourcesChanged(m_sources);
}

void ProxyHub::saveSource(const ProxySourceRecord &source)
{
    if (!m_store)
        return;
    if (const QString trouble = locationTrouble(source.location); !trouble.isEmpty()) {
        Q_EMIT warned(u"the source is not kept: %1"_s.arg(trouble));
        return;
    }
    ProxySourceRecord kept = source;
    keepSource(kept);
}

void ProxyHub::removeSource(qint64 id)
{
    if (!m_store)
        return;
    if (const auto gone = m_store->removeProxySource(id); !gone)
        return warn(u"the source cannot be removed"_s, gone.error());
    m_sources.removeIf([id](const ProxySourceRecord &each) { return each.id == id; });
    Q_EMIT sourcesChanged(m_sources);
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
    if (verdict.state == ProxyState::Unchecked)
        return;
    m_store->saveCheck(proxy, checkRecordOf(proxy.id, verdict));
    m_pool->update(proxy);
    announceSoon();
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

void ProxyHub::warn(const QString &what, const StoreFailure &failure)
{
    Q_EMIT warned(what + u": "_s + failure.detail);
}

qint64 ProxyHub::nowUtcMs() const
{
    return m_clock.utcNow().toMSecsSinceEpoch();
}

} // namespace sluice::core
