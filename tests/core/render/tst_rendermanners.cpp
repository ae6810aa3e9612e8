// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/render/renderbench.h"
#include "tests/support/certificates.h"
#include "tests/support/suites.h"

#include <QTest>
#include <QTimer>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// What a crawl that minds its manners learns of a rendered page, and what such a page keeps to.
class RenderMannersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_bench.isServing); }
    void init();
    void unfinishedPageHasItsStatus_data();
    void unfinishedPageHasItsStatus();
    void documentsTimeIsTold();
    void retryTimeIsTold();
    void cookiesAreTheWholeHosts();
    void hostsOwnCookieStaysIts();
    void excludedPartsAreLeftOut();
    void hostHasNoMoreConnections();
    void hostHasNoMoreRequests();

private:
    RenderBench m_bench;
};

void RenderMannersTest::init()
{
    failOnAnyWarning();
    m_bench.options = {};
    m_bench.limits = {};
    m_bench.caPem.clear();
    m_bench.notes.clear();
    m_bench.asked.clear();
}

void RenderMannersTest::unfinishedPageHasItsStatus_data()
{
    QTest::addColumn<bool>("isTls");
    QTest::addColumn<int>("status");
    for (const auto &[isTls, status] : {std::pair(false, 200), {false, 404}, {true, 200}, {true, 503}})
        QTest::addRow("%s %d", isTls ? "https" : "http", status) << isTls << status;
}

/// One of its parts never comes: it is what its server said, never a 200 by assumption.
void RenderMannersTest::unfinishedPageHasItsStatus()
{
    QFETCH(bool, isTls);
    QFETCH(int, status);
    Certificates certificates;
    if (isTls && !certificates.isValid())
        QSKIP("openssl is not installed");
    MisbehavingServer server;
    QVERIFY(isTls ? server.start(certificates.make({}).value()) : server.start());
    server.add("/part",
               httpAnswer(status, "<p>words<script async src=/never.js></script>", "text/html", "Retry-After: 5\r\n"));
    server.hold("/never.js");
    m_bench.caPem = certificates.authorityPem();
    FetchRequest request = requestFor(server.url("/part"));
    request.totalTimeoutMs = 6'000;
    const auto result = m_bench.get(std::move(request));
    m_bench.caPem.clear();
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QCOMPARE((*result)->status, status);
    if (status == 200)
        QVERIFY((*result)->body.contains("words"));
    if (status == 503)
        QCOMPARE(headerValue((*result)->headers, "Retry-After"), "5");
}

/// Not the time of the finished load, from which the gate would learn that the server is slow.
void RenderMannersTest::documentsTimeIsTold()
{
    m_bench.addPage("/parts-later", "<p>words<script src=/later.js></script>");
    m_bench.server.add("/later.js", httpAnswer(200, "1", "text/javascript"));
    m_bench.server.hold("/later.js");
    const auto watch =
        QObject::connect(&m_bench.server, &MisbehavingServer::requested, this, [&](const QByteArray &path) {
            if (path == "/later.js")
                QTimer::singleShot(1'500, &m_bench.server, [this] { m_bench.server.unhold("/later.js"); });
        });
    const auto result = m_bench.get("/parts-later");
    QObject::disconnect(watch);
    QVERIFY(result && *result);
    const FetchTimings &timings = (*result)->timings;
    QVERIFY2(timings.firstByteMs > 0 && timings.firstByteMs < timings.totalMs - 1'000,
             qPrintable(QString::number(timings.firstByteMs)));
}

void RenderMannersTest::retryTimeIsTold()
{
    m_bench.server.add("/busy", httpAnswer(429, "later", "text/html", "Retry-After: 77\r\n"));
    const auto result = m_bench.get("/busy");
    QVERIFY(result && *result);
    QCOMPARE((*result)->status, 429);
    QCOMPARE(headerValue((*result)->headers, "Retry-After"), "77");
    QCOMPARE(m_bench.server.count("/busy"), 1);
}

void RenderMannersTest::cookiesAreTheWholeHosts()
{
    m_bench.addPage("/a/b/page", "<body><script>fetch('/api')</script>");
    m_bench.addPage("/api", "x");
    FetchRequest request = m_bench.request("/a/b/page");
    request.headers = {{"Cookie", "sid=1"}};
    const auto result = m_bench.get(std::move(request));
    QVERIFY(result && *result);
    QCOMPARE(m_bench.server.requests().last().path, "/api");
    QCOMPARE(m_bench.server.requests().last().header("Cookie"), "sid=1");
}

void RenderMannersTest::hostsOwnCookieStaysIts()
{
    m_bench.server.add("/own", httpAnswer(200, "x", "text/html", "Set-Cookie: own=1; Path=/\r\n"));
    const auto result = m_bench.get("/own");
    QVERIFY(result && *result);
    const QByteArray line = headerValue((*result)->headers, "Set-Cookie");
    QVERIFY2(line.startsWith("own=1") && !line.toLower().contains("domain"), line.constData());
}

void RenderMannersTest::excludedPartsAreLeftOut()
{
    m_bench.limits.excludes = {u"/private/"_s};
    m_bench.addPage("/around", "<body>words<iframe src=/private/frame></iframe><script src=/private/a.js></script>"
                               "<script src=/public.js></script><script>fetch('/private/delete', {method: 'POST'})"
                               "</script>");
    QVERIFY(m_bench.body("/around").contains("words"));
    for (const auto &each : m_bench.server.requests())
        QVERIFY2(!each.path.startsWith("/private/"), each.path.constData());
    QVERIFY(m_bench.server.count("/public.js") > 0);
    QCOMPARE(m_bench.notes.size(), 1);
    QVERIFY2(m_bench.notes.first().contains(u"3 requests"_s), qPrintable(m_bench.notes.first()));
    // What is asked for itself was judged by the crawl.
    m_bench.addPage("/private/page", "asked for");
    QVERIFY(m_bench.body("/private/page").contains("asked for"));
}

void RenderMannersTest::hostHasNoMoreConnections()
{
    m_bench.limits.perHost = 1;
    QByteArray scripts;
    for (int i = 0; i < 4; ++i)
        scripts += "<script async src=/held.js?" + QByteArray::number(i) + "></script>";
    m_bench.addPage("/narrow", scripts);
    m_bench.server.add("/held.js", httpAnswer(200, "1", "text/javascript"));
    m_bench.server.hold("/held.js");
    int most = 0;
    const auto watch =
        QObject::connect(&m_bench.server, &MisbehavingServer::requested, this, [&](const QByteArray &path) {
            if (path != "/held.js")
                return;
            most = std::max(most, m_bench.server.heldCount("/held.js"));
            QTimer::singleShot(300, &m_bench.server, [this] { m_bench.server.release("/held.js"); });
        });
    QVERIFY(m_bench.body("/narrow").contains("held.js?3"));
    QObject::disconnect(watch);
    m_bench.server.unhold("/held.js");
    QCOMPARE(m_bench.server.count("/held.js"), 4);
    QCOMPARE(most, 1);
}

void RenderMannersTest::hostHasNoMoreRequests()
{
    m_bench.limits.mostPerHost = 5;
    m_bench.addPage("/eager", "<body><script>for (let i = 0; i < 20; ++i) fetch('/bit?' + i)</script>");
    QVERIFY(m_bench.get("/eager"));
    QCOMPARE(m_bench.server.count("/bit"), 4);
    QCOMPARE(m_bench.asked.value(m_bench.server.url({})), 4);
    QCOMPARE(m_bench.notes.size(), 1);
    QVERIFY2(m_bench.notes.first().startsWith(u"16 further requests"_s), qPrintable(m_bench.notes.first()));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RenderMannersTest)
#include "tst_rendermanners.moc"
