// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectionlab.h"
#include "core/detect/evidencereader.h"

#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

ServeRequest get(const QByteArray &path)
{
    ServeRequest request;
    request.method = "GET";
    request.path = path;
    return request;
}

ServeRequest evidence(const QByteArray &body, const QByteArray &agent = "Browser/1.0")
{
    ServeRequest request;
    request.method = "POST";
    request.path = "/evidence";
    request.headers = {{"content-type", "application/json"}, {"User-Agent", agent}};
    request.body = body;
    return request;
}

} // namespace

class TestDetectionLab final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void pagesAreServed_data();
    void pagesAreServed();
    void aVisitIsKept();
    void evidenceIsComparedWithTheRequest_data();
    void evidenceIsComparedWithTheRequest();
    void wrongEvidenceIsRefused_data();
    void wrongEvidenceIsRefused();
    void onlyAPageOfItsOwnCanPost();
    void oldVisitsMakeRoom();
    void longTextsAreCut();

private:
    sluice::test::FakeClock m_clock;
};

void TestDetectionLab::pagesAreServed_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("part");

    QTest::newRow("laboratory") << QByteArray("/") << 200 << QByteArray("text/html") << QByteArray("/detectors.js");
    QTest::newRow("markers") << QByteArray("/markers.js") << 200 << QByteArray("text/javascript")
                             << QByteArray("navigator.webdriver");
    for (const char *name : {"detectors", "lab", "worker"})
        QTest::newRow(name) << QByteArray("/") + name + ".js" << 200 << QByteArray("text/javascript") << QByteArray();
    for (const char *name : {"chrome", "firefox", "phantomjs"}) {
        const QByteArray path = QByteArray("/article/") + name;
        QTest::newRow(path) << path << 200 << QByteArray("text/html") << path + ".js";
        QTest::newRow(path + ".js") << path + ".js" << 200 << QByteArray("text/javascript")
                                    << QByteArray("/automation-detected");
    }
    QTest::newRow("detected") << QByteArray("/automation-detected") << 200 << QByteArray("text/html")
                              << QByteArray("Automation detected");
    QTest::newRow("style") << QByteArray("/style.css") << 200 << QByteArray("text/css") << QByteArray("--ground");
    QTest::newRow("visits") << QByteArray("/visits.json") << 200 << QByteArray("application/json") << QByteArray("[");
    QTest::newRow("no such page") << QByteArray("/x") << 404 << QByteArray("text/plain") << QByteArray();
    QTest::newRow("no such article") << QByteArray("/article/opera") << 404 << QByteArray("text/plain") << QByteArray();
    QTest::newRow("no way out") << QByteArray("/article/../markers.json") << 404 << QByteArray("text/plain")
                                << QByteArray();
}

void TestDetectionLab::pagesAreServed()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, part);
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    const ServeResponse response = lab.answer(get(path));
    QTEST(response.status, "status");
    QVERIFY2(response.contentType.startsWith(type), response.contentType);
    QVERIFY2(response.body.contains(part), response.body);
    QVERIFY(!response.body.contains("{{"));
    QVERIFY(!response.body.isEmpty());
}

void TestDetectionLab::aVisitIsKept()
{
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    QList<int> heard;
    lab.setListener([&heard](const Visit &visit) { heard.append(visit.id); });
    ServeRequest request = evidence(R"([{"name":"navigator.webdriver","present":true,"evidence":"it is true"},
        {"name":"spawn","present":false,"evidence":"no"},{"name":"phantom","present":null,"reason":"broken"}])");
    request.query = QUrlQuery(u"profile=chromedriver"_s);
    const ServeResponse answer = lab.answer(request);
    QCOMPARE(answer.status, 200);
    const QByteArray told = R"({"id":1,"markers":["navigator.webdriver"],"verdict":"automated"})";
    QCOMPARE(answer.body, told);
    QCOMPARE(heard, QList<int>{1});
    const Visit &visit = lab.visits().constFirst();
    QCOMPARE(visit.profile, u"chromedriver"_s);
    QCOMPARE(visit.at, m_clock.utcNow());
    QCOMPARE(visit.evidence.size(), lab.catalogue().markers().size());

    QCOMPARE(lab.answer(evidence("[]", "Other/2.0")).status, 200);
    const QJsonArray visits = QJsonDocument::fromJson(lab.answer(get("/visits.json")).body).array();
    const QJsonObject marker = {
        {u"name"_s, u"navigator.webdriver"_s}, {u"class"_s, u"explicit"_s}, {u"evidence"_s, u"it is true"_s}};
    const QJsonArray expected = {
        QJsonObject{{u"id"_s, 1},
                    {u"user_agent"_s, u"Browser/1.0"_s},
                    {u"verdict"_s, u"automated"_s},
                    {u"markers"_s, QJsonArray{marker}}},
        QJsonObject{
            {u"id"_s, 2}, {u"user_agent"_s, u"Other/2.0"_s}, {u"verdict"_s, u"clean"_s}, {u"markers"_s, QJsonArray()}},
    };
    QCOMPARE(visits, expected);
}

void TestDetectionLab::evidenceIsComparedWithTheRequest_data()
{
    QTest::addColumn<QByteArray>("told");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("isPresent");

    QTest::newRow("they agree") << QByteArray("Browser/1.0") << QByteArray("Browser/1.0") << false;
    QTest::newRow("another") << QByteArray("Painted/1.0") << QByteArray("Browser/1.0") << true;
    QTest::newRow("a part") << QByteArray("Browser") << QByteArray("Browser/1.0") << true;
    QTest::newRow("none told") << QByteArray() << QByteArray("Browser/1.0") << true;
    QTest::newRow("neither") << QByteArray() << QByteArray() << false;
    QTest::newRow("long ones") << QByteArray(2'000, 'a') << QByteArray(2'000, 'a') << false;
}

void TestDetectionLab::evidenceIsComparedWithTheRequest()
{
    QFETCH(QByteArray, told);
    QFETCH(QByteArray, header);
    QFETCH(bool, isPresent);
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    const QByteArray body = R"([{"name":"agent-header-disagrees","present":false,"evidence":")" + told + "\"}]";
    QCOMPARE(lab.answer(evidence(body, header)).status, 200);
    QCOMPARE(lab.visits().constFirst().verdict, isPresent ? Verdict::Suspicious : Verdict::Clean);
}

void TestDetectionLab::wrongEvidenceIsRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("{");
    QTest::newRow("an object") << QByteArray("{}");
    QTest::newRow("an unknown marker") << QByteArray(R"([{"name":"x","present":true}])");
    QTest::newRow("a marker twice") << QByteArray(R"([{"name":"spawn","present":true},{"name":"spawn"}])");
    QTest::newRow("not objects") << QByteArray("[1,2]");
    QTest::newRow("nested deep") << QByteArray(100'000, '[');
}

void TestDetectionLab::wrongEvidenceIsRefused()
{
    QFETCH(QByteArray, body);
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    QCOMPARE(lab.answer(evidence(body)).status, 400);
    QVERIFY(lab.visits().isEmpty());
}

void TestDetectionLab::onlyAPageOfItsOwnCanPost()
{
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    ServeRequest foreign = evidence("[]");
    foreign.headers = {{"Content-Type", "text/plain"}};
    QCOMPARE(lab.answer(foreign).status, 415);
    ServeRequest elsewhere = evidence("[]");
    elsewhere.path = "/";
    QCOMPARE(lab.answer(elsewhere).status, 405);
    QVERIFY(lab.visits().isEmpty());
}

void TestDetectionLab::oldVisitsMakeRoom()
{
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    for (int count = 0; count < DetectionLab::mostVisits + 3; ++count)
        QCOMPARE(lab.answer(evidence("[]")).status, 200);
    QCOMPARE(lab.visits().size(), DetectionLab::mostVisits);
    QCOMPARE(lab.visits().constFirst().id, 4);
    QCOMPARE(lab.visits().constLast().id, DetectionLab::mostVisits + 3);
}

void TestDetectionLab::longTextsAreCut()
{
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    const QByteArray text(100'000, 'x');
    const QByteArray body = R"([{"name":"spawn","present":true,"evidence":")" + text + "\"}]";
    QCOMPARE(lab.answer(evidence(body)).status, 200);
    for (const Evidence &each : lab.visits().constFirst().evidence)
        QVERIFY(each.text.size() <= longestEvidence);
}

QTEST_GUILESS_MAIN(TestDetectionLab)
#include "tst_detectionlab.moc"
