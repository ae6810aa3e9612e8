// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/detectionsession.h"

namespace sluice::ui {

DetectionSession::DetectionSession(core::DetectionDesk &desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
    , m_matrix(core::MarkerCatalogue::builtIn(), core::detectionProfiles())
{
    connect(&desk, &core::DetectionDesk::profileDone, this, &DetectionSession::take);
    connect(&desk, &core::DetectionDesk::profileStarted, this, &DetectionSession::noteStart);
    connect(&desk, &core::DetectionDesk::serving, this, [this](const QString &origin) {
        m_origin = origin;
        Q_EMIT originChanged();
    });
}

QString DetectionSession::missing(const core::Profile &profile) const
{
    return core::missingProgram(profile, m_desk.programs());
}

DetectionSession::ProfileState DetectionSession::state(const core::Profile &profile) const
{
    if (m_running.contains(profile.name))
        return ProfileState::Running;
    if (m_under.contains(profile.name))
        return ProfileState::Waiting;
    if (!missing(profile).isEmpty())
        return ProfileState::Missing;
    return m_matrix.result(profile.name) ? ProfileState::Done : ProfileState::Idle;
}

void DetectionSession::run(const QStringList &profiles)
{
    if (m_under.isEmpty())
        m_sent = 0;
    QStringList fresh;
    for (const QString &profile : profiles) {
        if (m_under.contains(profile))
            continue;
        m_under.insert(profile);
        ++m_sent;
        fresh.append(profile);
    }
    for (const QString &profile : fresh)
        Q_EMIT profileChanged(profile);
    Q_EMIT progressed();
    if (!fresh.isEmpty())
        m_desk.run(fresh);
}

void DetectionSession::runAll()
{
    QStringList names;
    for (const core::Profile &profile : m_matrix.profiles())
        names.append(profile.name);
    run(names);
}

void DetectionSession::noteStart(const QString &profile)
{
    m_running.insert(profile);
    Q_EMIT profileChanged(profile);
}

void DetectionSession::take(const core::ProfileResult &result)
{
    m_under.remove(result.profile);
    m_running.remove(result.profile);
    m_matrix.take(result);
    Q_EMIT profileChanged(result.profile);
    Q_EMIT progressed();
}

} // namespace sluice::ui
