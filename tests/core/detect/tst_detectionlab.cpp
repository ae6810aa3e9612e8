// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectionlab.h"
#include "core/detect/evidencereader.h"

#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>

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
    void onlyJsonIsTaken_data();
    void onlyJsonIsTaken();
    void onlyAPageOfItsOwnCanPost();
    void oldVisitsMakeRoom();
    void longTextsAreCut();
    void textsAreSafeToShow();
    void onesOwnAreKnownByTheirToken();

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

void TestDetectionLab::onlyJsonIsTaken_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<int>("status");
    QTest::newRow("plain") << QByteArray("application/json") << 200;
    QTest::newRow("with a parameter") << QByteArray("application/json; charset=utf-8") << 200;
    QTest::newRow("in capitals, with a space") << QByteArray("Application/JSON ;charset=utf-8") << 200;
    QTest::newRow("an empty parameter") << QByteArray("application/json;") << 200;
    QTest::newRow("a longer name") << QByteArray("application/jsonx") << 415;
    QTest::newRow("another that begins so") << QByteArray("application/json-seq") << 415;
    QTest::newRow("in a parameter") << QByteArray("text/plain; x=application/json") << 415;
    QTest::newRow("two at once") << QByteArray("application/json, text/plain") << 415;
    QTest::newRow("none") << QByteArray() << 415;
}

void TestDetectionLab::onlyJsonIsTaken()
{
    QFETCH(QByteArray, type);
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    ServeRequest request = evidence("[]");
    request.headers = {{"Content-Type", type}};
    QTEST(lab.answer(request).status, "status");
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
    const QByteArray body = R"([{"name":"spawn","present":true,"evidence":")" + text +
                            R"("},{"name":"agent-header-disagrees","present":true,"evidence":")" + text + "\"}]";
    ServeRequest request = evidence(body, QByteArray(60'000, 'y'));
    request.query = QUrlQuery(u"profile="_s + QString(5'000, u'p') + u"&visit="_s + QString(5'000, u'v'));
    QCOMPARE(lab.answer(request).status, 200);
    const Visit &visit = lab.visits().constFirst();
    for (const Evidence &each : visit.evidence)
        QVERIFY(each.text.size() <= longestEvidence);
    QCOMPARE(visit.userAgent.size(), longestEvidence);
    QCOMPARE(visit.profile.size(), 100);
    QCOMPARE(visit.token.size(), 100);
}

void TestDetectionLab::textsAreSafeToShow()
{
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    ServeRequest request = evidence(
        R"([{"name":"spawn","present":true,"evidence":"a\u202eb\nc\u001b[31m"},
            {"name":"phantom","present":null,"reason":"\u0007\u2066r"}])",
        "Bro\u202ewser\xc2\x9b/1.0");
    request.query = QUrlQuery(u"profile=%E2%80%AEplain%0A"_s);
    QCOMPARE(lab.answer(request).status, 200);
    const Visit &visit = lab.visits().constFirst();
    QCOMPARE(visit.userAgent, u"Browser/1.0"_s);
    QCOMPARE(visit.profile, u"plain "_s);
    const auto text = [&visit](const QString &marker) {
        const auto found = std::ranges::find(visit.evidence, marker, &Evidence::marker);
        return found == visit.evidence.cend() ? QString() : found->text;
    };
    QCOMPARE(text(u"spawn"_s), u"ab c[31m"_s);
    QCOMPARE(text(u"phantom"_s), u"r"_s);
}

void TestDetectionLab::onesOwnAreKnownByTheirToken()
{
    DetectionLab lab(MarkerCatalogue::builtIn(), m_clock);
    lab.expect(u"t1"_s, u"plain"_s);
    lab.expect(u"t2"_s, u"plain"_s);
    lab.forget(u"t2"_s);
    for (const QString &query :
         {u"profile=plain"_s, u"profile=plain&visit=t0"_s, u"profile=other&visit=t1"_s, u"profile=plain&visit=t1"_s,
          u"profile=plain&visit=t1"_s, u"profile=plain&visit=t2"_s}) {
        ServeRequest request = evidence("[]");
        request.query = QUrlQuery(query);
        QCOMPARE(lab.answer(request).status, 200);
    }
    QList<bool> own;
    for (const Visit &visit : lab.visits())
        own.append(visit.isOwn);
    QCOMPARE(own, QList<bool>({false, false, false, true, false, false}));
}

QTEST_GUILESS_MAIN(TestDetectionLab)
#include "tst_detectionlab.moc"
