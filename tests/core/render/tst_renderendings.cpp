// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/render/renderbench.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// Answers that are no page, and pages that end themselves: their status and the true reason.
class RenderEndingsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_bench.isServing); }
    void init() { failOnAnyWarning(); }
    void answersKeepTheirStatus_data();
    void answersKeepTheirStatus();
    void pagesThatEndThemselves_data();
    void pagesThatEndThemselves();
    void blobsOfOnePageEndIt();
    void blobsOfOnePageHarmNoOther();

private:
    void addBlobs();

    RenderBench m_bench;
};

void RenderEndingsTest::answersKeepTheirStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("location");
    QTest::newRow("no content") << 204 << ""_ba
                                << ""_ba;
    QTest::newRow("reset content") << 205 << ""_ba
                                   << ""_ba;
    QTest::newRow("not modified, unasked") << 304 << ""_ba
                                           << ""_ba;
    QTest::newRow("wants a login") << 401 << "WWW-Authenticate: Basic realm=\"x\"\r\n"_ba
                                   << ""_ba;
    QTest::newRow("plays a proxy") << 407 << "Proxy-Authenticate: Basic realm=\"x\"\r\n"_ba
                                   << ""_ba;
    QTest::newRow("plays a proxy without a word") << 407 << ""_ba
                                                  << ""_ba;
    QTest::newRow("leads to itself") << 302 << "Location: /answer\r\n"_ba << m_bench.server.url("/answer");
}

void RenderEndingsTest::answersKeepTheirStatus()
{
    QFETCH(int, status);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, location);
    m_bench.server.add("/answer", httpAnswer(status, "", "text/html", headers));
    const int before = m_bench.server.count("/answer");
    const auto result = m_bench.get("/answer");
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QCOMPARE((*result)->status, status);
    QCOMPARE(headerValue((*result)->headers, "Location"), location);
    QVERIFY(m_bench.server.count("/answer") - before <= (location.isEmpty() ? 1 : 4));
}

void RenderEndingsTest::pagesThatEndThemselves_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("reason"); // empty: it is read
    QTest::newRow("loads itself again") << "location.reload()"_ba << u"the page loads itself again and again"_s;
    QTest::newRow("closes its window") << "window.close()"_ba << QString();
    QTest::newRow("writes a letter") << "location = 'mailto:x@y.test'"_ba << QString();
    QTest::newRow("dials") << "location.href = 'tel:1'"_ba << QString();
}

void RenderEndingsTest::pagesThatEndThemselves()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, reason);
    m_bench.addPage("/ends", "<body>its words<script>" + script + "</script>");
    const auto result = m_bench.get("/ends");
    QVERIFY(result);
    if (reason.isEmpty()) {
        QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
        QCOMPARE((*result)->status, 200);
        QVERIFY2((*result)->body.contains("its words"), (*result)->body.constData());
    } else {
        QVERIFY(!*result);
        QCOMPARE((*result).error().detail, reason);
        QCOMPARE((*result).error().status, 200);
    }
}

/// Blobs without end, in a page that is not done either. Their bytes are the browser's, not the page's process's.
void RenderEndingsTest::addBlobs()
{
    m_bench.addPage("/blobs", "<body><script async src=/never.js></script><script>const kept = []; let n = 0; "
                              "const b = new Uint8Array(32 << 20).fill(5); setInterval(() => { "
                              "b[0] = n++; kept.push(new Blob([b])); }, 5)</script>");
    m_bench.server.hold("/never.js");
}

void RenderEndingsTest::blobsOfOnePageEndIt()
{
    addBlobs();
    m_bench.addPage("/next", "<p id=p></p><script>p.textContent = 'next ' + 'works'</script>");
    const auto result = m_bench.get("/blobs");
    QVERIFY(result && !*result);
    QCOMPARE((*result).error().detail, u"the page used more than 512 MiB of memory"_s);
    const QByteArray body = m_bench.body("/next");
    QVERIFY2(body.contains("next works"), body.constData());
}

void RenderEndingsTest::blobsOfOnePageHarmNoOther()
{
    addBlobs();
    m_bench.addPage("/good", "<p>good words<script async src=/later.js></script>");
    m_bench.server.add("/later.js", httpAnswer(200, "", "text/javascript"));
    m_bench.server.hold("/later.js");
    RenderFetcher fetcher(*m_bench.pool, {}, {});
    std::optional<FetchResult> good;
    std::optional<FetchResult> bad;
    QObject context;
    fetcher.fetch(m_bench.request("/good"), &context, [&](FetchResult r) { good = std::move(r); });
    fetcher.fetch(m_bench.request("/blobs"), &context, [&](FetchResult r) { bad = std::move(r); });
    // Asked for once more: the process that had both has gone.
    QVERIFY(turnUntil([this] { return m_bench.server.count("/good") > 1; }));
    m_bench.server.unhold("/later.js");
    QVERIFY(turnUntil([&] { return good && bad; }));
    QVERIFY2(*good, *good ? "" : qPrintable(good->error().detail));
    QVERIFY((*good)->body.contains("good words"));
    QVERIFY(!*bad);
    QCOMPARE(bad->error().detail, u"the page used more than 512 MiB of memory"_s);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RenderEndingsTest)
#include "tst_renderendings.moc"
