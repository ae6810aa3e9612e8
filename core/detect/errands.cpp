// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/errands.h"

#include "core/base/displaytext.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Reasons quote what drivers and browsers say.
constexpr qsizetype longestReason = 300;

} // namespace

Errands::Errands(VisitMaker maker, ErrandLimits limits, QObject *parent)
    : QObject(parent)
    , m_maker(std::move(maker))
    , m_limits(limits)
{}

Errands::~Errands() = default;

void Errands::add(const Errand &errand)
{
    m_waiting.append(errand);
    // Not at once: a browser that cannot start would tell of it before add() has returned.
    QMetaObject::invokeMethod(this, &Errands::startWaiting, Qt::QueuedConnection);
}

void Errands::startWaiting()
{
    while (!m_waiting.isEmpty() && int(m_running.size()) < m_limits.atOnce)
        startOne(m_waiting.takeFirst());
}

void Errands::startOne(const Errand &errand)
{
    const QString token = errand.token;
    Running &running = m_running[token];
    running.visit = m_maker(errand.profile);
    running.patience = std::make_unique<QTimer>();
    running.patience->setSingleShot(true);
    connect(running.patience.get(), &QTimer::timeout, this, [this, token] { giveUp(token); });
    BrowserVisit *visit = running.visit.get();
    // Queued: a visit is never ended from within its own signal.
    connect(
        visit, &BrowserVisit::failed, this, [this, token](const QString &reason) { finish(token, reason); },
        Qt::QueuedConnection);
    connect(
        visit, &BrowserVisit::stopped, this, [this, token] { release(token); }, Qt::QueuedConnection);
    running.patience->start(m_limits.patienceMs);
    visit->start(errand.address);
    Q_EMIT started(token);
}

void Errands::giveUp(const QString &token)
{
    const QString pending = m_running.at(token).visit->pending();
    finish(token, u"%1 (waited %2 s)"_s.arg(pending).arg(m_limits.patienceMs / 1'000.0));
}

void Errands::complete(const QString &token)
{
    finish(token, {});
}

void Errands::finish(const QString &token, const QString &reason)
{
    const auto found = m_running.find(token);
    if (found == m_running.end() || !found->second.patience)
        return; // it ends already
    found->second.patience.release()->deleteLater();
    found->second.visit->stop();
    Q_EMIT ended(token, displayText(reason, longestReason));
}

void Errands::release(const QString &token)
{
    const auto found = m_running.find(token);
    if (found == m_running.end())
        return;
    found->second.visit.release()->deleteLater();
    m_running.erase(found);
    startWaiting();
    if (!isBusy())
        Q_EMIT idle();
}

void Errands::cancel()
{
    QStringList tokens;
    for (const Errand &errand : std::exchange(m_waiting, {}))
        tokens.append(errand.token);
    for (auto &[token, running] : std::exchange(m_running, {})) {
        if (running.patience)
            tokens.append(token);
        running.visit.reset();
    }
    for (const QString &token : tokens)
        Q_EMIT ended(token, u"cancelled"_s);
    Q_EMIT idle();
}

} // namespace sluice::core
