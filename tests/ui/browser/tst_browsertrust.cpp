// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/browser/answeringproxy.h"
#include "tests/ui/browser/browserworld.h"
#include "ui/browser/browsertabs.h"
#include "ui/browser/downloadname.h"
#include "ui/browser/keptstorage.h"
#include "ui/browser/webpage.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using namespace sluice;

namespace {

constexpr int patienceMs = 60'000;

core::ServeResponse withHeader(core::ServeResponse response, const QByteArray &name, const QByteArray &value)
{
    response.headers.append(qMakePair(name, value));
    return response;
}

test::BrowserWorld::Pages pages()
{
    test::BrowserWorld::Pages pages;
    pages["/"] = test::html("<h1>Home</h1>");
    pages["/second"] = test::html("<h1>Second</h1>");
    pages["/secret"] = withHeader(test::html("<h1 id=inside>Inside</h1>"), "X-Login", "ann:pass:word");
    // Two realms with the same login.
    pages["/realms"] =
        withHeader(test::html("<h1 id=outer>Outer</h1><iframe src=/secret></iframe>"), "X-Login", "ann:pass:word");
    pages["/keeps"] = test::html("<script>document.cookie = 'kept=yes; max-age=10000; path=/'</script>");
    core::ServeResponse file = withHeader(test::html("data"), "Content-Disposition", "attachment; filename=rows.bin");
    file.contentType = "application/octet-stream";
    pages["/download"] = file;
    core::ServeResponse hostile = withHeader(test::html("data"), "Content-Disposition",
                                             "attachment; filename=\"../../../tmp/" + QByteArray(300, 'x') + ".bin\"");
    hostile.contentType = "application/octet-stream";
    pages["/hostile"] = hostile;
    return pages;
}

} // namespace

/// What the Browser screen lets in and out: who it says it is, logins, proxies, cookies and files.
class BrowserTrustTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_world.reset(); }
    void identityIsTheCrawls();
    void downloadsAreAskedFor();
    void downloadsAreSaved();
    void filesAreNotOverwrittenUnasked();
    void offeredNames_data();
    void offeredNames();
    void hostileFileNamesStayNames();
    void realmsShareALogin();
    void proxiesGetTheirPassword_data();
    void proxiesGetTheirPassword();
    void anotherProxyClosesThePages();
    void unusableProxiesAreSaid_data();
    void unusableProxiesAreSaid();
    void cookiesAreKeptOnRequest();
    void loginsAreAskedForAndKept();
    void aWrongLoginIsAskedForAgain();
    void theKeychainIsAsked();
    void loginsAreKeptOnRequest_data();
    void loginsAreKeptOnRequest();

private:
    [[nodiscard]] QString title() const { return m_world->panel().page()->title(); }
    [[nodiscard]] QAction *action(const QString &name) const { return m_world->find<QAction>(name); }
    [[nodiscard]] QPushButton *offer() const { return m_world->find<QPushButton>(u"browserNoticeButton"_s); }

    std::unique_ptr<test::BrowserWorld> m_world;
};

void BrowserTrustTest::init()
{
    test::failOnBrowserWarnings();
    m_world = std::make_unique<test::BrowserWorld>(pages());
}

void BrowserTrustTest::identityIsTheCrawls()
{
    core::CrawlSpec spec;
    spec.seeds = {m_world->address(u"/"_s)};
    spec.userAgents = {u"Test/1.0"_s};
    spec.headers = {{u"accept-language"_s, u"de-CH"_s}};
    m_world->panel().setAsker(spec);
    QVERIFY(m_world->open(u"/"_s));
    QCOMPARE(m_world->header("/", "User-Agent"), "Test/1.0");
    QVERIFY(m_world->header("/", "Accept-Language").startsWith("de-CH"));
    QCOMPARE(m_world->ask(u"navigator.userAgent"_s).toString(), u"Test/1.0"_s);
    m_world->panel().setAsker({});
    QVERIFY(m_world->open(u"/second"_s));
    QVERIFY(m_world->header("/second", "User-Agent").contains("Chrome/"));
}

void BrowserTrustTest::downloadsAreAskedFor()
{
    QVERIFY(m_world->open(u"/"_s));
    m_world->panel().openAddress(m_world->address(u"/download"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"rows.bin"_s), patienceMs);
    QCOMPARE(offer()->text(), u"Save as…"_s);
    QVERIFY(!QApplication::activeModalWidget());
}

void BrowserTrustTest::downloadsAreSaved()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"mine.bin"_s);
    QSignalSpy told(&m_world->panel(), &ui::BrowserPanel::told);
    QVERIFY(m_world->open(u"/"_s));
    m_world->panel().openAddress(m_world->address(u"/download"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"rows.bin"_s), patienceMs);
    offer()->click();
    auto *dialog = m_world->find<QFileDialog>(u"browserSaveDialog"_s);
    dialog->selectFile(path);
    QVERIFY(QMetaObject::invokeMethod(dialog, "accept"));
    QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty() && told.last().first().toString().contains(path), patienceMs);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.readAll().contains("data"));
    // The place was for once: the page cannot write it again by itself.
    QVERIFY(file.resize(0));
    m_world->panel().openAddress(m_world->address(u"/download"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"rows.bin"_s), patienceMs);
    QCOMPARE(QFileInfo(path).size(), 0);
}

void BrowserTrustTest::filesAreNotOverwrittenUnasked()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"mine.bin"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("precious") == 8);
    file.close();
    QVERIFY(m_world->open(u"/"_s));
    m_world->panel().openAddress(m_world->address(u"/download"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->notice().contains(u"rows.bin"_s), patienceMs);
    offer()->click();
    auto *dialog = m_world->find<QFileDialog>(u"browserSaveDialog"_s);
    dialog->selectFile(file.fileName());
    QString question;
    QTimer answer;
    connect(&answer, &QTimer::timeout, this, [&] {
        if (auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
            question = box->text();
            box->button(QMessageBox::No)->click();
        }
    });
    answer.start(10);
    QVERIFY(QMetaObject::invokeMethod(dialog, "accept"));
    QVERIFY2(question.contains(u"mine.bin"_s), qUtf8Printable(question));
    QVERIFY(dialog->isVisible()); // for another name
    dialog->reject();
    QVERIFY(m_world->notice().contains(u"rows.bin"_s)); // it is still offered
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "precious");
}

void BrowserTrustTest::offeredNames_data()
{
    QTest::addColumn<QString>("offered");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *what, const QString &offered, const QString &name) {
        QTest::newRow(what) << offered << name;
    };
    row("a name", u"rows 2024.csv"_s, u"rows 2024.csv"_s);
    row("another writing", u"Grüße 行.csv"_s, u"Grüße 行.csv"_s);
    row("folders", u"../../x"_s, u"x"_s);
    row("folders of Windows", u"..\\..\\x.bin"_s, u"x.bin"_s);
    row("an absolute path", u"/etc/passwd"_s, u"passwd"_s);
    row("only folders", u"../.."_s, u"download"_s);
    row("nothing", QString(), u"download"_s);
    row("a hidden file", u".bashrc"_s, u"bashrc"_s);
    row("a device of Windows", u"CON"_s, u"_CON"_s);
    row("a device with an ending", u"nul.txt"_s, u"_nul.txt"_s);
    row("not a device", u"console.log"_s, u"console.log"_s);
    row("special characters", u"a<b>:\"|?*.txt"_s, u"a_b______.txt"_s);
    row("control characters", u"a\n\r\x01.txt"_s, u"a.txt"_s);
    row("writing turned around", u"bill\u202Efdp.exe"_s, u"billfdp.exe"_s);
    row("300 characters", QString(300, u'x') + u".bin"_s, QString(196, u'x') + u".bin"_s);
    row("300 wide characters", QString(300, u'行') + u".bin"_s, QString(65, u'行') + u".bin"_s);
    row("300 characters of ending", u"x."_s + QString(300, u'y'), u"x."_s + QString(198, u'y'));
}

void BrowserTrustTest::offeredNames()
{
    QFETCH(QString, offered);
    QTEST(ui::downloadName(offered), "name");
}

void BrowserTrustTest::hostileFileNamesStayNames()
{
    QVERIFY(m_world->open(u"/"_s));
    m_world->panel().openAddress(m_world->address(u"/hostile"_s));
    QTRY_COMPARE_WITH_TIMEOUT(offer()->text(), u"Save as…"_s, patienceMs);
    const QString name = m_world->panel().page()->notice().name;
    QVERIFY(!name.isEmpty());
    QVERIFY(!name.contains(u'/') && !name.contains(u".."_s));
    QVERIFY(name.toUtf8().size() <= 255);
    QVERIFY(name.endsWith(u".bin"_s));
}

void BrowserTrustTest::realmsShareALogin()
{
    (void)m_world->secrets().write(u"login@"_s + m_world->address({}), "ann:pass:word");
    QVERIFY(m_world->open(u"/realms"_s));
    const auto inside = u"document.querySelector('iframe').contentDocument?.getElementById('inside') !== null"_s;
    QTRY_VERIFY_WITH_TIMEOUT(m_world->ask(inside).toBool(), patienceMs);
    QCOMPARE(m_world->notice(), QString());
}

void BrowserTrustTest::proxiesGetTheirPassword_data()
{
    QTest::addColumn<QByteArray>("known");
    QTest::newRow("known before") << QByteArray("open sesame");
    QTest::newRow("asked for") << QByteArray();
    QTest::newRow("wrong, asked for again") << QByteArray("wrong");
}

void BrowserTrustTest::proxiesGetTheirPassword()
{
    QFETCH(QByteArray, known);
    test::AnsweringProxy proxy("ann:open sesame");
    const QString address = u"http://ann@127.0.0.1:%1"_s.arg(proxy.port());
    if (!known.isEmpty())
        (void)m_world->secrets().write(address.mid(7), known);
    core::CrawlSpec spec;
    spec.seeds = {u"http://shop.example/"_s};
    spec.proxy = address;
    m_world->panel().setAsker(spec);
    m_world->panel().openAddress(u"http://shop.example/"_s);
    if (known != "open sesame") {
        auto *password = m_world->find<QLineEdit>(u"browserPassword"_s);
        QTRY_VERIFY_WITH_TIMEOUT(password->isVisible(), patienceMs);
        QVERIFY(proxy.welcomed() == 0);
        password->setText(u"open sesame"_s);
        offer()->click();
    }
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"through the proxy"_s, patienceMs);
    QVERIFY(proxy.welcomed() > 0);
    QCOMPARE(m_world->secrets().read(address.mid(7)).value(), "open sesame");
}

void BrowserTrustTest::anotherProxyClosesThePages()
{
    test::AnsweringProxy proxy({});
    core::CrawlSpec spec;
    spec.seeds = {u"http://shop.example/"_s};
    spec.proxy = u"http://127.0.0.1:%1"_s.arg(proxy.port());
    m_world->panel().setAsker(spec);
    m_world->panel().openAddress(u"http://shop.example/"_s);
    QTRY_COMPARE_WITH_TIMEOUT(title(), u"through the proxy"_s, patienceMs);
    action(u"browserNewTab"_s)->trigger();
    QCOMPARE(m_world->panel().tabs().count(), 2);
    m_world->panel().setAsker({});
    QSignalSpy told(&m_world->panel(), &ui::BrowserPanel::told);
    QVERIFY(m_world->open(u"/"_s));
    QCOMPARE(m_world->panel().tabs().count(), 1); // nothing of the proxied crawl goes on directly
    QVERIFY(told.value(0).value(0).toString().contains(u"another proxy"_s));
}

void BrowserTrustTest::unusableProxiesAreSaid_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::newRow("SOCKS5 with a user") << u"socks5://ann@127.0.0.1:1080"_s;
    QTest::newRow("the pool") << u"pool"_s;
}

void BrowserTrustTest::unusableProxiesAreSaid()
{
    QFETCH(QString, proxy);
    core::CrawlSpec spec;
    spec.seeds = {m_world->address(u"/"_s)};
    spec.proxy = proxy;
    m_world->panel().setAsker(spec);
    m_world->panel().openAddress(m_world->address(u"/"_s));
    QVERIFY(m_world->find<QWidget>(u"browserProblem"_s)->isVisible());
    QVERIFY(!m_world->panel().isStarted()); // nothing goes out directly instead
}

void BrowserTrustTest::cookiesAreKeptOnRequest()
{
    const QTemporaryDir storage;
    const QString project = u"/somewhere/shop.sluice"_s;
    const auto begin = [&] {
        m_world.reset();
        m_world = std::make_unique<test::BrowserWorld>(pages(), storage.path());
        m_world->panel().setProject(project);
    };
    const auto sent = [&] {
        return m_world->open(u"/"_s) ? m_world->header("/", "Cookie") : QByteArray("the page did not come");
    };
    begin();
    QVERIFY(!action(u"browserKeep"_s)->isChecked());
    QVERIFY(m_world->open(u"/keeps"_s));
    QCOMPARE(sent(), "kept=yes");
    begin(); // in memory alone: gone with the window
    QCOMPARE(sent(), "");
    action(u"browserKeep"_s)->trigger();
    QVERIFY(m_world->open(u"/keeps"_s));
    QCOMPARE(sent(), "kept=yes");
    begin();
    QVERIFY(action(u"browserKeep"_s)->isChecked());
    QCOMPARE(sent(), "kept=yes");
    const QString folder = ui::KeptStorage(storage.path()).folderOf(project);
    QCOMPARE(QDir(storage.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), {QFileInfo(folder).fileName()});
    QVERIFY(QFileInfo::exists(folder + u"/Cookies"_s));
    QCOMPARE(QFileInfo(folder).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther),
             QFileDevice::Permissions());
    m_world->panel().setProject(u"/somewhere/other.sluice"_s);
    QCOMPARE(sent(), "");
    m_world->panel().setProject(project);
    action(u"browserKeep"_s)->trigger(); // taken back
    begin();
    QVERIFY(!action(u"browserKeep"_s)->isChecked());
    QCOMPARE(sent(), "");
    QVERIFY(QDir(storage.path()).isEmpty());
}

void BrowserTrustTest::loginsAreAskedForAndKept()
{
    QVERIFY(m_world->open(u"/"_s));
    m_world->panel().openAddress(m_world->address(u"/secret"_s));
    auto *user = m_world->find<QLineEdit>(u"browserUser"_s);
    QTRY_VERIFY_WITH_TIMEOUT(user->isVisible(), patienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_world->ask(u"document.getElementById('no') !== null"_s).toBool(), patienceMs);
    user->setText(u"ann"_s);
    m_world->find<QLineEdit>(u"browserPassword"_s)->setText(u"pass:word"_s);
    offer()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_world->ask(u"document.getElementById('inside') !== null"_s).toBool(), patienceMs);
    QVERIFY(!user->isVisible());
    const auto kept = m_world->secrets().read(u"login@"_s + m_world->address({}));
    QVERIFY(kept);
    QCOMPARE(*kept, "ann:pass:word");
}

void BrowserTrustTest::aWrongLoginIsAskedForAgain()
{
    (void)m_world->secrets().write(u"login@"_s + m_world->address({}), "ann:wrong");
    m_world->panel().openAddress(m_world->address(u"/secret"_s));
    auto *user = m_world->find<QLineEdit>(u"browserUser"_s);
    QTRY_VERIFY_WITH_TIMEOUT(user->isVisible(), patienceMs);
    QCOMPARE(user->text(), u"ann"_s);
    QVERIFY(m_world->notice().contains(u"not accept"_s));
}

void BrowserTrustTest::theKeychainIsAsked()
{
    m_world->keychain().values.insert(u"login@"_s + m_world->address({}), "ann:pass:word");
    m_world->panel().openAddress(m_world->address(u"/secret"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_world->panel().page() && !m_world->panel().page()->isLoading() &&
                                 m_world->ask(u"document.getElementById('inside') !== null"_s).toBool(),
                             patienceMs);
    QCOMPARE(m_world->notice(), QString());
}

void BrowserTrustTest::loginsAreKeptOnRequest_data()
{
    QTest::addColumn<bool>("isKept");
    QTest::newRow("asked for") << true;
    QTest::newRow("not asked for") << false;
}

void BrowserTrustTest::loginsAreKeptOnRequest()
{
    QFETCH(bool, isKept);
    m_world->panel().openAddress(m_world->address(u"/secret"_s));
    auto *user = m_world->find<QLineEdit>(u"browserUser"_s);
    QTRY_VERIFY_WITH_TIMEOUT(user->isVisible(), patienceMs);
    user->setText(u"ann"_s);
    m_world->find<QLineEdit>(u"browserPassword"_s)->setText(u"pass:word"_s);
    auto *keep = m_world->find<QCheckBox>(u"browserKeepLogin"_s);
    QVERIFY(keep->isVisible() && !keep->isChecked());
    keep->setChecked(isKept);
    offer()->click();
    QTRY_VERIFY_WITH_TIMEOUT(m_world->ask(u"document.getElementById('inside') !== null"_s).toBool(), patienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_world->keychain().values.size(), isKept ? 1 : 0, patienceMs);
}

SLUICE_BROWSER_TEST_MAIN(BrowserTrustTest)
#include "tst_browsertrust.moc"
