// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectiondesk.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

DetectionDesk::DetectionDesk(const Clock &clock, BrowserPrograms programs, ErrandLimits limits, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_programs(std::move(programs))
    , m_limits(limits)
{}

DetectionDesk::~DetectionDesk() = default;

std::unique_ptr<DetectionService> DetectionDesk::makeService()
{
    auto service = std::make_unique<DetectionService>(m_clock, m_programs, m_limits);
    connect(service.get(), &DetectionService::visited, this, &DetectionDesk::visited);
    connect(service.get(), &DetectionService::profileStarted, this, &DetectionDesk::profileStarted);
    connect(service.get(), &DetectionService::profileDone, this, &DetectionDesk::profileDone);
    connect(service.get(), &DetectionService::tried, this, &DetectionDesk::tried);
    connect(service.get(), &DetectionService::idle, this, &DetectionDesk::idle);
    return service;
}

void DetectionDesk::post(std::function<void(DetectionService &)> work)
{
    if (!m_thread) {
        m_thread = std::make_unique<OwnedThread<DetectionService>>(u"detection"_s, [this] { return makeService(); });
    }
    m_thread->post(std::move(work));
}

void DetectionDesk::tellOrigin(DetectionService &service)
{
    const auto origin = service.start();
    if (origin)
        Q_EMIT serving(QString::fromLatin1(*origin));
    else
        Q_EMIT serveFailed(origin.error().detail);
}

// Signals that the service's thread sends as its own reach receivers of the window's thread queued, like the others.

void DetectionDesk::start()
{
    post([this](DetectionService &service) { tellOrigin(service); });
}

void DetectionDesk::stop()
{
    if (!m_thread)
        return;
    post([this](DetectionService &service) {
        service.stop();
        Q_EMIT serving({});
    });
}

void DetectionDesk::run(const QStringList &profiles)
{
    post([this, profiles](DetectionService &service) {
        tellOrigin(service);
        service.run(profiles);
    });
}

void DetectionDesk::cancel()
{
    if (m_thread)
        post([](DetectionService &service) { service.cancel(); });
}

void DetectionDesk::tryScript(const QString &token, const QString &profile, const QString &code)
{
    post([this, token, profile, code](DetectionService &service) {
        tellOrigin(service);
        service.tryScript(token, profile, code);
    });
}

} // namespace sluice::core
