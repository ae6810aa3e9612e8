// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectiondesk.h"
#include "core/detect/detectionservice.h"

#include "tests/core/detect/fakeprogram.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sluice::core;
using sluice::test::fakeProgram;
using sluice::test::fileText;

/// The laboratory with browsers that are scripts; what their pages would post is posted here.
class TestDetectionService final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aProfileGetsItsVisit();
    void othersVisitsAreNotTaken();
    void aFloodDoesNotHideOnesOwn();
    void missingBrowsersAreToldOf();
    void aBrowserThatDoesNotComeIsExplained();
    void runsCanBeCancelled();
    void aTrialIsRunAndTold();
    void aTrialWithoutBrowserFails();
    void thePortIsKept();
    void theDeskWorksOnItsOwnThread();

private:
    [[nodiscard]] BrowserPrograms programs() const { return {m_browser, {}, {}, {}}; }
    [[nodiscard]] QUrl visited() const;
    void post(const QUrl &address, const QByteArray &body);

    sluice::test::FakeClock m_clock;
    QTemporaryDir m_scripts;
    QString m_told;
    QString m_browser;
    QNetworkAccessManager m_network;
};

void TestDetectionService::init()
{
    sluice::test::failOnAnyWarning();
    m_told = m_scripts.filePath(u"told"_s);
    QFile::remove(m_told);
    // The last argument is the address.
    m_browser = fakeProgram(m_scripts, u"browser"_s,
                            "cat > /dev/null\nfor each; do :; done\necho \"$each\" > '" + m_told.toUtf8() +
                                "'\nexec sleep 600");
}

/// Where the browser was sent to, once it has started.
QUrl TestDetectionService::visited() const
{
    if (!QTest::qWaitFor([this] { return fileText(m_told).endsWith('\n'); }, 30'000))
        return {};
    return QUrl::fromEncoded(fileText(m_told).trimmed());
}

void TestDetectionService::post(const QUrl &address, const QByteArray &body)
{
    QNetworkRequest request(address);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *reply = m_network.post(request, body);
    QSignalSpy finished(reply, &QNetworkReply::finished);
    QVERIFY(finished.wait(30'000));
    QCOMPARE(reply->error(), QNetworkReply::NoError);
    reply->deleteLater();
}

void TestDetectionService::aProfileGetsItsVisit()
{
    DetectionService service(m_clock, programs(), {2, 60'000});
    QList<ProfileResult> results;
    connect(&service, &DetectionService::profileDone, this,
            [&](const ProfileResult &result) { results.append(result); });
    QSignalSpy started(&service, &DetectionService::profileStarted);
    QSignalSpy idle(&service, &DetectionService::idle);
    service.run({u"plain"_s});
    QUrl address = visited();
    QCOMPARE(started.count(), 1);
    QVERIFY(address.query().startsWith("profile=plain&visit="_L1));
    address.setPath(u"/evidence"_s);
    post(address, R"([{"name":"navigator.webdriver","present":true,"evidence":"it is true"}])");
    QTRY_COMPARE(results.size(), 1);
    QVERIFY(results.first().visit);
    QCOMPARE(results.first().profile, u"plain"_s);
    QCOMPARE(results.first().visit->verdict, Verdict::Automated);
    QCOMPARE(results.first().reason, QString());
    QTRY_COMPARE(idle.count(), 1);
}

void TestDetectionService::othersVisitsAreNotTaken()
{
    DetectionService service(m_clock, programs(), {2, 60'000});
    QSignalSpy done(&service, &DetectionService::profileDone);
    QSignalSpy seen(&service, &DetectionService::visited);
    service.run({u"plain"_s});
    QUrl address = visited();
    address.setPath(u"/evidence"_s);
    QString query = address.query();
    address.setQuery(u"profile=plain"_s);
    post(address, "[]");
    address.setQuery(query.replace(u"plain"_s, u"automation"_s));
    post(address, "[]");
    QTRY_COMPARE(seen.count(), 2);
    QCOMPARE(done.count(), 0);
}

void TestDetectionService::aFloodDoesNotHideOnesOwn()
{
    DetectionService service(m_clock, programs(), {2, 60'000});
    QList<Visit> seen;
    connect(&service, &DetectionService::visited, this, [&seen](const Visit &visit) { seen.append(visit); });
    QSignalSpy done(&service, &DetectionService::profileDone);
    service.run({u"plain"_s});
    QUrl address = visited();
    address.setPath(u"/evidence"_s);
    post(address, R"([{"name":"spawn","present":true,"evidence":"own"}])");
    QTRY_COMPARE(done.count(), 1);
    for (int count = 0; count < DetectionLab::mostVisits + 1; ++count)
        post(address, R"([{"name":"spawn","present":true,"evidence":"stranger"}])");
    QCOMPARE(done.count(), 1);
    QCOMPARE(seen.size(), DetectionLab::mostVisits + 2);
    QCOMPARE(std::ranges::count_if(seen, &Visit::isOwn), 1);
    QVERIFY(seen.first().isOwn);
    address.setPath(u"/visits.json"_s);
    QNetworkReply *reply = m_network.get(QNetworkRequest(address));
    QSignalSpy finished(reply, &QNetworkReply::finished);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 30'000);
    const QJsonArray kept = QJsonDocument::fromJson(reply->readAll()).array();
    reply->deleteLater();
    QCOMPARE(kept.size(), DetectionLab::mostVisits);
    QCOMPARE(kept.first()[u"id"_s].toInt(), 1);
    QCOMPARE(kept.first()[u"markers"_s][0][u"evidence"_s].toString(), u"own"_s);
    QCOMPARE(kept.at(1)[u"id"_s].toInt(), 4);
}

void TestDetectionService::missingBrowsersAreToldOf()
{
    DetectionService service(m_clock, {}, {2, 60'000});
    QList<ProfileResult> results;
    connect(&service, &DetectionService::profileDone, this,
            [&](const ProfileResult &result) { results.append(result); });
    QSignalSpy idle(&service, &DetectionService::idle);
    QStringList names;
    for (const Profile &profile : detectionProfiles())
        names.append(profile.name);
    service.run(names);
    QCOMPARE(results.size(), names.size());
    for (const ProfileResult &result : results)
        QVERIFY2(!result.visit && result.reason.endsWith("not installed"_L1), qPrintable(result.reason));
    QTRY_COMPARE(idle.count(), 1);
}

void TestDetectionService::aBrowserThatDoesNotComeIsExplained()
{
    DetectionService service(m_clock, programs(), {2, 200});
    QList<ProfileResult> results;
    connect(&service, &DetectionService::profileDone, this,
            [&](const ProfileResult &result) { results.append(result); });
    service.run({u"plain"_s});
    QTRY_COMPARE(results.size(), 1);
    QVERIFY(!results.first().visit);
    QCOMPARE(results.first().reason, u"browser did not show the page (waited 0.2 s)"_s);
}

void TestDetectionService::runsCanBeCancelled()
{
    DetectionService service(m_clock, programs(), {1, 60'000});
    QList<ProfileResult> results;
    connect(&service, &DetectionService::profileDone, this,
            [&](const ProfileResult &result) { results.append(result); });
    service.run({u"plain"_s, u"automation"_s});
    QVERIFY(!visited().isEmpty());
    service.run({u"plain"_s}); // under way already
    service.cancel();
    QCOMPARE(results.size(), 2);
    for (const ProfileResult &result : results)
        QCOMPARE(result.reason, u"cancelled"_s);
}

void TestDetectionService::aTrialIsRunAndTold()
{
    DetectionService service(m_clock, programs(), {2, 60'000});
    QList<TrialOutcome> outcomes;
    connect(&service, &DetectionService::tried, this, [&](const TrialOutcome &outcome) { outcomes.append(outcome); });
    service.tryScript(u"t1"_s, u"plain"_s, u"1;"_s);
    QUrl address = visited();
    QCOMPARE(address.path(), u"/try/t1"_s);
    address.setPath(u"/outcome/t1"_s);
    post(address, R"({"error":""})");
    QTRY_COMPARE(outcomes.size(), 1);
    QCOMPARE(outcomes.first(), (TrialOutcome{u"t1"_s, TrialEnd::LeftAlone, {}}));
}

void TestDetectionService::aTrialWithoutBrowserFails()
{
    DetectionService service(m_clock, programs(), {2, 60'000});
    QList<TrialOutcome> outcomes;
    connect(&service, &DetectionService::tried, this, [&](const TrialOutcome &outcome) { outcomes.append(outcome); });
    service.tryScript(u"t1"_s, u"firefox"_s, u"1;"_s);
    service.tryScript(u"t2"_s, u"netscape"_s, u"1;"_s);
    QCOMPARE(outcomes.size(), 2);
    QCOMPARE(outcomes.at(0), (TrialOutcome{u"t1"_s, TrialEnd::Failed, u"Firefox is not installed"_s}));
    QVERIFY(outcomes.at(1).detail.contains(u"netscape"_s));
}

void TestDetectionService::thePortIsKept()
{
    DetectionService service(m_clock, {});
    const auto first = service.start();
    QVERIFY(first);
    service.stop();
    const auto second = service.start();
    QVERIFY(second);
    QCOMPARE(*second, *first);
}

void TestDetectionService::theDeskWorksOnItsOwnThread()
{
    DetectionDesk desk(m_clock, programs(), {2, 60'000});
    QStringList origins;
    QList<ProfileResult> results;
    connect(&desk, &DetectionDesk::serving, this, [&](const QString &origin) { origins.append(origin); });
    connect(&desk, &DetectionDesk::profileDone, this, [&](const ProfileResult &result) { results.append(result); });
    desk.stop();
    desk.run({u"plain"_s, u"firefox"_s});
    QTRY_COMPARE(results.size(), 1);
    QCOMPARE(results.first().profile, u"firefox"_s);
    QCOMPARE(origins.size(), 1);
    QVERIFY(origins.first().startsWith("http://127.0.0.1:"_L1));
    QUrl address = visited();
    address.setPath(u"/evidence"_s);
    post(address, "[]");
    QTRY_COMPARE(results.size(), 2);
    desk.stop();
    QTRY_COMPARE(origins.size(), 2);
    QCOMPARE(origins.last(), QString());
}

QTEST_GUILESS_MAIN(TestDetectionService)
#include "tst_detectionservice.moc"
