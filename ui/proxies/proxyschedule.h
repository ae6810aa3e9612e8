// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxydesk.h"
#include "core/settings/settings.h"

#include <QObject>

namespace sluice::ui {

class ScheduleBar;

/// Whether the open project's proxies are checked and its sources read by themselves. A project may come from elsewhere
/// and name whatever address it likes: its schedule runs once its person has said yes on this machine, which is
/// remembered by path. One that has nothing on schedule yet gets it by this person's doing alone, and is not asked about.
class ProxySchedule final : public QObject
{
    Q_OBJECT

public:
    /// Borrows all three.
    ProxySchedule(core::ProxyDesk &desk, core::Settings &settings, ScheduleBar &bar, QObject *parent = nullptr);

    /// Another project (empty: none), of which nothing is known until judge().
    void setProject(const QString &path);
    /// What the project has; decides at the first call for a project.
    void judge(const QList<core::ProxyRecord> &proxies, const QList<core::ProxySourceRecord> &sources);
    /// What came since by checks and forms: from now on the project has a schedule of this person's making.
    void note(const QList<core::ProxyRecord> &proxies, const QList<core::ProxySourceRecord> &sources);
    void setScheduled(bool isScheduled);
    /// While a crawl runs that must not be seen from this machine's address.
    void setHeld(bool isHeld);

private:
    enum class Leave { Unknown, Asked, Given, Refused };

    void allow();
    void refuse();
    void remember();
    void show();

    core::ProxyDesk &m_desk;
    core::Settings &m_settings;
    ScheduleBar &m_bar;
    QString m_path;
    QStringList m_sources; ///< read on schedule
    Leave m_leave = Leave::Unknown;
    bool m_isRemembered = false;
    bool m_isScheduled;
    bool m_isHeld = false;
};

} // namespace sluice::ui
