// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/browser/browserworld.h"
#include "ui/browser/browsertabs.h"
#include "ui/browser/webaddress.h"
#include "ui/browser/webpage.h"
#include "ui/browser/webprofile.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QWebEngineProfile>
#include <QWebEngineView>

using namespace Qt::StringLiterals;
using namespace sluice;

namespace {

constexpr int patienceMs = 60'000;

test::BrowserWorld::Pages pages()
{
    test::BrowserWorld::Pages pages;
    pages["/"] = test::html("<h1>Home</h1><a id=next href=/second>next</a>");
    pages["/second"] = test::html("<h1>Second</h1><p>a word and a word</p>");
    pages["/markup"] = test::html("<script>document.title = '<img src=/dev/zero>'</script>");
    pages["/loading"] = test::html("<h1>Loading</h1><img src=/never>");
    core::ServeResponse never = test::html("");
    never.delayMs = patienceMs;
    pages["/never"] = never;
    pages["/alerts"] = test::html("<script>for (let i = 0; i < 30; ++i) alert('number ' + i)</script><h1>Alive</h1>");
    pages["/questions"] = test::html("<script>document.title = confirm('sure?') + ' ' + prompt('who?')</script>");
    pages["/windows"] = test::html("<script>let n = 0; for (let i = 0; i < +location.hash.slice(1); ++i)"
                                   "n += open('/second?' + i) ? 1 : 0;"
                                   "document.title = n</script>");
    pages["/onewindow"] = test::html("<a id=one href=/second target=_blank>one</a>");
    pages["/camera"] = test::html("<script>navigator.mediaDevices.getUserMedia({video: true, audio: true})"
                                  ".then(() => document.title = 'granted', () => document.title = 'refused')</script>");
    pages["/place"] = test::html("<script>navigator.geolocation.getCurrentPosition(() => document.title = 'granted',"
                                 "() => document.title = 'refused')</script>");
    pages["/file"] = test::html("<a id=go href='file:///etc/passwd'>go</a><iframe src='file:///etc/passwd'></iframe>"
                                "<img src='qrc:/icons/sluice.svg' onload=\"document.title='loaded'\""
                                " onerror=\"document.title='kept out'\">");
    pages["/endless"] = test::html("<script>for (;;) alert('again')</script>");
    pages["/leave"] = test::html("<button id=touch>x</button><script>addEventListener('beforeunload', event => {"
                                 "event.preventDefault(); event.returnValue = 'no' })</script>");
    return pages;
}

} // namespace

/// The Browser screen against pages that want more than to be shown.
class BrowserTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_world.reset(); }
    void nothingStartsBeforeTheFirstPage();
    void addresses_data();
    void addresses();
    void wrongAddressesAreTold();
    void schemes_data();
    void schemes();
    void pagesAreWalkedThrough();
    void wordsAreFound();
    void zoomIsShownAndReset();
    void theSourceOpensInATab();
    void theAddressCanBeCompared();
    void pagesCannotReachFiles();
    void alertsDoNotBlock();
    void questionsAreAnsweredNo();
    void anEndlessAlertIsEnded();
    void leavingIsAlwaysAllowed();
    void windowsAreKeptBack_data();
    void windowsAreKeptBack();
    void blockedWindowsAreForgottenWithTheirPage();
    void aClickedWindowIsATab();
    void permissionsAreRefused_data();
    void permissionsAreRefused();
    void titlesAreNoMarkup();
    void noticesGoWithTheirPage();
    void escapeClosesTheBarFirst();
    void toolsOpenAndClose();
    void tabsCloseByKey();

private:
    [[nodiscard]] QString title() const { return m_world->panel().page()->title(); }
    [[nodiscard]] QAction *action(const QString &name) const { return m_world->find<QAction>(name); }
    [[nodiscard]] QPushButton *offer() const { return m_world->find<QPushButton>(u"browserNoticeButton"_s); }

    std::unique_ptr<test::BrowserWorld> m_world;
};

void BrowserTest::init()
{
    test::failOnBrowserWarnings();
    m_world = std::make_unique<test::BrowserWorld>(pages());
}

void BrowserTest::nothingStartsBeforeTheFirstPage()
{
    QVERIFY(!m_world->panel().isStarted());
    QVERIFY(!m_world->panel().page());
    QVERIFY(!action(u"browserPick"_s)->isEnabled());
    QVERIFY(m_world->open(u"/"_s));
    QVERIFY(m_world->panel().isStarted());
    QVERIFY(m_world->panel().page()->profile()->isOffTheRecord());
    QVERIFY(action(u"browserPick"_s)->isEnabled());
}

void BrowserTest::addresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("address"); // empty: refused
    QTest::newRow("a host") << u"example.com"_s << u"https://example.com/"_s;
    QTest::newRow("this machine") << u"localhost:8000/x"_s << u"http://localhost:8000/x"_s;
    QTest::newRow("a place in a page") << u"http://example.com/a#b"_s << u"http://example.com/a#b"_s;
    QTest::newRow("a file") << u"file:///etc/passwd"_s << QString();
    QTest::newRow("Chromium's pages") << u"chrome://version"_s << QString();
    QTest::newRow("the program's files") << u"qrc:/icons/sluice.svg"_s << QString();
    QTest::newRow("a source") << u"view-source:http://example.com/"_s << QString();
    QTest::newRow("a script") << u"javascript:alert(1)"_s << QString();
    QTest::newRow("data") << u"data:text/html,x"_s << QString();
    QTest::newRow("words") << u"some words"_s << QString();
    QTest::newRow("a password") << u"http://ann:pass@example.com/"_s << QString();
}

void BrowserTest::addresses()
{
    QFETCH(QString, typed);
    QFETCH(QString, address);
    const auto url = ui::typedAddress(typed);
    QCOMPARE(url.has_value(), !address.isEmpty());
    if (url)
        QCOMPARE(url->toString(), address);
    else
        QVERIFY(!url.error().isEmpty());
}

void BrowserTest::wrongAddressesAreTold()
{
    auto *line = m_world->find<QLineEdit>(u"browserAddress"_s);
    line->setText(u"file:///etc/passwd"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(m_world->find<QWidget>(u"browserProblem"_s)->isVisible());
    QVERIFY(!m_world->panel().isStarted());
}

void BrowserTest::schemes_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("inPage");
    QTest::addColumn<bool>("inFrame");
    QTest::newRow("http") << u"http://a.example/"_s << true << true;
    QTest::newRow("https") << u"https://a.example/"_s << true << true;
    QTest::newRow("nothing") << u"about:blank"_s << true << true;
    QTest::newRow("about") << u"about:version"_s << false << false;
    QTest::newRow("data") << u"data:text/html,x"_s << false << true;
    QTest::newRow("blob of the web") << u"blob:https://a.example/1-2"_s << true << true;
    QTest::newRow("blob of a file") << u"blob:file:///1-2"_s << false << false;
    QTest::newRow("file") << u"file:///etc/passwd"_s << false << false;
    QTest::newRow("chrome") << u"chrome://gpu"_s << false << false;
    QTest::newRow("devtools") << u"devtools://devtools/bundled/inspector.html"_s << false << false;
    QTest::newRow("qrc") << u"qrc:/x"_s << false << false;
    QTest::newRow("source") << u"view-source:http://a.example/"_s << false << false;
    QTest::newRow("mail") << u"mailto:a@b.example"_s << false << false;
}

void BrowserTest::schemes()
{
    QFETCH(QString, address);
    const QUrl url(address);
    QTEST(ui::isReachable(url), "inPage");
    QTEST(ui::isReachable(url, false), "inFrame");
}

void BrowserTest::pagesAreWalkedThrough()
{
    QVERIFY(m_world->open(u"/"_s));
    QVERIFY(!action(u"browserBack"_s)->isEnabled());
    m_world->click(u"#next"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_world->find<QLineEdit>(u"browserAddress"_s)->text(), m_world->address(u"/second"_s),
                              patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(action(u"browserBack"_s)->isEnabled(), patienceMs);
    action(u"browserBack"_s)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_world->find<QLineEdit>(u"browserAddress"_s)->text(), m_world->address(u"/"_s),
                              patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(action(u"browserForward"_s)->isEnabled(), patienceMs);
    const int before = m_world->count("/");
    action(u"browserReload"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_world->count("/") > before, patienceMs);
}

void BrowserTest::wordsAreFound()
{
    QVERIFY(m_world->open(u"/second"_s));
    m_world->panel().focusFind();
    auto *words = m_world->find<QLineEdit>(u"browserFind"_s);
    QVERIFY(words->isVisible());
    words->setText(u"word"_s);
    const auto count = [this] { return m_world->find<QLabel>(u"browserFindCount"_s)->text(); };
    QTRY_VERIFY_WITH_TIMEOUT(count().endsWith(u"2"_s), patienceMs);
    words->setText(u"nowhere"_s);
    QTRY_VERIFY_WITH_TIMEOUT(words->property("wrong").toBool(), patienceMs);
    QTest::keyClick(words, Qt::Key_Escape);
    QVERIFY(!words->isVisible());
}

void BrowserTest::zoomIsShownAndReset()
{
    QVERIFY(m_world->open(u"/"_s));
    auto *zoom = m_world->find<QToolButton>(u"browserZoomResetButton"_s);
    QVERIFY(!zoom->isVisible());
    action(u"browserZoomIn"_s)->trigger();
    QVERIFY(zoom->isVisible());
    QVERIFY(m_world->panel().page()->zoomFactor() > 1.05);
    zoom->click();
    QCOMPARE(m_world->panel().page()->zoomFactor(), 1.0);
    QVERIFY(!zoom->isVisible());
}

void BrowserTest::theSourceOpensInATab()
{
    QVERIFY(m_world->open(u"/second"_s));
    action(u"browserSource"_s)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(m_world->panel().tabs().count(), 2, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_world->ask(u"document.body.innerText"_s).toString().contains(u"<h1>Second</h1>"_s),
                             patienceMs);
}

void BrowserTest::theAddressCanBeCompared()
{
    QVERIFY(!action(u"browserCompare"_s)->isEnabled());
    QVERIFY(m_world->open(u"/second#there"_s));
    QSignalSpy wanted(&m_world->panel(), &ui::BrowserPanel::compareRequested);
    action(u"browserCompare"_s)->trigger();
    QCOMPARE(wanted.value(0).value(0).toString(), m_world->address(u"/second"_s));
}

void BrowserTest::pagesCannotReachFiles()
{
    QVERIFY(m_world->open(u"/file"_s));
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"kept out"_s, patienceMs);
    m_world->click(u"#go"_s);
    // Chromium itself follows no such link; asked by script it does not either.
    (void)m_world->ask(u"location.href = 'file:///etc/passwd'; 1"_s);
    QCOMPARE(m_world->ask(u"document.querySelector('iframe').contentDocument?.body?.innerText ?? ''"_s).toString(),
             QString());
    QCOMPARE(m_world->panel().page()->url().toString(), m_world->address(u"/file"_s));
}

void BrowserTest::alertsDoNotBlock()
{
    QVERIFY(m_world->open(u"/alerts"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"number 29"_s), patienceMs);
    QVERIFY(m_world->notice().contains(u"30"_s));
    QVERIFY(!QApplication::activeModalWidget());
    QCOMPARE(m_world->ask(u"document.querySelector('h1').innerText"_s).toString(), u"Alive"_s);
    m_world->find<QToolButton>(u"browserNoticeClose"_s)->click();
    QCOMPARE(m_world->notice(), QString());
}

void BrowserTest::questionsAreAnsweredNo()
{
    QVERIFY(m_world->open(u"/questions"_s));
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"false null"_s, patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"who?"_s), patienceMs);
}

void BrowserTest::anEndlessAlertIsEnded()
{
    m_world->panel().openAddress(m_world->address(u"/endless"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"again"_s) && offer()->isVisible(), patienceMs);
    // Another page works meanwhile.
    action(u"browserNewTab"_s)->trigger();
    QVERIFY(m_world->open(u"/second"_s));
    m_world->panel().tabs().setCurrentIndex(0);
    QTRY_VERIFY_WITH_TIMEOUT(offer()->isVisible(), patienceMs);
    QSignalSpy ended(m_world->panel().page(), &QWebEnginePage::renderProcessTerminated);
    offer()->click();
    QVERIFY(!ended.isEmpty() || ended.wait(patienceMs));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"ended"_s), patienceMs);
}

void BrowserTest::leavingIsAlwaysAllowed()
{
    QVERIFY(m_world->open(u"/leave"_s));
    m_world->click(u"#touch"_s); // Chromium asks on pages that were touched alone
    QVERIFY(m_world->open(u"/second"_s));
    QCOMPARE(m_world->panel().page()->url().toString(), m_world->address(u"/second"_s));
}

void BrowserTest::windowsAreKeptBack_data()
{
    QTest::addColumn<int>("wanted");
    QTest::addColumn<int>("asked");
    QTest::addColumn<QString>("words");
    QTest::newRow("one") << 1 << 1 << u"1 window"_s;
    QTest::newRow("three") << 3 << 3 << u"3 window"_s;
    QTest::newRow("five hundred") << 500 << 10 << u"At least 10 window"_s;
}

void BrowserTest::windowsAreKeptBack()
{
    QFETCH(int, wanted);
    QFETCH(int, asked);
    QFETCH(QString, words);
    action(u"browserNewTab"_s)->trigger();
    QSignalSpy told(m_world->panel().page(), &ui::WebPage::noticeChanged);
    QVERIFY(m_world->open(u"/windows#"_s + QString::number(wanted)));
    QTRY_COMPARE_WITH_TIMEOUT(title(), QString::number(asked), patienceMs); // so many came as far as the question
    QCOMPARE(m_world->panel().tabs().count(), 1);
    QCOMPARE(m_world->count("/second"), 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().startsWith(words), patienceMs);
    QVERIFY(m_world->notice().contains(m_world->address(u"/second?%1"_s.arg(asked - 1))));
    QVERIFY(told.size() <= asked);
    QCOMPARE(offer()->text(), u"Open it"_s);
    offer()->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_world->panel().tabs().count(), 2, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_world->count("/second"), 1, patienceMs);
    QVERIFY(m_world->open(u"/"_s)); // the window goes on
}

void BrowserTest::blockedWindowsAreForgottenWithTheirPage()
{
    QVERIFY(m_world->open(u"/windows#500"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"10 window"_s), patienceMs);
    QVERIFY(m_world->open(u"/second"_s));
    QCOMPARE(m_world->notice(), QString());
    QVERIFY(m_world->open(u"/windows#1"_s)); // and told of again
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().startsWith(u"1 window"_s), patienceMs);
}

void BrowserTest::titlesAreNoMarkup()
{
    QVERIFY(m_world->open(u"/markup"_s));
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"<img src=/dev/zero>"_s, patienceMs);
    const QString tip = m_world->panel().tabs().tabToolTip(0);
    QVERIFY2(tip.contains(u"&lt;img"_s) && !tip.contains(u"<img"_s), qUtf8Printable(tip));
}

void BrowserTest::noticesGoWithTheirPage()
{
    QVERIFY(m_world->open(u"/alerts"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().startsWith(u"127.0.0.1: "_s), patienceMs); // whose words they are
    QVERIFY(m_world->open(u"/second"_s));
    QCOMPARE(m_world->notice(), QString());
}

void BrowserTest::escapeClosesTheBarFirst()
{
    m_world->panel().openAddress(m_world->address(u"/loading"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_world->ask(u"document.querySelector('h1')?.innerText ?? ''"_s).toString(), u"Loading"_s,
                              patienceMs);
    QVERIFY(m_world->panel().page()->isLoading());
    m_world->panel().activateWindow();
    m_world->panel().focusFind();
    auto *words = m_world->find<QLineEdit>(u"browserFind"_s);
    QTRY_VERIFY_WITH_TIMEOUT(words->hasFocus(), patienceMs);
    QTest::keyClick(words, Qt::Key_Escape);
    QVERIFY(!words->isVisible());
    QVERIFY(m_world->panel().page()->isLoading());
}

void BrowserTest::aClickedWindowIsATab()
{
    QVERIFY(m_world->open(u"/onewindow"_s));
    m_world->click(u"#one"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_world->panel().tabs().count(), 2, patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_world->panel().page()->url().toString(), m_world->address(u"/second"_s), patienceMs);
}

void BrowserTest::permissionsAreRefused_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("camera and microphone") << u"/camera"_s;
    QTest::newRow("position") << u"/place"_s;
}

void BrowserTest::permissionsAreRefused()
{
    QFETCH(QString, path);
    QVERIFY(m_world->open(path));
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"refused"_s, patienceMs);
}

void BrowserTest::toolsOpenAndClose()
{
    QVERIFY(m_world->open(u"/second"_s));
    action(u"browserTools"_s)->trigger();
    auto *tools = m_world->find<QWebEngineView>(u"browserToolsView"_s);
    QVERIFY(tools->isVisible());
    QCOMPARE(tools->page()->inspectedPage(), m_world->panel().page());
    action(u"browserTools"_s)->trigger();
    QVERIFY(!m_world->panel().findChild<QWebEngineView *>(u"browserToolsView"_s));
    QCOMPARE(m_world->ask(u"document.querySelector('h1').innerText"_s).toString(), u"Second"_s);
}

void BrowserTest::tabsCloseByKey()
{
    QVERIFY(m_world->open(u"/"_s));
    action(u"browserNewTab"_s)->trigger();
    QVERIFY(m_world->open(u"/second"_s));
    QCOMPARE(m_world->panel().tabs().count(), 2);
    QTest::keyClick(m_world->find<QLineEdit>(u"browserAddress"_s), Qt::Key_W, Qt::ControlModifier);
    QCOMPARE(m_world->panel().tabs().count(), 1);
    QCOMPARE(m_world->panel().page()->url().toString(), m_world->address(u"/"_s));
    action(u"browserCloseTab"_s)->trigger();
    QVERIFY(!m_world->panel().page());
}

SLUICE_BROWSER_TEST_MAIN(BrowserTest)
#include "tst_browser.moc"
