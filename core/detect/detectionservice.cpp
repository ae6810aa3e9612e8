// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectionservice.h"

#include <QUuid>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

DetectionService::DetectionService(const Clock &clock, BrowserPrograms programs, ErrandLimits limits, QObject *parent)
    : QObject(parent)
    , m_programs(std::move(programs))
    , m_profiles(detectionProfiles())
    , m_lab(MarkerCatalogue::builtIn(), clock)
    , m_errands(browserVisits(m_programs, m_lab.catalogue().markers()), limits)
{
    m_lab.setListener([this](const Visit &visit) { takeVisit(visit); });
    m_lab.trials().setListener([this](const TrialOutcome &outcome) { takeOutcome(outcome); });
    connect(&m_errands, &Errands::started, this, [this](const QString &token) {
        if (m_profileOf.contains(token))
            Q_EMIT profileStarted(m_profileOf.value(token));
    });
    connect(&m_errands, &Errands::ended, this, &DetectionService::takeEnd);
    connect(&m_errands, &Errands::idle, this, &DetectionService::tellIfIdle);
}

DetectionService::~DetectionService() = default;

Result<QByteArray, ServeFailure> DetectionService::start()
{
    if (m_server)
        return m_server->origin();
    auto server = std::make_unique<HttpServer>([this](const ServeRequest &request) { return m_lab.answer(request); });
    Result<void, ServeFailure> listening = server->listen(QHostAddress::LocalHost, m_port);
    if (!listening && m_port != 0)
        listening = server->listen();
    if (!listening)
        return tl::unexpected(listening.error());
    m_server = std::move(server);
    m_port = m_server->port();
    return m_server->origin();
}

void DetectionService::stop()
{
    cancel();
    m_server.reset();
}

void DetectionService::cancel()
{
    m_errands.cancel();
}

void DetectionService::run(const QStringList &profiles)
{
    const auto origin = start();
    for (const Profile &profile : std::as_const(m_profiles)) {
        if (!profiles.contains(profile.name) || m_profileOf.values().contains(profile.name))
            continue;
        const QString reason = origin ? missingProgram(profile, m_programs) : origin.error().detail;
        if (!reason.isEmpty()) {
            Q_EMIT profileDone({profile.name, std::nullopt, reason});
            continue;
        }
        const QString token = QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_profileOf.insert(token, profile.name);
        m_lab.expect(token, profile.name);
        send(profile, token, "/?profile=" + profile.name.toLatin1() + "&visit=" + token.toLatin1());
    }
    QMetaObject::invokeMethod(this, &DetectionService::tellIfIdle, Qt::QueuedConnection);
}

void DetectionService::tryScript(const QString &token, const QString &profile, const QString &code)
{
    const auto chosen =
        std::ranges::find_if(m_profiles, [&profile](const Profile &each) { return each.name == profile; });
    const auto origin = start();
    const QString reason = chosen == m_profiles.cend() ? u"no profile is called \"%1\""_s.arg(profile)
                           : origin                    ? missingProgram(*chosen, m_programs)
                                                       : origin.error().detail;
    if (!reason.isEmpty())
        return Q_EMIT tried({token, TrialEnd::Failed, reason});
    m_trials.insert(token);
    m_lab.trials().add(token, code.toUtf8());
    send(*chosen, token, "/try/" + token.toLatin1());
}

void DetectionService::send(const Profile &profile, const QString &token, const QByteArray &path)
{
    m_errands.add({token, profile, QUrl::fromEncoded(m_server->origin() + path)});
}

void DetectionService::takeVisit(const Visit &visit)
{
    Q_EMIT visited(visit);
    if (!visit.isOwn)
        return;
    m_visits.insert(visit.token, visit);
    // Later: the page still waits for the answer to what it posted.
    QMetaObject::invokeMethod(
        &m_errands, [this, token = visit.token] { m_errands.complete(token); }, Qt::QueuedConnection);
}

void DetectionService::takeOutcome(const TrialOutcome &outcome)
{
    if (!m_trials.contains(outcome.token) || m_outcomes.contains(outcome.token))
        return;
    m_outcomes.insert(outcome.token, outcome);
    QMetaObject::invokeMethod(
        &m_errands, [this, token = outcome.token] { m_errands.complete(token); }, Qt::QueuedConnection);
}

void DetectionService::takeEnd(const QString &token, const QString &reason)
{
    if (m_trials.remove(token)) {
        const TrialOutcome outcome = m_outcomes.take(token);
        return Q_EMIT tried(outcome.token.isEmpty() ? TrialOutcome{token, TrialEnd::Failed, reason} : outcome);
    }
    m_lab.forget(token);
    const QString profile = m_profileOf.take(token);
    const auto visit = m_visits.constFind(token);
    const bool hasCome = visit != m_visits.cend();
    const ProfileResult result{profile, hasCome ? std::optional(*visit) : std::nullopt, hasCome ? QString() : reason};
    m_visits.remove(token);
    Q_EMIT profileDone(result);
}

void DetectionService::tellIfIdle()
{
    if (!m_errands.isBusy())
        Q_EMIT idle();
}

} // namespace sluice::core
