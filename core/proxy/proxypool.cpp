// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxypool.h"

#include "core/proxy/proxyaddress.h"
#include "core/proxy/proxyledger.h"
#include "core/proxy/proxyview.h"

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Sets of conditions in use at once; each crawl has two at most, with and without a tunnel.
constexpr size_t maximumViews = 64;

} // namespace

/// All of it is guarded by the mutex.
class ProxyPool::Internals final
{
public:
    explicit Internals(const Clock &systemClock)
        : clock(systemClock)
    {}

    [[nodiscard]] qint64 nowUtcMs() const { return clock.utcNow().toMSecsSinceEpoch(); }
    PoolEntry &entryFor(const ProxyRecord &proxy);
    ProxyView &viewFor(const ProxyWish &wish);
    /// Lives as long as the ledger does not change.
    [[nodiscard]] ProxyView::Usable usableFor(const ProxyWish &wish) const;
    void noteError(qint64 proxy, PoolEntry &entry, const QString &reason);
    void keepDeath(PoolEntry &entry, const PoolEntry &before);
    [[nodiscard]] QString whyLocked(const ProxyWish &wish) const;

    const Clock &clock;
    std::mutex mutex;
    PoolEntries entries;
    QHash<QString, QString> passwords;
    ProxyLedger ledger;
    std::vector<std::unique_ptr<ProxyView>> views;
    QSet<qint64> died;
    bool isSet = false;
};

PoolEntry &ProxyPool::Internals::entryFor(const ProxyRecord &proxy)
{
    PoolEntry &entry = entries[proxy.id];
    // A check that found it alive counts more than the errors before.
    if (proxy.state != ProxyState::Alive || entry.record.lastCheckedUtcMs != proxy.lastCheckedUtcMs)
        entry.errorsInARow = 0;
    entry.record = proxy;
    const QString secret = secretNameOf(proxy.key);
    entry.isLocked = !proxy.key.user.isEmpty() && !passwords.contains(secret);
    entry.address = addressOf(proxy.key, passwords.value(secret));
    return entry;
}

/// A death that nobody took yet stands, unless a check came after it.
void ProxyPool::Internals::keepDeath(PoolEntry &entry, const PoolEntry &before)
{
    const bool isNewer = entry.record.lastCheckedUtcMs != before.record.lastCheckedUtcMs;
    if (isNewer || entry.record.state != ProxyState::Alive) {
        died.remove(entry.record.id);
        return;
    }
    entry.record.state = before.record.state;
    entry.record.reason = before.record.reason;
}

/// Whose password is not known, of those that would do otherwise; empty where there is none.
QString ProxyPool::Internals::whyLocked(const ProxyWish &wish) const
{
    QStringList names;
    for (const PoolEntry &entry : entries) {
        const bool isFit = !wish.isTls || entry.record.key.type != ProxyType::Http;
        if (entry.isLocked && isFit && entry.record.state == ProxyState::Alive &&
            matches(entry.record, wish.conditions))
            names.append(secretNameOf(entry.record.key));
    }
    if (names.isEmpty())
        return {};
    const QString first = *std::ranges::min_element(names);
    names.removeAll(first);
    const QString more = names.isEmpty() ? QString() : u" and of %1 more"_s.arg(names.size());
    return u"the password of %1%2 is not known"_s.arg(first, more);
}

ProxyView &ProxyPool::Internals::viewFor(const ProxyWish &wish)
{
    for (const auto &view : views) {
        if (view->isFor(wish))
            return *view;
    }
    if (views.size() >= maximumViews)
        views.clear();
    views.push_back(std::make_unique<ProxyView>(entries, wish));
    return *views.back();
}

ProxyView::Usable ProxyPool::Internals::usableFor(const ProxyWish &wish) const
{
    return [&wish, lines = ledger.linesOf(wish.host), now = nowUtcMs()](qint64 proxy) {
        return !wish.excluded.contains(proxy) && !ProxyLedger::isBanned(lines, proxy, now);
    };
}

void ProxyPool::Internals::noteError(qint64 proxy, PoolEntry &entry, const QString &reason)
{
    if (++entry.errorsInARow < errorsForDead || entry.record.state != ProxyState::Alive)
        return;
    entry.record.state = ProxyState::Dead;
    entry.record.reason = u"%1 network errors in a row; the last: %2"_s.arg(errorsForDead).arg(reason);
    died.insert(proxy);
    for (const auto &view : views)
        view->put(proxy);
}

ProxyPool::ProxyPool(const Clock &clock)
    : m_internals(std::make_unique<Internals>(clock))
{}

ProxyPool::~ProxyPool() = default;

void ProxyPool::set(const QList<ProxyRecord> &proxies, const QHash<QString, QString> &passwords)
{
    Internals &in = *m_internals;
    const std::lock_guard lock(in.mutex);
    in.passwords = passwords;
    in.isSet = true;
    QSet<qint64> ids;
    for (const ProxyRecord &proxy : proxies) {
        ids.insert(proxy.id);
        const PoolEntry before = in.entries.value(proxy.id);
        PoolEntry &entry = in.entryFor(proxy);
        if (in.died.contains(proxy.id))
            in.keepDeath(entry, before);
    }
    in.entries.removeIf([&ids](const PoolEntries::iterator entry) { return !ids.contains(entry.key()); });
    in.ledger.keepOnly(ids);
    in.died.intersect(ids);
    for (const auto &view : in.views)
        view->rebuild();
}

void ProxyPool::unset()
{
    Internals &in = *m_internals;
    const std::lock_guard lock(in.mutex);
    in.isSet = false;
    in.passwords.clear();
    in.entries.clear();
    in.ledger.keepOnly({});
    in.died.clear();
    for (const auto &view : in.views)
        view->rebuild();
}

bool ProxyPool::isSet() const
{
    const std::lock_guard lock(m_internals->mutex);
    return m_internals->isSet;
}

void ProxyPool::restore(const QList<ProxyHostRecord> &ledger)
{
    const std::lock_guard lock(m_internals->mutex);
    m_internals->ledger.restore(ledger);
}

void ProxyPool::update(const ProxyRecord &proxy)
{
    Internals &in = *m_internals;
    const std::lock_guard lock(in.mutex);
    in.entryFor(proxy);
    in.died.remove(proxy.id);
    for (const auto &view : in.views)
        view->put(proxy.id);
}

void ProxyPool::remove(const QList<qint64> &proxies)
{
    Internals &in = *m_internals;
    const std::lock_guard lock(in.mutex);
    for (const qint64 proxy : proxies) {
        in.entries.remove(proxy);
        in.died.remove(proxy);
    }
    const QList<qint64> left = in.entries.keys();
    in.ledger.keepOnly({left.begin(), left.end()});
    for (const auto &view : in.views)
        view->rebuild();
}

std::optional<ProxyPool::Pick> ProxyPool::pick(const ProxyWish &wish)
{
    Internals &in = *m_internals;
    const std::lock_guard lock(in.mutex);
    const auto id = in.viewFor(wish).pick(wish, in.usableFor(wish));
    if (!id)
        return {};
    PoolEntry &entry = in.entries[*id];
    ++entry.uses;
    return Pick{*id, entry.address};
}

void ProxyPool::report(qint64 proxy, const QString &host, ProxyUse use, const QString &reason)
{
    Internals &in = *m_internals;
    const std::lock_guard lock(in.mutex);
    const auto entry = in.entries.find(proxy);
    if (entry == in.entries.end() || use == ProxyUse::Abandoned)
        return;
    if (use != ProxyUse::NetworkError)
        entry->errorsInARow = 0; // a host that shuts it out has answered, too
    switch (use) {
    case ProxyUse::Answered:
        return in.ledger.noteAnswer(proxy, host, in.nowUtcMs());
    case ProxyUse::NetworkError:
        in.ledger.noteError(proxy, host);
        return in.noteError(proxy, *entry, reason);
    case ProxyUse::Banned:
        return in.ledger.noteBan(proxy, host, reason, in.nowUtcMs());
    case ProxyUse::Refused:
        return in.ledger.noteRefusal(proxy, host, reason, in.nowUtcMs());
    case ProxyUse::Abandoned:
        return;
    }
}

int ProxyPool::alive() const
{
    return fitting({});
}

int ProxyPool::fitting(const ProxyWish &wish) const
{
    const std::lock_guard lock(m_internals->mutex);
    return int(m_internals->viewFor(wish).size());
}

QString ProxyPool::whyNone(const ProxyWish &wish) const
{
    Internals &in = *m_internals;
    const std::lock_guard lock(in.mutex);
    ProxyWish first = wish; // asking must not change whose turn it is
    first.policy = ProxyPolicy::First;
    ProxyView &fitting = in.viewFor(wish);
    if (fitting.pick(first, in.usableFor(first)))
        return {};
    const qsizetype fits = fitting.size();
    ProxyWish any;
    const qsizetype alive = in.viewFor(any).size();
    any.conditions = wish.conditions;
    const qsizetype matching = in.viewFor(any).size();
    if (in.entries.isEmpty())
        return in.isSet ? u"there is no proxy"_s : u"the proxies are not read yet"_s;
    if (const QString locked = in.whyLocked(wish); fits == 0 && !locked.isEmpty())
        return u"none of %1 proxies can be used: %2"_s.arg(QString::number(in.entries.size()), locked);
    if (alive == 0)
        return u"none of %1 proxies is alive"_s.arg(in.entries.size());
    if (matching == 0)
        return u"none of %1 living proxies fulfils the conditions"_s.arg(alive);
    ProxyWish untunnelled = wish;
    untunnelled.isTls = false;
    if (fits == 0 && in.viewFor(untunnelled).size() == 0)
        return u"each of %1 living proxies is of type socks5 with a user, which rendered pages cannot use"_s.arg(
            matching);
    if (fits == 0)
        return u"none of %1 living proxies can tunnel to an https site (types https and socks5 can)"_s.arg(matching);
    return u"each of %1 living proxies is banned by %2 or has been tried"_s.arg(fits).arg(wish.host);
}

ProxyPool::Changes ProxyPool::takeChanges()
{
    Internals &in = *m_internals;
    const std::lock_guard lock(in.mutex);
    Changes changes;
    for (const qint64 proxy : std::exchange(in.died, {}))
        changes.died.append(in.entries.value(proxy).record);
    changes.ledger = in.ledger.takeChanges();
    return changes;
}

QHash<QString, QString> blankPasswords(const QList<ProxyRecord> &proxies)
{
    QHash<QString, QString> passwords;
    for (const ProxyRecord &proxy : proxies)
        passwords.insert(secretNameOf(proxy.key), {});
    return passwords;
}

} // namespace sluice::core
