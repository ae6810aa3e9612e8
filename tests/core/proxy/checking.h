// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/networkfetcher.h"
#include "core/proxy/proxychecker.h"
#include "core/proxy/proxyjudge.h"
#include "core/serve/httpresponse.h"
#include "tests/core/net/fetching.h"
#include "tests/support/misbehavingserver.h"

#include <QDateTime>

namespace sluice::test {

/// A proxy on this machine.
inline core::CheckSubject subjectAt(quint16 port, core::ProxyType type = core::ProxyType::Http,
                                    const QString &user = {}, const QString &password = {})
{
    core::CheckSubject subject;
    subject.proxy.key = {type, user, QStringLiteral("127.0.0.1"), port};
    subject.password = password;
    return subject;
}

/// What a run of checks told.
struct CheckRun
{
    QList<core::ProxyRecord> proxies;
    QList<core::CheckVerdict> verdicts;
    QStringList warnings;
    QList<core::CheckProgress> progress;
    bool isFinished = false;
};

inline void listen(core::ProxyChecker &checker, CheckRun &run, QObject *context)
{
    QObject::connect(&checker, &core::ProxyChecker::checked, context,
                     [&run](const core::ProxyRecord &proxy, const core::CheckVerdict &verdict) {
                         run.proxies.append(proxy);
                         run.verdicts.append(verdict);
                     });
    QObject::connect(&checker, &core::ProxyChecker::warned, context,
                     [&run](const QString &line) { run.warnings.append(line); });
    QObject::connect(&checker, &core::ProxyChecker::progressed, context,
                     [&run](const core::CheckProgress &progress) { run.progress.append(progress); });
    QObject::connect(&checker, &core::ProxyChecker::finished, context, [&run] { run.isFinished = true; });
}

/// Checks `subjects` and waits for the end of the run.
inline CheckRun checkAll(const QList<core::CheckSubject> &subjects, const core::CheckSettings &settings,
                         int maximumManagers = 256)
{
    const core::SystemClock clock;
    core::NetworkFetcher fetcher(
        {.maximumManagers = maximumManagers, .isHttp2On = true, .extraCaPem = settings.extraCaPem});
    core::ProxyChecker checker(fetcher, clock);
    QObject context;
    CheckRun run;
    listen(checker, run, &context);
    checker.setSettings(settings);
    checker.check(subjects);
    turnUntil([&run] { return run.isFinished; });
    return run;
}

inline core::CheckVerdict checkOne(const core::CheckSubject &subject, const core::CheckSettings &settings)
{
    return checkAll({subject}, settings).verdicts.value(0);
}

/// Answers as a judge that sees everybody at `peer`.
inline MisbehavingServer::Handler judgeHandler(const QString &peer = QStringLiteral("127.0.0.1"))
{
    return [peer](ServedConnection &connection, const MisbehavingServer::Request &seen) {
        core::ServeRequest request;
        request.method = seen.method;
        request.path = "/";
        request.query = QUrlQuery(QString::fromLatin1(seen.query));
        request.headers = seen.headers;
        request.peer = QHostAddress(peer);
        connection.write(core::serializeResponse(core::answerAsJudge(request), {false, false, {}}));
        connection.close();
    };
}

} // namespace sluice::test
