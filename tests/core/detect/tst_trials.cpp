// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectionlab.h"

#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

/// Tests of one's own, served by the laboratory.
class TestTrials final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void aTrialIsServed();
    void outcomesAreTold_data();
    void outcomesAreTold();
    void whatMakesNoSenseIsRefused_data();
    void whatMakesNoSenseIsRefused();
    void oldTrialsMakeRoom();

private:
    static ServeRequest request(const QByteArray &method, const QByteArray &path, const QByteArray &body = {});

    sluice::test::FakeClock m_clock;
};

ServeRequest TestTrials::request(const QByteArray &method, const QByteArray &path, const QByteArray &body)
{
    ServeRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    request.headers = {{"Content-Type", "application/json"}};
    return request;
}

void TestTrials::aTrialIsServed()
{
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    QCOMPARE(lab.answer(request("GET", "/try/abc")).status, 404);
    lab.trials().add(u"abc"_s, "if (a < b) {}");
    const ServeResponse page = lab.answer(request("GET", "/try/abc"));
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("src=\"/trial/abc.js\""));
    QVERIFY2(page.body.indexOf("/try.js") < page.body.indexOf("/trial/abc.js"), "errors are heard from the start");
    QCOMPARE(lab.answer(request("GET", "/trial/abc.js")).body, "if (a < b) {}");
    QVERIFY(!lab.answer(request("GET", "/try.js")).body.isEmpty());
    QCOMPARE(lab.answer(request("GET", "/trial/abd.js")).status, 404);
}

void TestTrials::outcomesAreTold_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("text"); // body, or Referer
    QTest::addColumn<int>("end");         // -1: nothing is told
    QTest::newRow("left alone") << QByteArray("POST") << QByteArray("/outcome/abc") << QByteArray(R"({"error":""})")
                                << int(TrialEnd::LeftAlone);
    QTest::newRow("an error") << QByteArray("POST") << QByteArray("/outcome/abc") << QByteArray(R"({"error":"x"})")
                              << int(TrialEnd::Failed);
    QTest::newRow("sent away") << QByteArray("GET") << QByteArray("/automation-detected")
                               << QByteArray("http://127.0.0.1:1/try/abc") << int(TrialEnd::Redirected);
    QTest::newRow("sent away from elsewhere") << QByteArray("GET") << QByteArray("/automation-detected")
                                              << QByteArray("http://127.0.0.1:1/article/chrome") << -1;
    QTest::newRow("came by itself") << QByteArray("GET") << QByteArray("/automation-detected") << QByteArray() << -1;
}

void TestTrials::outcomesAreTold()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, text);
    QFETCH(int, end);
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    lab.trials().add(u"abc"_s, "");
    QList<TrialOutcome> told;
    lab.trials().setListener([&told](const TrialOutcome &outcome) { told.append(outcome); });
    ServeRequest asked = request(method, path, text);
    asked.headers.append({"Referer", text});
    QCOMPARE(lab.answer(asked).status, 200);
    QCOMPARE(told.size(), end < 0 ? 0 : 1);
    if (end < 0)
        return;
    QCOMPARE(told.first().token, u"abc"_s);
    QCOMPARE(int(told.first().end), end);
    QCOMPARE(told.first().detail, end == int(TrialEnd::Failed) ? u"x"_s : QString());
}

void TestTrials::whatMakesNoSenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("no trial") << QByteArray("/outcome/abd") << QByteArray(R"({"error":""})");
    QTest::newRow("no name") << QByteArray("/outcome/") << QByteArray(R"({"error":""})");
    QTest::newRow("no JSON") << QByteArray("/outcome/abc") << QByteArray("x");
    QTest::newRow("no error") << QByteArray("/outcome/abc") << QByteArray("{}");
}

void TestTrials::whatMakesNoSenseIsRefused()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    lab.trials().add(u"abc"_s, "");
    lab.trials().setListener([](const TrialOutcome &) { QFAIL("told of nonsense"); });
    QCOMPARE(lab.answer(request("POST", path, body)).status, 400);
    ServeRequest foreign = request("POST", "/outcome/abc", R"({"error":""})");
    foreign.headers = {{"Content-Type", "text/plain"}};
    QCOMPARE(lab.answer(foreign).status, 415);
}

void TestTrials::oldTrialsMakeRoom()
{
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    for (int i = 0; i <= TrialDesk::mostTrials; ++i)
        lab.trials().add(QString::number(i), "");
    QCOMPARE(lab.answer(request("GET", "/try/0")).status, 404);
    QCOMPARE(lab.answer(request("GET", "/try/1")).status, 200);
}

QTEST_GUILESS_MAIN(TestTrials)
#include "tst_trials.moc"
