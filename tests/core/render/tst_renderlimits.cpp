// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/render/renderbench.h"
#include "tests/support/suites.h"

#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// Pages that mean ill, and processes that die: the page fails at most, and the next one works.
class RenderLimitsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_bench.isServing); }
    void init();
    void hostilePagesAreHarmless_data();
    void hostilePagesAreHarmless();
    void hangingPageEndsAtItsDeadline();
    void deniedSchemesAreOutOfReach_data();
    void deniedSchemesAreOutOfReach();
    void endlessAllocationEnds_data();
    void endlessAllocationEnds();
    void longDocumentIsRefused();
    void nobodyAnswers_data();
    void nobodyAnswers();
    void killedProcessIsReplaced();
    void twiceKilledIsAFailure();
    void processesAreReplacedInTime();
    void cancelledIsTold();
    void missingProgramIsSaid();

private:
    void expectNextWorks();
    /// Those of other pages as well: whichever has this one.
    void killProcesses()
    {
        for (const qint64 id : m_bench.pool->processIds())
            ::kill(pid_t(id), SIGKILL);
    }

    RenderBench m_bench;
};

void RenderLimitsTest::init()
{
    failOnAnyWarning();
    m_bench.options = {};
    m_bench.options.waitMs = 2'000;
    m_bench.addPage("/next", "<p id=p></p><script>p.textContent = 'next ' + 'works'</script>");
}

void RenderLimitsTest::expectNextWorks()
{
    const QByteArray body = m_bench.body("/next");
    QVERIFY2(body.contains("next works"), body.constData());
}

void RenderLimitsTest::hostilePagesAreHarmless_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("five hundred windows") << "for (let i = 0; i < 500; ++i) window.open('/next?' + i)"_ba;
    QTest::newRow("a hundred alerts") << "for (let i = 0; i < 100; ++i) alert(i)"_ba;
    QTest::newRow("confirm says no") << "if (confirm('?')) document.body.innerHTML = 'yes'"_ba;
    QTest::newRow("prompt says nothing") << "if (prompt('?', 'x') !== null) document.body.innerHTML = 'yes'"_ba;
    QTest::newRow("leaving is not asked about") << "onbeforeunload = () => 'stay'"_ba;
    QTest::newRow("camera") << "navigator.mediaDevices?.getUserMedia({video: true}).then(() => "
                               "document.body.innerHTML = 'yes', () => 0)"_ba;
    QTest::newRow("location") << "navigator.geolocation.getCurrentPosition(() => document.body.innerHTML = 'yes')"_ba;
    QTest::newRow("notifications") << "Notification.requestPermission().then(p => p === 'granted' && "
                                      "(document.body.innerHTML = 'yes'))"_ba;
    QTest::newRow("download") << "const a = document.createElement('a'); a.href = '/next'; a.download = 'x'; "
                                 "document.body.append(a); a.click()"_ba;
    QTest::newRow("print") << "window.print()"_ba;
    QTest::newRow("prototypes are broken")
        << "Document.prototype.querySelector = () => { throw 1 }; "
           "Array.prototype.find = () => { throw 1 }; String.prototype.length = 0"_ba;
}

void RenderLimitsTest::hostilePagesAreHarmless()
{
    QFETCH(QByteArray, script);
    m_bench.addPage("/hostile", "<body>read anyway<script>" + script + "</script>");
    const QByteArray body = m_bench.body("/hostile");
    QVERIFY2(body.contains("read anyway"), body.constData());
    QCOMPARE(m_bench.server.count("/next?0"), 0);
    expectNextWorks();
}

void RenderLimitsTest::hangingPageEndsAtItsDeadline()
{
    for (const QByteArray script : {"for (;;) alert(1)", "for (;;);"}) {
        m_bench.addPage("/hang", "<script>" + script + "</script>");
        FetchRequest request = m_bench.request("/hang");
        request.totalTimeoutMs = 3'000;
        const auto result = m_bench.get(std::move(request));
        QVERIFY(result && !*result);
        QCOMPARE(int((*result).error().kind), int(FetchFault::Timeout));
        expectNextWorks();
    }
}

void RenderLimitsTest::deniedSchemesAreOutOfReach_data()
{
    QTest::addColumn<QByteArray>("address");
    for (const char *address :
         {"file:///etc/passwd", "chrome://version", "qrc:/render/trackers.txt", "view-source:file:///etc/passwd",
          "devtools://devtools/bundled/inspector.html", "ftp://127.0.0.1/x"})
        QTest::newRow(address) << QByteArray(address);
}

void RenderLimitsTest::deniedSchemesAreOutOfReach()
{
    QFETCH(QByteArray, address);
    m_bench.addPage("/schemes",
                    "<body>read anyway<iframe src='" + address + "'></iframe><script>fetch('" + address +
                        "').then(() => document.body.innerHTML = 'reached', () => 0); try { location.href = '" +
                        address + "' } catch (e) {}</script>");
    const QByteArray body = m_bench.body("/schemes");
    QVERIFY2(body.contains("read anyway") && !body.contains("root:x") && !body.contains(">reached"), body.constData());
    expectNextWorks();
}

void RenderLimitsTest::endlessAllocationEnds_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("words");
    QTest::newRow("buffers") << "const a = []; for (;;) a.push(new Uint8Array(1 << 24).fill(1))"_ba
                             << u"the page used more than 1024 MiB of memory"_s;
    QTest::newRow("strings, which the engine itself bounds")
        << "const a = []; for (;;) a.push('x'.repeat(99) + a.length)"_ba << u"the page's process crashed"_s;
}

void RenderLimitsTest::endlessAllocationEnds()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, words);
    m_bench.addPage("/greedy", "<script>" + script + "</script>");
    const auto result = m_bench.get(m_bench.request("/greedy"));
    QVERIFY(result && !*result);
    QVERIFY2((*result).error().detail.startsWith(words), qPrintable((*result).error().detail));
    expectNextWorks();
}

void RenderLimitsTest::longDocumentIsRefused()
{
    m_bench.addPage("/long", "<body><script>document.body.append('x'.repeat(70000))</script>");
    FetchRequest request = m_bench.request("/long");
    request.bodyCap = 65'536;
    const auto result = m_bench.get(std::move(request));
    QVERIFY(result && !*result);
    QCOMPARE(int((*result).error().kind), int(FetchFault::BodyTooLarge));
}

void RenderLimitsTest::nobodyAnswers_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<int>("fault");
    MisbehavingServer gone;
    QVERIFY(gone.start());
    const QByteArray closed = gone.url("/");
    gone.stop();
    QTest::newRow("closed port") << closed << int(FetchFault::ConnectionRefused);
    QTest::newRow("no such host") << "http://no-such-host.invalid/"_ba << int(FetchFault::HostNotFound);
    QTest::newRow("dropped") << m_bench.server.url("/drop") << int(FetchFault::ConnectionLost);
}

void RenderLimitsTest::nobodyAnswers()
{
    QFETCH(QByteArray, url);
    QFETCH(int, fault);
    m_bench.server.add("/drop",
                       [](ServedConnection &connection, const MisbehavingServer::Request &) { connection.close(); });
    const auto result = m_bench.get(requestFor(url));
    QVERIFY(result && !*result);
    QVERIFY2(int((*result).error().kind) == fault, qPrintable((*result).error().detail));
}

void RenderLimitsTest::killedProcessIsReplaced()
{
    m_bench.addPage("/held", "<p>held words");
    m_bench.server.hold("/held");
    int held = 0;
    const auto watch =
        QObject::connect(&m_bench.server, &MisbehavingServer::requested, this, [&](const QByteArray &path) {
            if (path != "/held")
                return;
            if (++held == 1)
                killProcesses();
            else
                m_bench.server.unhold("/held");
        });
    const QByteArray body = m_bench.body("/held");
    QObject::disconnect(watch);
    QVERIFY2(body.contains("held words"), body.constData());
    QVERIFY(held >= 2);
}

void RenderLimitsTest::twiceKilledIsAFailure()
{
    m_bench.addPage("/doomed", "<p>words");
    m_bench.server.hold("/doomed");
    const auto watch =
        QObject::connect(&m_bench.server, &MisbehavingServer::requested, this, [&](const QByteArray &path) {
            if (path == "/doomed")
                killProcesses();
        });
    const auto result = m_bench.get("/doomed");
    QObject::disconnect(watch);
    m_bench.server.unhold("/doomed");
    QVERIFY(result && !*result);
    QCOMPARE(int((*result).error().kind), int(FetchFault::ConnectionLost));
    QVERIFY((*result).error().detail.contains(u"signal 9"_s));
    expectNextWorks();
}

void RenderLimitsTest::processesAreReplacedInTime()
{
    RenderPoolOptions options;
    options.pagesPerProcess = 2;
    RenderBench bench(options);
    bench.addPage("/next", "<p>next works");
    QSet<qint64> ids;
    for (int i = 0; i < 5; ++i) {
        QVERIFY(bench.body("/next").contains("next works"));
        const QList<qint64> running = bench.pool->processIds();
        ids += QSet<qint64>(running.begin(), running.end());
    }
    QCOMPARE(ids.size(), 3);
}

void RenderLimitsTest::cancelledIsTold()
{
    m_bench.server.add("/slow", httpAnswer(200, "x"));
    m_bench.server.hold("/slow");
    RenderFetcher fetcher(*m_bench.pool, {}, {});
    std::optional<FetchResult> result;
    QObject context;
    fetcher.fetch(m_bench.request("/slow"), &context, [&](FetchResult r) { result = std::move(r); });
    QVERIFY(turnUntil([this] { return m_bench.server.count("/slow") > 0; }));
    fetcher.cancelAll(&context);
    QVERIFY(turnUntil([&] { return result.has_value(); }));
    QVERIFY(!*result);
    QCOMPARE(int(result->error().kind), int(FetchFault::Cancelled));
    m_bench.server.unhold("/slow");
    expectNextWorks();
}

void RenderLimitsTest::missingProgramIsSaid()
{
    RenderPoolOptions options;
    options.program = u"/nonexistent/sluice-render"_s;
    RenderPool pool(options);
    RenderFetcher fetcher(pool, {}, {});
    const auto result = fetchAndWait(fetcher, m_bench.request("/next"));
    QVERIFY(result && !*result);
    QVERIFY((*result).error().detail.contains(u"does not start"_s));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RenderLimitsTest)
#include "tst_renderlimits.moc"
