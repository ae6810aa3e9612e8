// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxydesk.h"

#include "core/base/ask.h"
#include "core/proxy/proxyhub.h"
#include "core/proxy/proxypool.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

ProxyDesk::ProxyDesk(const Clock &clock, QObject *parent)
    : ProxyDesk(clock, DeskParts(), parent)
{}

ProxyDesk::ProxyDesk(const Clock &clock, const DeskParts &parts, QObject *parent)
    : QObject(parent)
    , m_pool(std::make_shared<ProxyPool>(clock))
    , m_hub(u"proxies"_s, [&clock, pool = m_pool, parts] { return std::make_unique<ProxyHub>(clock, pool, parts); })
{
    m_hub.call([this](ProxyHub &hub) {
        connect(&hub, &ProxyHub::loaded, this, &ProxyDesk::loaded);
        connect(&hub, &ProxyHub::changed, this, &ProxyDesk::changed);
        connect(&hub, &ProxyHub::removed, this, &ProxyDesk::removed);
        connect(&hub, &ProxyHub::sourcesChanged, this, &ProxyDesk::sourcesChanged);
        connect(&hub, &ProxyHub::progressed, this, &ProxyDesk::progressed);
        connect(&hub, &ProxyHub::passwordsWanted, this, &ProxyDesk::passwordsWanted);
        connect(&hub, &ProxyHub::warned, this, &ProxyDesk::warned);
    });
}

ProxyDesk::~ProxyDesk() = default;

void ProxyDesk::setProject(ProxyStore *store, SecretStore *secrets)
{
    m_hub.call([](ProxyHub &hub) { hub.close(); });
    m_hub.post([store, secrets](ProxyHub &hub) { hub.open(store, secrets); });
}

void ProxyDesk::readPasswords()
{
    m_hub.post([](ProxyHub &hub) { hub.readPasswordsAgain(); });
}

void ProxyDesk::setSettings(const CheckSettings &settings)
{
    m_hub.post([settings](ProxyHub &hub) { hub.setSettings(settings); });
}

void ProxyDesk::setScheduled(bool isScheduled)
{
    m_hub.post([isScheduled](ProxyHub &hub) { hub.setScheduled(isScheduled); });
}

void ProxyDesk::setScheduleAllowed(bool isAllowed)
{
    m_hub.post([isAllowed](ProxyHub &hub) { hub.setScheduleAllowed(isAllowed); });
}

void ProxyDesk::setDirectAllowed(bool isAllowed)
{
    m_hub.post([isAllowed](ProxyHub &hub) { hub.setDirectAllowed(isAllowed); });
}

std::shared_ptr<ProxyPool> ProxyDesk::pool() const
{
    return m_pool;
}

QFuture<ScrapeReport> ProxyDesk::add(const QByteArray &list, const QString &source, ProxyType fallback)
{
    const auto report = std::make_shared<QPromise<ScrapeReport>>();
    report->start();
    m_hub.post([=](ProxyHub &hub) { hub.add(list, source, fallback, report); });
    return report->future();
}

QFuture<ScrapeReport> ProxyDesk::scrape(const ProxySourceRecord &source, bool keep)
{
    const auto report = std::make_shared<QPromise<ScrapeReport>>();
    report->start();
    m_hub.post([=](ProxyHub &hub) { hub.scrape(source, keep, report); });
    return report->future();
}

void ProxyDesk::saveSource(const ProxySourceRecord &source)
{
    m_hub.post([source](ProxyHub &hub) { hub.saveSource(source); });
}

void ProxyDesk::removeSource(qint64 id)
{
    m_hub.post([id](ProxyHub &hub) { hub.removeSource(id); });
}

void ProxyDesk::remove(const QList<qint64> &proxies)
{
    m_hub.post([proxies](ProxyHub &hub) { hub.remove(proxies); });
}

void ProxyDesk::check(const QList<qint64> &proxies)
{
    m_hub.post([proxies](ProxyHub &hub) { hub.check(proxies); });
}

void ProxyDesk::cancelChecks()
{
    m_hub.post([](ProxyHub &hub) { hub.cancelChecks(); });
}

QFuture<QList<ProxyCheckRecord>> ProxyDesk::history(qint64 proxy)
{
    return ask(m_hub, [proxy](ProxyHub &hub) { return hub.history(proxy); });
}

QFuture<QList<ProxyHostRecord>> ProxyDesk::ledger(qint64 proxy)
{
    return ask(m_hub, [proxy](ProxyHub &hub) { return hub.ledger(proxy); });
}

} // namespace sluice::core
