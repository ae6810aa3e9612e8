// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/render/renderbench.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// What rendering gives of pages that are well meant.
class RenderFetcherTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_bench.isServing); }
    void init();
    void scriptedPageIsThere();
    void statusIsTheServers_data();
    void statusIsTheServers();
    void redirectIsAnsweredNotFollowed_data();
    void redirectIsAnsweredNotFollowed();
    void typesOfDocuments_data();
    void typesOfDocuments();
    void selectorIsWaitedFor();
    void missingSelectorIsNoted();
    void timeIsWaitedFor();
    void idleNetworkIsWaitedFor();
    void moreIsClicked();
    void endIsScrolledTo();
    void requestIsAsAsked();
    void cookiesGoBothWays();
    void imagesAreBlocked_data();
    void imagesAreBlocked();
    void furtherRequestsAreTold();

private:
    RenderBench m_bench;
};

void RenderFetcherTest::init()
{
    failOnAnyWarning();
    m_bench.options = {};
    m_bench.limits = {};
    m_bench.notes.clear();
    m_bench.asked.clear();
}

void RenderFetcherTest::scriptedPageIsThere()
{
    m_bench.addPage("/made", "<!DOCTYPE html><title>t</title><ul id=l></ul><script>for (let i = 0; i < 3; ++i) "
                             "l.innerHTML += '<li>ä' + i + '</li>'</script>");
    const auto result = m_bench.get("/made");
    QVERIFY(result && *result);
    const FetchResponse &page = **result;
    QCOMPARE(page.status, 200);
    QCOMPARE(headerValue(page.headers, "Content-Type"), "text/html; charset=utf-8");
    QVERIFY2(page.body.startsWith("<!DOCTYPE html>\n<html>"), page.body.constData());
    QVERIFY(page.body.contains("<li>") && page.body.contains("2</li></ul>"));
    QVERIFY(page.timings.totalMs > 0);
}

void RenderFetcherTest::statusIsTheServers_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {200, 201, 203, 404, 403, 429, 500, 503})
        QTest::addRow("%d", status) << status;
}

void RenderFetcherTest::statusIsTheServers()
{
    QFETCH(int, status);
    m_bench.server.add("/status", httpAnswer(status, "<p>words</p>"));
    const auto result = m_bench.get("/status");
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QCOMPARE((*result)->status, status);
}

void RenderFetcherTest::redirectIsAnsweredNotFollowed_data()
{
    QTest::addColumn<QByteArray>("answer");
    const QByteArray target = m_bench.server.url("/target");
    QTest::newRow("by the server") << httpAnswer(301, {}, "text/html", "Location: /target\r\n");
    QTest::newRow("by a script") << httpAnswer(200, "<script>location.href = '/target'</script>");
    QTest::newRow("by a script, later") << httpAnswer(
        200, "<script>setTimeout(() => location.replace('/target'), 200)</script>");
    QTest::newRow("by meta") << httpAnswer(200, "<meta http-equiv=refresh content='0; url=/target'>");
}

void RenderFetcherTest::redirectIsAnsweredNotFollowed()
{
    QFETCH(QByteArray, answer);
    m_bench.server.add("/away", answer);
    m_bench.addPage("/target", "there");
    const int before = m_bench.server.count("/target");
    const auto result = m_bench.get("/away");
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QCOMPARE((*result)->status, 302);
    QCOMPARE(headerValue((*result)->headers, "Location"), m_bench.server.url("/target"));
    QCOMPARE(m_bench.server.count("/target"), before);
}

void RenderFetcherTest::typesOfDocuments_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<bool>("isSkipped");
    QTest::newRow("json") << "application/json"_ba
                          << "{\"a\":1}"_ba
                          << "{\"a\":1}"_ba << false;
    QTest::newRow("text") << "text/plain"_ba
                          << "a < b"_ba
                          << "a < b"_ba << false;
    QTest::newRow("xml") << "application/xml"_ba
                         << "<a><b/></a>"_ba
                         << "<a><b/></a>"_ba << false;
    QTest::newRow("download") << "application/zip"_ba
                              << "PK"_ba << QByteArray() << true;
    QTest::newRow("pdf") << "application/pdf"_ba
                         << "%PDF-1.4"_ba << QByteArray() << true;
}

void RenderFetcherTest::typesOfDocuments()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, expected);
    QFETCH(bool, isSkipped);
    m_bench.server.add("/typed", httpAnswer(200, content, type));
    const auto result = m_bench.get("/typed");
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QCOMPARE((*result)->status, 200);
    QCOMPARE(mediaType(headerValue((*result)->headers, "Content-Type")), type);
    QCOMPARE((*result)->isBodySkipped, isSkipped);
    QCOMPARE((*result)->body, expected);
}

void RenderFetcherTest::selectorIsWaitedFor()
{
    m_bench.options.wait = RenderWait::Selector;
    m_bench.options.selector = u"#late"_s;
    m_bench.options.waitMs = 30'000;
    m_bench.addPage("/late", "<script>setTimeout(() => document.body.innerHTML = '<p id=late>x', 1200)</script><body>");
    QVERIFY(m_bench.body("/late").contains("id=\"late\""));
    QCOMPARE(m_bench.notes, QStringList());
}

void RenderFetcherTest::missingSelectorIsNoted()
{
    m_bench.options.wait = RenderWait::Selector;
    m_bench.options.selector = u"#never"_s;
    m_bench.options.waitMs = 300;
    m_bench.addPage("/never", "<p>all there is");
    QVERIFY(m_bench.body("/never").contains("all there is"));
    QCOMPARE(m_bench.notes.size(), 1);
    QVERIFY(m_bench.notes.first().contains(u"#never"_s));
    m_bench.options.selector = u"#["_s;
    QVERIFY(m_bench.body("/never").contains("not a CSS selector"));
}

void RenderFetcherTest::timeIsWaitedFor()
{
    m_bench.options.wait = RenderWait::Time;
    m_bench.options.waitMs = 1'500;
    m_bench.addPage("/time", "<body><script>setTimeout(() => document.body.append('in time'), 500)</script>");
    QVERIFY(m_bench.body("/time").contains("in time</body>"));
}

void RenderFetcherTest::idleNetworkIsWaitedFor()
{
    m_bench.options.waitMs = 30'000;
    m_bench.addPage("/idle",
                    "<body><script>fetch('/part').then(r => r.text()).then(t => document.body.append(t))</script>");
    m_bench.server.add("/part", httpAnswer(200, "fetched words"));
    m_bench.server.hold("/part");
    QObject::connect(&m_bench.server, &MisbehavingServer::requested, this, [this](const QByteArray &path) {
        if (path == "/part")
            QTimer::singleShot(1'000, &m_bench.server, [this] { m_bench.server.unhold("/part"); });
    });
    QVERIFY(m_bench.body("/idle").contains("fetched words</body>"));
}

void RenderFetcherTest::moreIsClicked()
{
    m_bench.options.clickSelector = u"#more"_s;
    m_bench.options.clicks = 3;
    m_bench.addPage("/more",
                    "<ul id=l></ul><button id=more onclick=\"l.innerHTML += '<li>' + l.children.length\">more");
    const QByteArray body = m_bench.body("/more");
    QCOMPARE(body.count("</li>"), 3);
    m_bench.options.clickSelector = u"#other"_s;
    QCOMPARE(m_bench.body("/more").count("</li>"), 0);
    QCOMPARE(m_bench.notes.size(), 1);
}

void RenderFetcherTest::endIsScrolledTo()
{
    m_bench.options.isScrolled = true;
    m_bench.addPage(
        "/list",
        "<body><script>let n = 0; const add = () => { for (let i = 0; i < 40 && n < 120; ++i, ++n) { const p = "
        "document.createElement('p'); p.textContent = 'item ' + n; document.body.append(p); } }; add(); "
        "addEventListener('scroll', () => { if (scrollY + innerHeight > document.body.scrollHeight - 9) add(); })"
        "</script>");
    QCOMPARE(m_bench.body("/list").count("<p>item"), 120);
}

void RenderFetcherTest::requestIsAsAsked()
{
    m_bench.addPage("/head", "<p id=p></p><script>p.textContent = navigator.userAgent + '|' + navigator.language; "
                             "fetch('/sub')</script>");
    FetchRequest request = m_bench.request("/head");
    request.headers = {{"X-Key", "k1"}, {"Accept-Language", "de-CH,en"}};
    const auto result = m_bench.get(std::move(request));
    QVERIFY(result && *result);
    QVERIFY2((*result)->body.contains("Sluice-Test/1|de-CH"), (*result)->body.constData());
    for (const auto &each : m_bench.server.requests()) {
        if (each.path == "/head")
            QCOMPARE(each.header("X-Key"), "k1");
        if (each.path == "/sub")
            QCOMPARE(each.header("X-Key"), QByteArray());
        if (each.path == "/head" || each.path == "/sub")
            QCOMPARE(each.header("User-Agent"), "Sluice-Test/1");
    }
}

void RenderFetcherTest::cookiesGoBothWays()
{
    m_bench.server.add("/cookie", httpAnswer(200, "<script>document.cookie = 'script=2'</script>", "text/html",
                                             "Set-Cookie: server=1; HttpOnly\r\n"));
    FetchRequest request = m_bench.request("/cookie");
    request.headers = {{"Cookie", "mine=a=b; other=c"}};
    const auto result = m_bench.get(std::move(request));
    QVERIFY(result && *result);
    QByteArray set;
    for (const Header &header : (*result)->headers) {
        if (header.name == "Set-Cookie")
            set += header.value + '\n';
    }
    QVERIFY2(set.contains("server=1") && set.contains("script=2") && !set.contains("mine"), set.constData());
    const QByteArray sent = m_bench.server.requests().last().header("Cookie");
    const auto isPage = [](const MisbehavingServer::Request &each) { return each.path == "/cookie"; };
    const auto found = std::ranges::find_if(m_bench.server.requests(), isPage);
    QVERIFY(found != m_bench.server.requests().end());
    QVERIFY2(found->header("Cookie").contains("mine=a=b") && found->header("Cookie").contains("other=c"), sent);
}

void RenderFetcherTest::imagesAreBlocked_data()
{
    QTest::addColumn<bool>("isBlocked");
    QTest::newRow("blocked") << true;
    QTest::newRow("loaded") << false;
}

void RenderFetcherTest::imagesAreBlocked()
{
    QFETCH(bool, isBlocked);
    m_bench.options.areImagesBlocked = isBlocked;
    const QByteArray image = isBlocked ? "/i1.png" : "/i2.png";
    m_bench.addPage("/pictures", "<img src=" + image + "><script src=/s.js></script>");
    QVERIFY(m_bench.body("/pictures").contains("<img"));
    QCOMPARE(m_bench.server.count(image), isBlocked ? 0 : 1);
    QVERIFY(m_bench.server.count("/s.js") > 0);
}

void RenderFetcherTest::furtherRequestsAreTold()
{
    m_bench.addPage("/parts", "<script src=/a.js></script><script src=/b.js></script>");
    QVERIFY(m_bench.body("/parts").contains("b.js"));
    QCOMPARE(m_bench.asked.value(m_bench.server.url({})), 2);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RenderFetcherTest)
#include "tst_renderfetcher.moc"
