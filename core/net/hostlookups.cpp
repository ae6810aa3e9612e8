// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/hostlookups.h"

#include <QHostAddress>

#include <algorithm>
#include <atomic>
#include <utility>

namespace sluice::core {

namespace {

// Qt keeps 128 names for 60 s. Fewer and shorter here, so that what is known here is known there.
constexpr qsizetype maximumKnown = 64;
constexpr qint64 knownForMs = 50'000;

std::atomic_int pendingInProcess = 0;

} // namespace

HostLookups::HostLookups(QObject *parent)
    : QObject(parent)
{
    m_time.start();
}

HostLookups::~HostLookups()
{
    // Those in the resolver go on and nobody hears of their end: they stay counted.
    for (const LookUp &lookUp : std::as_const(m_lookUps)) {
        if (lookUp.id >= 0)
            QHostInfo::abortHostLookup(lookUp.id);
    }
}

bool HostLookups::isNeeded(const QString &name) const
{
    if (name.isEmpty() || QHostAddress().setAddress(name))
        return false;
    const auto known = m_known.constFind(name);
    return known == m_known.cend() || m_time.elapsed() - *known >= knownForMs;
}

void HostLookups::lookUp(const QString &name, QObject *context, std::function<void()> begun,
                         std::function<void(const QHostInfo &)> done)
{
    auto found = m_lookUps.find(name);
    if (found == m_lookUps.end()) {
        found = m_lookUps.insert(name, {});
        m_queue.enqueue(name);
    }
    const bool isRunning = found->id >= 0;
    found->waiters.push_back({context, begun, std::move(done)});
    if (isRunning)
        begun();
    else
        startQueued();
}

void HostLookups::startQueued()
{
    while (m_running < maximumAtOnce && !m_queue.isEmpty()) {
        const QString name = m_queue.dequeue();
        LookUp &lookUp = m_lookUps[name];
        std::erase_if(lookUp.waiters, [](const Waiter &waiter) { return !waiter.context; });
        if (lookUp.waiters.empty()) {
            m_lookUps.remove(name);
            continue;
        }
        ++m_running;
        ++pendingInProcess;
        lookUp.id = QHostInfo::lookupHost(name, this, [this, name](const QHostInfo &info) { finish(name, info); });
        for (const Waiter &waiter : lookUp.waiters)
            waiter.begun();
    }
}

void HostLookups::finish(const QString &name, const QHostInfo &info)
{
    --m_running;
    --pendingInProcess;
    if (info.error() == QHostInfo::NoError) {
        if (m_known.size() >= maximumKnown)
            m_known.clear(); // the next look-up of each comes from Qt's cache
        m_known.insert(name, m_time.elapsed());
    }
    const LookUp lookUp = m_lookUps.take(name);
    startQueued();
    for (const Waiter &waiter : lookUp.waiters) {
        if (waiter.context)
            waiter.done(info);
    }
}

bool HostLookups::isAnyPending()
{
    return pendingInProcess > 0;
}

} // namespace sluice::core
