// SPDX-License-Identifier: GPL-3.0-or-later
// What the hub does with lists: those that are pasted, those of sources, and their passwords.
#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/proxy/proxyhub.h"
#include "core/proxy/proxypool.h"
#include "core/proxy/sourcetrouble.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

void finish(const ProxyHub::Report &report, const ScrapeReport &outcome)
{
    report->addResult(outcome);
    report->finish();
}

Result<QByteArray, SecretFailure> unreadable(const QString &name)
{
    return failure(SecretFault::Missing, u"there is no store for %1"_s.arg(name));
}

} // namespace

void ProxyHub::readPasswordsAgain()
{
    const QList<ProxyRecord> proxies = m_book.all();
    if (const int unknown = readPasswords(proxies, true); unknown > 0)
        Q_EMIT warned(u"%1 of the proxies want a password that is not known here"_s.arg(unknown));
    m_pool->set(proxies, m_passwords);
    QList<qint64> opened;
    for (const qint64 id : std::as_const(m_locked)) {
        const ProxyRecord *proxy = m_book.find(id);
        if (proxy && !isLocked(proxy->key))
            opened.append(id);
    }
    for (const qint64 id : std::as_const(opened))
        m_locked.remove(id);
    if (!opened.isEmpty())
        startChecks(opened);
}

int ProxyHub::readPasswords(const QList<ProxyRecord> &proxies, bool isAgain)
{
    int unknown = 0;
    QStringList wanted;
    for (const ProxyRecord &proxy : proxies) {
        if (proxy.key.user.isEmpty() || (!isAgain && !isLocked(proxy.key)))
            continue;
        const QString name = secretNameOf(proxy.key);
        if (const auto password = m_secrets ? m_secrets->read(name) : unreadable(name)) {
            m_passwords.insert(name, QString::fromUtf8(*password));
            continue;
        }
        if (!isLocked(proxy.key))
            continue; // kept for this session only
        ++unknown;
        if (!m_wanted.contains(name))
            wanted.append(name);
        m_wanted.insert(name);
    }
    if (!wanted.isEmpty())
        Q_EMIT passwordsWanted(wanted);
    return unknown;
}

/// Nothing is sent to one of those: an empty password would be refused, and the user's name told.
bool ProxyHub::isLocked(const ProxyKey &key) const
{
    return !key.user.isEmpty() && !m_passwords.contains(secretNameOf(key));
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
    ++m_asked;
    m_network.scrape(source, [this, keep, report](const ScrapedSource &outcome) {
        --m_asked;
        finish(report, ended(outcome, keep));
    });
}

ScrapeReport ProxyHub::ended(const ScrapedSource &outcome, bool keep)
{
    ScrapeReport result = take(outcome.source, outcome.listing);
    const bool isKept = std::any_of(m_sources.cbegin(), m_sources.cend(),
                                    [&outcome](const auto &each) { return each.id == outcome.source.id; });
    if (isKept) // first of all, or what cannot be saved would be scraped again at once
        putSource(result.source);
    if (m_store && locationTrouble(outcome.source.location).isEmpty() && (keep || isKept))
        keepSource(result.source);
    else if (isKept)
        Q_EMIT sourcesChanged(m_sources);
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
    (void)readPasswords(*kept); // of those that the list gives no password for
    m_pool->set(m_book.all(), m_passwords);
    announceSoon();
    return report;
}

void ProxyHub::keepSource(ProxySourceRecord &source)
{
    const auto saved = m_store->saveProxySource(source);
    if (saved) {
        source = *saved;
        putSource(source);
    } else {
        warn(u"the source cannot be kept"_s, saved.error());
        if (source.trouble.isEmpty())
            source.trouble = u"it cannot be kept: %1"_s.arg(saved.error().detail);
        if (source.id != 0)
            putSource(source);
    }
    Q_EMIT sourcesChanged(m_sources);
}

void ProxyHub::putSource(const ProxySourceRecord &source)
{
    const auto known =
        std::find_if(m_sources.begin(), m_sources.end(), [&source](const auto &each) { return each.id == source.id; });
    if (known != m_sources.end())
        *known = source;
    else
        m_sources.append(source);
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

} // namespace sluice::core
