// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/jobfile.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/crawl/crawldialog.h"
#include "ui/widgets/callout.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace sluice;

Q_DECLARE_METATYPE(sluice::core::CrawlSpec)

class CrawlDialogTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void typingAnAddressAndEnterStarts();
    void theProjectIsNamedAfterTheHost();
    void anEmptyDialogSaysWhatIsMissing();
    void errorsStandNextToTheirFields_data();
    void errorsStandNextToTheirFields();
    void startingShowsThePageWithTheError();
    void everyFieldComesBackAsItWas();
    void methodAndBodyGoThroughTheDialog();
    void aJobFileGoesThroughTheDialogUnchanged();
    void aBrokenJobFileIsRefusedWithItsReason();
    void boldSettingsAreVisible();
    void aPresetOfAnotherCrawlerWarns();
    void controlPageKeysTurnThePages();
    void theWheelScrollsAndChangesNothing();

private:
    template <typename T>
    static T *find(ui::CrawlDialog &dialog, const QString &name)
    {
        T *widget = dialog.findChild<T *>(name);
        if (!widget)
            qFatal("no widget is called %s", qUtf8Printable(name));
        return widget;
    }
    static core::CrawlSpec unusualSpec();

    QTemporaryDir m_folder;
};

core::CrawlSpec CrawlDialogTest::unusualSpec()
{
    core::CrawlSpec spec;
    spec.name = u"Everything"_s;
    spec.seeds = {u"https://a.example/"_s, u"http://b.example:8080/x?y=z"_s};
    spec.scope = core::ScopeKind::Folder;
    spec.renderMode = core::RenderMode::Auto;
    spec.renderWait = core::RenderWait::Selector;
    spec.renderSelector = u"#late"_s;
    spec.renderWaitMs = 1'234;
    spec.isRenderScrolled = true;
    spec.renderClickSelector = u"button.more"_s;
    spec.renderClicks = 7;
    spec.areRenderImagesBlocked = false;
    spec.areRenderTrackersBlocked = false;
    spec.include = {u"/item/\\d+"_s, u"^https:"_s};
    spec.exclude = {u"logout"_s};
    spec.maximumDepth = 0;
    spec.maximumPages = qint64(5'000'000'000);
    spec.concurrency = 150;
    spec.perHost = 3;
    spec.delayMs = 1'250;
    spec.isAdaptive = false;
    spec.isRobotsObeyed = false;
    spec.robotsToken = u"Other-Bot"_s;
    spec.isSitemapsUsed = true;
    spec.sitemaps = {u"https://a.example/map.xml"_s, u"https://cdn.example/pages.xml.gz"_s};
    spec.connectTimeoutMs = 1'234;
    spec.timeoutMs = 61'007;
    spec.maximumBodyBytes = 1'234'567;
    spec.maximumRedirects = 3;
    spec.retries = 0;
    spec.userAgents = {u"chrome"_s, u"Own/1.0 (test)"_s};
    spec.headers = {{u"Accept-Language"_s, u"de"_s}, {u"Authorization"_s, u"secret:token"_s}};
    spec.cookies = {{u"session"_s, u"shop-session"_s, u"a.example"_s}};
    spec.logins = {{u"a.example:8443"_s, u"ann@a.example"_s}};
    spec.contentTypes = {u"text/html"_s, u"image/*"_s};
    spec.proxy = u"socks5://me@127.0.0.1:1080"_s;
    spec.caFile = u"/etc/ssl/own.pem"_s;
    spec.insecureHosts = {u"old.example"_s};
    spec.rowRule = u"css:li.item"_s;
    spec.nextRule = u"css:a[rel=next]"_s;
    spec.detailRule = u"css:a@href"_s;
    spec.fields = {{u"name"_s, u"css:b |> trim"_s, core::ColumnType::Text, true, {}, false, {}},
                   {u"price, net"_s, u"css:.price"_s, core::ColumnType::Price, false, u"0"_s, false, {}},
                   {u"tags"_s, u"css:.tag"_s, core::ColumnType::Text, false, {}, true, u" / "_s}};
    spec.detailFields = {{u"sku"_s, u"re:sku=(\\d+)"_s, core::ColumnType::Number, false, {}, false, {}}};
    spec.keyFields = {u"name"_s, u"price, net"_s};
    spec.numberedPages = {u"https://a.example/list?page={page}"_s, 0, 40, 20};
    spec.isBodyKept = true;
    spec.images = {{u"url"_s, u"/pictures"_s}};
    return spec;
}

void CrawlDialogTest::typingAnAddressAndEnterStarts()
{
    ui::CrawlDialog dialog({{}, m_folder.path()});
    dialog.show();
    QSignalSpy started(&dialog, &ui::CrawlDialog::startRequested);
    auto *address = find<QLineEdit>(dialog, u"seedField"_s);
    QTest::keyClicks(address, u"example.com/shop/"_s);
    QTest::keyClick(address, Qt::Key_Return);
    QCOMPARE(started.count(), 1);
    const auto spec = started.first().first().value<core::CrawlSpec>();
    core::CrawlSpec expected;
    expected.name = u"example.com"_s;
    expected.seeds = {u"https://example.com/shop/"_s};
    QCOMPARE(spec, expected);
    QCOMPARE(started.first().at(1).toString(), m_folder.filePath(u"example.com.sluice"_s));
}

void CrawlDialogTest::theProjectIsNamedAfterTheHost()
{
    ui::CrawlDialog dialog({{}, m_folder.path()});
    auto *address = find<QLineEdit>(dialog, u"seedField"_s);
    auto *project = find<QLineEdit>(dialog, u"projectField"_s);
    address->setText(u"http://[::1]:8000/"_s);
    QCOMPARE(dialog.projectPath(), m_folder.filePath(u"-1-.sluice"_s));
    project->selectAll();
    QTest::keyClicks(project, u"mine.sluice"_s);
    address->setText(u"http://other.example/"_s);
    QCOMPARE(dialog.projectPath(), m_folder.filePath(u"mine.sluice"_s));
    ui::CrawlDialog inProject({u"/data/open.sluice"_s, m_folder.path()});
    QCOMPARE(inProject.projectPath(), u"/data/open.sluice"_s);
    QVERIFY(!find<QLineEdit>(inProject, u"projectField"_s)->isEnabled());
}

void CrawlDialogTest::anEmptyDialogSaysWhatIsMissing()
{
    ui::CrawlDialog dialog({{}, m_folder.path()});
    dialog.show();
    QSignalSpy started(&dialog, &ui::CrawlDialog::startRequested);
    auto *error = find<QLabel>(dialog, u"seedFieldError"_s);
    QVERIFY(error->isHidden()); // nothing is wrong before one has begun
    find<QPushButton>(dialog, u"startCrawl"_s)->click();
    QCOMPARE(started.count(), 0);
    QVERIFY(!error->isHidden());
    QVERIFY(!error->text().isEmpty());
}

void CrawlDialogTest::errorsStandNextToTheirFields_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part");
    QTest::newRow("an address that is none") << u"seedField"_s << u"nothing at all"_s << u"xpected"_s;
    QTest::newRow("a scheme that is not fetched") << u"seedField"_s << u"ftp://example.com/"_s << u"http"_s;
    QTest::newRow("a further sitemap names its line")
        << u"moreSitemaps"_s << u"ok.example/a.xml\nftp://b"_s << u"Line 2"_s;
    QTest::newRow("a further address names its line") << u"moreSeeds"_s << u"ok.example\nnot ok"_s << u"Line 2"_s;
    QTest::newRow("a broken pattern") << u"includeField"_s << u"("_s << u"Line 1"_s;
    QTest::newRow("a broken exclude pattern") << u"excludeField"_s << u"a\n[b"_s << u"Line 2"_s;
    QTest::newRow("a robots token with a space") << u"robotsTokenField"_s << u"My Bot"_s << u"xpected"_s;
    QTest::newRow("a proxy with a password") << u"proxyField"_s << u"http://me:pw@proxy:1"_s << u"xpected"_s;
    QTest::newRow("a media type that is none") << u"typesField"_s << u"html"_s << u"Line 1"_s;
    QTest::newRow("images without a folder") << u"imagesField"_s << u"url=a\nurl"_s << u"Line 2, folder"_s;
    QTest::newRow("images of a column that is not there") << u"imagesField"_s << u"photo=a"_s << u"no column"_s;
    QTest::newRow("a row selector") << u"rowRuleField"_s << u"css:li["_s << u"osition"_s;
    QTest::newRow("a next-page selector") << u"nextRuleField"_s << u"meta:next"_s << u"osition"_s;
    QTest::newRow("a detail link") << u"detailRuleField"_s << u"css:a[@href"_s << u"osition"_s;
    QTest::newRow("a key that is no column") << u"keysField"_s << u"nothing"_s << u"no such field"_s;
    QTest::newRow("numbered pages without a number")
        << u"numberedPagesField"_s << u"https://a.example/"_s << u"{page}"_s;
    QTest::newRow("a host that is an address") << u"insecureField"_s << u"http://x/"_s << u"Line 1"_s;
}

void CrawlDialogTest::errorsStandNextToTheirFields()
{
    QFETCH(QString, field);
    QFETCH(QString, text);
    QFETCH(QString, part);
    ui::CrawlDialog dialog({{}, m_folder.path()});
    core::CrawlSpec spec;
    spec.seeds = {u"https://example.com/"_s};
    dialog.load(spec);
    auto *error = find<QLabel>(dialog, field + u"Error"_s);
    QVERIFY(error->text().isEmpty());
    if (auto *line = dialog.findChild<QLineEdit *>(field))
        line->setText(text);
    else
        find<QPlainTextEdit>(dialog, field)->setPlainText(text);
    QTRY_VERIFY2(error->text().contains(part), qUtf8Printable(error->text()));
    QSignalSpy started(&dialog, &ui::CrawlDialog::startRequested);
    find<QPushButton>(dialog, u"startCrawl"_s)->click();
    QCOMPARE(started.count(), 0);
}

void CrawlDialogTest::startingShowsThePageWithTheError()
{
    ui::CrawlDialog dialog({{}, m_folder.path()});
    dialog.show();
    auto *pages = find<QListWidget>(dialog, u"crawlPages"_s);
    find<QLineEdit>(dialog, u"seedField"_s)->setText(u"example.com"_s);
    find<QPlainTextEdit>(dialog, u"excludeField"_s)->setPlainText(u"("_s);
    QCOMPARE(pages->currentRow(), 0);
    find<QPushButton>(dialog, u"startCrawl"_s)->click();
    QCOMPARE(pages->currentRow(), 1);
    QTRY_VERIFY(find<QPlainTextEdit>(dialog, u"excludeField"_s)->hasFocus());
}

void CrawlDialogTest::everyFieldComesBackAsItWas()
{
    ui::CrawlDialog dialog({{}, m_folder.path()});
    QCOMPARE(dialog.spec(), core::CrawlSpec());
    dialog.load(unusualSpec());
    QCOMPARE(dialog.spec(), unusualSpec());
    dialog.load({});
    QCOMPARE(dialog.spec(), core::CrawlSpec());
}

void CrawlDialogTest::methodAndBodyGoThroughTheDialog()
{
    core::CrawlSpec spec;
    spec.seeds = {u"https://a.example/"_s};
    spec.seedMethod = u"PATCH"_s;
    spec.seedContent = u"name=value&other=ü\n"_s;
    ui::CrawlDialog dialog({{}, m_folder.path()});
    dialog.load(spec);
    QCOMPARE(dialog.spec(), spec);
    auto *method = find<QComboBox>(dialog, u"methodField"_s);
    auto *body = find<QPlainTextEdit>(dialog, u"contentField"_s);
    method->setCurrentText(u" post "_s);
    QCOMPARE(dialog.spec().seedMethod, u"POST"_s);
    method->setCurrentText(u"GET"_s);
    QVERIFY(body->isEnabled()); // what was typed stays to be seen, and is refused
    body->clear();
    method->setCurrentText(u"HEAD"_s);
    QVERIFY(!body->isEnabled());
}

void CrawlDialogTest::aJobFileGoesThroughTheDialogUnchanged()
{
    const QString first = m_folder.filePath(u"first.json"_s);
    const QString second = m_folder.filePath(u"second.json"_s);
    QVERIFY(core::saveJob(unusualSpec(), first));
    ui::CrawlDialog dialog({{}, m_folder.path()});
    dialog.loadJobFile(first);
    QTRY_COMPARE(dialog.spec(), unusualSpec());
    dialog.saveJobFile(second);
    QTRY_VERIFY(QFile::exists(second));
    QFile before(first);
    QFile after(second);
    QVERIFY(before.open(QIODevice::ReadOnly) && after.open(QIODevice::ReadOnly));
    QCOMPARE(after.readAll(), before.readAll());
}

void CrawlDialogTest::aBrokenJobFileIsRefusedWithItsReason()
{
    const QString path = m_folder.filePath(u"broken.json"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"version":1,"seeds":["https://a.example/"],"speed":{"concurrency":"many"}})");
    file.close();
    ui::CrawlDialog dialog({{}, m_folder.path()});
    dialog.show();
    dialog.loadJobFile(path);
    auto *notice = find<QLabel>(dialog, u"notificationText"_s);
    QTRY_VERIFY2(notice->text().contains(u"speed.concurrency"_s), qUtf8Printable(notice->text()));
    QCOMPARE(dialog.spec(), core::CrawlSpec());
}

void CrawlDialogTest::boldSettingsAreVisible()
{
    ui::CrawlDialog dialog({{}, m_folder.path()});
    auto *verdict = find<ui::Callout>(dialog, u"speedVerdict"_s);
    const QString polite = verdict->text();
    find<QSpinBox>(dialog, u"perHostField"_s)->setValue(64);
    QVERIFY(verdict->text() != polite);
    QVERIFY2(verdict->text().contains(u"64"_s), qUtf8Printable(verdict->text()));
    auto *pages = find<QListWidget>(dialog, u"crawlPages"_s);
    QTRY_VERIFY(!pages->item(2)->toolTip().isEmpty());
    find<QPushButton>(dialog, u"politeButton"_s)->click();
    QCOMPARE(verdict->text(), polite);
    QCOMPARE(dialog.spec().perHost, core::CrawlSpec().perHost);
}

void CrawlDialogTest::aPresetOfAnotherCrawlerWarns()
{
    ui::CrawlDialog dialog({{}, m_folder.path()});
    auto *warning = find<ui::Callout>(dialog, u"agentWarning"_s);
    auto *agent = find<QComboBox>(dialog, u"agentField"_s);
    QCOMPARE(agent->currentText(), u"sluice"_s);
    QVERIFY(warning->text().isEmpty());
    agent->setCurrentText(u"googlebot"_s);
    QVERIFY(warning->text().contains(u"googlebot"_s));
    agent->setCurrentText(u"chrome"_s);
    QVERIFY(warning->text().isEmpty());
}

void CrawlDialogTest::controlPageKeysTurnThePages()
{
    ui::CrawlDialog dialog({{}, m_folder.path()});
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *pages = find<QListWidget>(dialog, u"crawlPages"_s);
    QTest::keyClick(&dialog, Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(pages->currentRow(), 1);
    QTest::keyClick(&dialog, Qt::Key_PageUp, Qt::ControlModifier);
    QTest::keyClick(&dialog, Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(pages->currentRow(), 0);
}

void CrawlDialogTest::theWheelScrollsAndChangesNothing()
{
    ui::CrawlDialog dialog({{}, m_folder.path()});
    dialog.show();
    dialog.showPage(2);
    auto *perHost = find<QSpinBox>(dialog, u"perHostField"_s);
    perHost->clearFocus();
    const int before = perHost->value();
    const auto turn = [perHost] {
        QWheelEvent wheel(QPointF(5, 5), perHost->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, 120), Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(perHost, &wheel);
    };
    turn();
    QCOMPARE(perHost->value(), before);
    perHost->setFocus();
    QTRY_VERIFY(perHost->hasFocus());
    turn();
    QCOMPARE(perHost->value(), before + 1);
}

QTEST_MAIN(CrawlDialogTest)
#include "tst_crawldialog.moc"
