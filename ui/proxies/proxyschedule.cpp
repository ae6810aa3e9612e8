// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxyschedule.h"

#include "core/proxy/sourcetrouble.h"
#include "core/settings/keys.h"
#include "ui/proxies/schedulebar.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int mostRemembered = 200;
constexpr int mostTold = 10; ///< sources in a tooltip

QString canonical(const QString &path)
{
    const QString whole = QFileInfo(path).canonicalFilePath();
    return whole.isEmpty() ? QFileInfo(path).absoluteFilePath() : whole;
}

/// Files are never read by schedule.
QStringList scheduled(const QList<core::ProxySourceRecord> &sources)
{
    QStringList locations;
    for (const core::ProxySourceRecord &source : sources) {
        if (source.everyMinutes > 0 && core::isWebLocation(source.location))
            locations.append(source.location);
    }
    return locations;
}

bool isAnyPlanned(const QList<core::ProxyRecord> &proxies)
{
    return std::ranges::any_of(proxies, [](const core::ProxyRecord &proxy) { return proxy.nextCheckUtcMs > 0; });
}

} // namespace

ProxySchedule::ProxySchedule(core::ProxyDesk &desk, core::Settings &settings, ScheduleBar &bar, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_settings(settings)
    , m_bar(bar)
    , m_isScheduled(settings.get(core::keys::proxySchedule))
{
    m_desk.setScheduled(m_isScheduled);
    connect(&bar, &ScheduleBar::allowed, this, &ProxySchedule::allow);
    connect(&bar, &ScheduleBar::refused, this, &ProxySchedule::refuse);
}

void ProxySchedule::setProject(const QString &path)
{
    m_desk.setScheduleAllowed(false);
    m_path = path.isEmpty() ? path : canonical(path);
    m_leave = Leave::Unknown;
    m_isRemembered = false;
    m_sources.clear();
    show();
}

void ProxySchedule::judge(const QList<core::ProxyRecord> &proxies, const QList<core::ProxySourceRecord> &sources)
{
    if (m_path.isEmpty() || m_leave != Leave::Unknown)
        return;
    m_sources = scheduled(sources);
    m_isRemembered = m_settings.get(core::keys::proxyProjects).contains(m_path);
    const bool hasWork = isAnyPlanned(proxies) || !m_sources.isEmpty();
    m_leave = m_isRemembered || !hasWork ? Leave::Given : Leave::Asked;
    m_desk.setScheduleAllowed(m_leave == Leave::Given);
    show();
}

void ProxySchedule::note(const QList<core::ProxyRecord> &proxies, const QList<core::ProxySourceRecord> &sources)
{
    if (m_leave == Leave::Given && !m_isRemembered && (isAnyPlanned(proxies) || !scheduled(sources).isEmpty()))
        remember();
}

void ProxySchedule::setScheduled(bool isScheduled)
{
    if (isScheduled && m_leave == Leave::Refused)
        m_leave = Leave::Asked; // whoever turns it on is asked again
    m_isScheduled = isScheduled;
    m_settings.set(core::keys::proxySchedule, isScheduled);
    m_desk.setScheduled(isScheduled);
    show();
}

void ProxySchedule::setHeld(bool isHeld)
{
    m_isHeld = isHeld;
    m_desk.setDirectAllowed(!isHeld);
    show();
}

void ProxySchedule::allow()
{
    m_leave = Leave::Given;
    m_desk.setScheduleAllowed(true);
    remember();
    show();
}

void ProxySchedule::refuse()
{
    m_leave = Leave::Refused;
    show();
}

void ProxySchedule::remember()
{
    QStringList known = m_settings.get(core::keys::proxyProjects);
    known.removeAll(m_path);
    known.prepend(m_path);
    m_settings.set(core::keys::proxyProjects, QStringList(known.mid(0, mostRemembered)));
    m_isRemembered = true;
}

void ProxySchedule::show()
{
    if (m_isHeld && !m_path.isEmpty())
        return m_bar.tell(tr("A crawl is running that must not be seen from this machine’s own address. Until it ends, "
                             "sources are not read on schedule, and checks ask nothing without a proxy."));
    if (m_leave != Leave::Asked || !m_isScheduled)
        return m_bar.hide();
    const QString question =
        m_sources.isEmpty() ? tr("This project checks its proxies on a schedule. Run it here?")
                            : tr("This project checks its proxies and reads %Ln source(s) on a schedule. Run it here?",
                                 nullptr, int(m_sources.size()));
    QStringList told = m_sources.mid(0, mostTold);
    if (told.size() < m_sources.size())
        told.append(u"…"_s);
    m_bar.ask(question, told.join(u'\n'));
}

} // namespace sluice::ui
