// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/browser/browserworld.h"
#include "ui/browser/memorywatch.h"
#include "ui/browser/webpage.h"

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace sluice;

namespace {

constexpr int patienceMs = 60'000;

test::BrowserWorld::Pages pages()
{
    test::BrowserWorld::Pages pages;
    pages["/"] = test::html("<h1>Home</h1>");
    pages["/second"] = test::html("<h1>Second</h1>");
    core::ServeResponse never = test::html("");
    never.delayMs = patienceMs;
    pages["/never"] = never;
    pages["/alerts"] = test::html("<script>for (let i = 0; i < 30; ++i) alert('number ' + i)</script>");
    pages["/loop"] = test::html("<h1>Loop</h1><script>for (;;);</script>");
    pages["/clickloop"] = test::html("<h1>Click</h1><button id=go onclick='for (;;);'>go</button>");
    pages["/slow"] = test::html("<h1>Slow</h1><script src=/never></script><h1>Never</h1>");
    pages["/flood"] = test::html("<script>const line = 'x'.repeat(4 << 20); for (;;) console.log(line);</script>");
    pages["/mail"] = test::html("<h1>Mail</h1><script>location = 'mailto:ann@example.org'</script>");
    return pages;
}

} // namespace

/// Pages that end, loop, or take what they can get: the tab can always be used further.
class BrowserHarmTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_world.reset(); }
    void aCrashedPageIsLoadedAgain();
    void memoryIsBounded();
    void memoryOutsideThePageIsBounded();
    void theConsoleIsBounded();
    void anEndlessLoopCanBeLeft_data();
    void anEndlessLoopCanBeLeft();
    void aSlowPageIsNotTakenForSilent();
    void oldNoticesGoAsTheNextLoadStarts_data();
    void oldNoticesGoAsTheNextLoadStarts();
    void aPageThatWantsOutStays();

private:
    [[nodiscard]] QAction *action(const QString &name) const { return m_world->find<QAction>(name); }
    [[nodiscard]] QPushButton *offer() const { return m_world->find<QPushButton>(u"browserNoticeButton"_s); }

    std::unique_ptr<test::BrowserWorld> m_world;
};

void BrowserHarmTest::init()
{
    test::failOnBrowserWarnings();
    m_world = std::make_unique<test::BrowserWorld>(pages());
}

void BrowserHarmTest::aCrashedPageIsLoadedAgain()
{
    QVERIFY(m_world->open(u"/"_s));
    const qint64 process = m_world->panel().page()->renderProcessPid();
    QVERIFY(process > 0);
    QCOMPARE(::kill(pid_t(process), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(offer()->isVisible() && offer()->text() == u"Reload"_s, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_world->panel().isAncestorOf(m_world->panel().window()->focusWidget()), patienceMs);
    QSignalSpy loaded(m_world->panel().page(), &QWebEnginePage::loadFinished);
    offer()->click();
    QVERIFY(loaded.wait(patienceMs));
    QCOMPARE(m_world->ask(u"document.querySelector('h1').innerText"_s).toString(), u"Home"_s);
    QCOMPARE(m_world->notice(), QString());
}

void BrowserHarmTest::memoryIsBounded()
{
    QVERIFY(m_world->open(u"/"_s));
    const qint64 taken = ui::MemoryWatch::residentBytes(m_world->panel().page()->renderProcessPid());
    QVERIFY(taken > 0);
    QVERIFY(ui::MemoryWatch::residentBytes(0) == 0);
    m_world->find<ui::MemoryWatch>(u"browserMemory"_s)->setLimit(taken + (qint64(100) << 20));
    m_world->panel().page()->runJavaScript(
        u"window.kept = []; setInterval(() => kept.push(new Uint8Array(1 << 24).fill(1)), 1)"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"memory"_s), patienceMs);
    QCOMPARE(offer()->text(), u"Reload"_s);
}

/// The bytes of Blobs are this process's, whichever page made them.
void BrowserHarmTest::memoryOutsideThePageIsBounded()
{
    QVERIFY(m_world->open(u"/second"_s));
    ui::WebPage *innocent = m_world->panel().page();
    action(u"browserNewTab"_s)->trigger();
    QVERIFY(m_world->open(u"/"_s));
    QVERIFY(m_world->panel().page() != innocent);
    m_world->find<ui::MemoryWatch>(u"browserMemory"_s)->setGrowth(qint64(200) << 20);
    m_world->panel().page()->runJavaScript(
        u"window.kept = []; setInterval(() => kept.push(new Blob([new Uint8Array(1 << 23).fill(1)])), 20)"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"grew by"_s), patienceMs);
    QCOMPARE(offer()->text(), u"Reload"_s);
    QVERIFY(innocent->renderProcessPid() > 0);
    QVERIFY(innocent->notice().text.isEmpty());
}

void BrowserHarmTest::theConsoleIsBounded()
{
    m_world->panel().openAddress(m_world->address(u"/flood"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"console"_s), patienceMs);
    QCOMPARE(offer()->text(), u"Reload"_s);
}

void BrowserHarmTest::anEndlessLoopCanBeLeft_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("way");
    QTest::newRow("from the load on, by its address") << u"/loop"_s << u"address"_s;
    QTest::newRow("from the load on, by its button") << u"/loop"_s << u"button"_s;
    QTest::newRow("from a click on, back") << u"/clickloop"_s << u"back"_s;
    QTest::newRow("from a click on, by loading again") << u"/clickloop"_s << u"reload"_s;
}

void BrowserHarmTest::anEndlessLoopCanBeLeft()
{
    QFETCH(QString, path);
    QFETCH(QString, way);
    QVERIFY(m_world->open(u"/second"_s));
    m_world->panel().openAddress(m_world->address(path));
    if (path == u"/clickloop"_s) {
        QTRY_COMPARE_WITH_TIMEOUT(m_world->ask(u"document.querySelector('h1')?.innerText ?? ''"_s).toString(),
                                  u"Click"_s, patienceMs);
        m_world->click(u"#go"_s);
    }
    QTRY_COMPARE_WITH_TIMEOUT(m_world->notice(), u"This page does not answer."_s, patienceMs);
    QCOMPARE(offer()->text(), u"End the page"_s);
    if (way == u"button"_s) {
        offer()->click();
        QTRY_COMPARE_WITH_TIMEOUT(offer()->text(), u"Reload"_s, patienceMs);
        return;
    }
    QSignalSpy loaded(m_world->panel().page(), &QWebEnginePage::loadFinished);
    if (way == u"address"_s)
        m_world->panel().openAddress(m_world->address(u"/second"_s));
    else
        action(way == u"back"_s ? u"browserBack"_s : u"browserReload"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!loaded.isEmpty() && loaded.last().first().toBool(), patienceMs);
    QCOMPARE(m_world->ask(u"document.querySelector('h1').innerText"_s).toString(),
             way == u"reload"_s ? u"Click"_s : u"Second"_s);
    QCOMPARE(m_world->notice(), QString());
}

void BrowserHarmTest::aSlowPageIsNotTakenForSilent()
{
    QVERIFY(m_world->open(u"/second"_s));
    m_world->panel().openAddress(m_world->address(u"/slow"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_world->ask(u"document.querySelector('h1')?.innerText ?? ''"_s).toString(), u"Slow"_s,
                              patienceMs);
    QSignalSpy answered(&m_world->panel().page()->answers(), &ui::AnswerWatch::answered);
    QTRY_VERIFY_WITH_TIMEOUT(answered.size() >= 3, patienceMs);
    QVERIFY(m_world->panel().page()->isLoading());
    QCOMPARE(m_world->notice(), QString());
}

void BrowserHarmTest::oldNoticesGoAsTheNextLoadStarts_data()
{
    QTest::addColumn<bool>("isEnded");
    QTest::newRow("of a page that spoke") << false;
    QTest::newRow("of a page that ended") << true;
}

void BrowserHarmTest::oldNoticesGoAsTheNextLoadStarts()
{
    QFETCH(bool, isEnded);
    QVERIFY(m_world->open(u"/alerts"_s));
    if (isEnded)
        m_world->panel().page()->endProcess(u"It was ended."_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(isEnded ? u"ended"_s : u"number 29"_s), patienceMs);
    m_world->panel().openAddress(m_world->address(u"/never"_s)); // nothing of it comes
    QTRY_COMPARE_WITH_TIMEOUT(m_world->notice(), QString(), patienceMs);
    QVERIFY(m_world->panel().page()->isLoading());
}

void BrowserHarmTest::aPageThatWantsOutStays()
{
    m_world->panel().openAddress(m_world->address(u"/mail"_s));
    QSignalSpy loaded(m_world->panel().page(), &QWebEnginePage::loadFinished);
    QVERIFY(loaded.wait(patienceMs)); // as one that was broken off, or not
    QCOMPARE(m_world->ask(u"document.querySelector('h1').innerText"_s).toString(), u"Mail"_s);
    QCOMPARE(m_world->panel().page()->url().path(), u"/mail"_s);
}

SLUICE_BROWSER_TEST_MAIN(BrowserHarmTest)
#include "tst_browserharm.moc"
