// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/browserjoin.h"
#include "app/desktop/demorun.h"
#include "app/desktop/options.h"
#include "app/desktop/screenshots.h"
#include "app/desktop/services.h"
#include "app/desktop/translations.h"
#include "core/exporting/csv.h"
#include "ui/jobs/jobspanel.h"
#include "ui/main/workspace.h"
#include "ui/widgets/elidedlabel.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// What the program `sluice` adds to the window: options, the demo, pictures of all screens, translations.
class DesktopTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void options_data();
    void options();
    void wrongOptions_data();
    void wrongOptions();
    void demoAddresses_data();
    void demoAddresses();
    void theDemoWritesItsTwoFilesAndSaysSo();
    void everyScreenIsPictured();
    void theWindowFitsSmallDisplays();
    void pluralsAreRight();
};

void DesktopTest::init()
{
    // But for what the offscreen platform says of windows, and Chromium of graphics that are switched off.
    static const QRegularExpression others(
        u"^(?!This plugin does not support propagateSizeHints|No suitable graphics backend found)"_s);
    QTest::failOnWarning(others);
}

void DesktopTest::options_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("project");
    QTest::addColumn<bool>("isDemo");
    QTest::addColumn<QString>("screenshots");
    QTest::newRow("nothing") << QStringList() << QString() << false << QString();
    QTest::newRow("a project") << QStringList{u"/data/x.sluice"_s} << u"/data/x.sluice"_s << false << QString();
    QTest::newRow("the demo") << QStringList{u"--demo"_s} << QString() << true << QString();
    QTest::newRow("pictures") << QStringList{u"--screenshots"_s, u"out"_s} << QString() << false << u"out"_s;
    QTest::newRow("a report") << QStringList{u"--detection-report"_s, u"r.JSON"_s} << QString() << false << QString();
    QTest::newRow("pictures, one word") << QStringList{u"--screenshots=out"_s} << QString() << false << u"out"_s;
}

void DesktopTest::options()
{
    QFETCH(QStringList, arguments);
    const auto options = app::parseOptions(QStringList{u"sluice"_s} + arguments);
    QVERIFY(options);
    QTEST(options->project, "project");
    QTEST(options->isDemo, "isDemo");
    QTEST(options->screenshots, "screenshots");
    QCOMPARE(options->detectionReport, arguments.contains(u"r.JSON"_s) ? u"r.JSON"_s : QString());
    QVERIFY(options->help.isEmpty());
}

void DesktopTest::wrongOptions_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("an unknown option") << QStringList{u"--fast"_s};
    QTest::newRow("two projects") << QStringList{u"a.sluice"_s, u"b.sluice"_s};
    QTest::newRow("pictures to nowhere") << QStringList{u"--screenshots"_s};
    QTest::newRow("pictures to an empty name") << QStringList{u"--screenshots="_s};
    QTest::newRow("a report to nowhere") << QStringList{u"--detection-report"_s};
    QTest::newRow("a report to an empty name") << QStringList{u"--detection-report="_s};
    QTest::newRow("a report of another kind") << QStringList{u"--detection-report"_s, u"r.xlsx"_s};
}

void DesktopTest::wrongOptions()
{
    QFETCH(QStringList, arguments);
    const auto options = app::parseOptions(QStringList{u"sluice"_s} + arguments);
    QVERIFY(!options);
    QVERIFY(!options.error().detail.isEmpty());
}

void DesktopTest::demoAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isDemo");
    QTest::newRow("the usual one") << u"http://127.0.0.1:27183/"_s << true;
    QTest::newRow("a page of it") << u"http://127.0.0.1:27183/category/toys"_s << true;
    QTest::newRow("another port") << u"http://127.0.0.1:8000/"_s << false;
    QTest::newRow("another host") << u"http://example.com:27183/"_s << false;
}

void DesktopTest::demoAddresses()
{
    QFETCH(QString, address);
    QTEST(app::DemoServer::isDemoAddress(address), "isDemo");
}

void DesktopTest::theDemoWritesItsTwoFilesAndSaysSo()
{
    const QTemporaryDir folder;
    app::Services services(*qApp, folder.filePath(u"s.ini"_s));
    app::DemoRun demo(services.window(), services.engine(), folder.path());
    services.window().show();
    QSignalSpy written(&demo, &app::DemoRun::written);
    Q_EMIT services.window().demoRequested();
    QTRY_COMPARE_WITH_TIMEOUT(written.count(), 1, 120'000);
    const core::DemoFigures figures;
    const ui::Job job = services.window().workspace().jobs().model().jobs().first();
    QCOMPARE(job.failed, figures.brokenLinks);
    QVERIFY(job.done > figures.items);
    QFile csv(folder.filePath(u"demo.csv"_s));
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const auto records = core::parseCsv(csv.readAll());
    QVERIFY(records);
    QCOMPARE(records->size() - 1, job.rows);
    QVERIFY(QFile::exists(folder.filePath(u"demo.sluice"_s)));
    const auto *message = services.window().findChild<ui::ElidedLabel *>(u"statusMessage"_s);
    QVERIFY2(message->text().contains(u"demo.csv"_s), qUtf8Printable(message->text()));
}

void DesktopTest::everyScreenIsPictured()
{
    const QTemporaryDir folder;
    app::Services services(*qApp, folder.filePath(u"s.ini"_s));
    app::Screenshots shots(services, folder.filePath(u"shots"_s));
    QSignalSpy finished(&shots, &app::Screenshots::finished);
    shots.start();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 200'000);
    QCOMPARE(finished.first().first().toString(), QString());
    const QDir pictures(folder.filePath(u"shots"_s));
    const QStringList names = pictures.entryList({u"*.png"_s}, QDir::Files);
    QVERIFY2(names.size() >= 36, qPrintable(QString::number(names.size())));
    for (const QString &name : names) {
        if (!name.endsWith("-light.png"_L1))
            continue;
        const QImage light(pictures.filePath(name));
        const QImage dark(pictures.filePath(name.chopped(10) + u"-dark.png"_s));
        QVERIFY2(!light.isNull() && !dark.isNull(), qPrintable(name));
        QVERIFY2(light.pixelColor(2, 2).lightness() > 200, qPrintable(name));
        QVERIFY2(dark.pixelColor(2, 2).lightness() < 60, qPrintable(name));
    }
    // The browser shows a page, which keeps its own colours; a program built without it leaves it out.
    const QImage browser(pictures.filePath(u"browser-dark.png"_s));
    QCOMPARE(browser.isNull(), services.window().findChild<QAction *>(u"showBrowser"_s) == nullptr);
    QVERIFY(browser.isNull() || browser.pixelColor(2, browser.height() * 3 / 4).lightness() > 200);
}

void DesktopTest::theWindowFitsSmallDisplays()
{
    const QTemporaryDir folder;
    app::Services services(*qApp, folder.filePath(u"sluice.ini"_s));
    ui::MainWindow &window = services.window();
    window.session().open(folder.filePath(u"p.sluice"_s), core::Project::Mode::OpenOrCreate);
    QTRY_VERIFY_WITH_TIMEOUT(window.session().isOpen(), 30'000);
    window.show();
    const QSize least = window.minimumSizeHint();
    QVERIFY2(least.height() <= 680, qPrintable(QString::number(least.height())));
    QVERIFY2(least.width() <= 1'024, qPrintable(QString::number(least.width())));
}

void DesktopTest::pluralsAreRight()
{
    app::installTranslations(*qApp);
    const auto rows = [](int count) {
        return QCoreApplication::translate("sluice::ui::ResultsPanel", "%Ln row(s)", nullptr, count);
    };
    QCOMPARE(rows(1), u"1 row"_s);
    QCOMPARE(rows(2), u"2 rows"_s);
    QCOMPARE(rows(0), u"0 rows"_s);
}

int main(int argc, char **argv)
{
    qputenv("QTWEBENGINE_CHROMIUM_FLAGS", "--disable-gpu --disable-dev-shm-usage");
    app::prepareBrowser();
    QApplication application(argc, argv);
    DesktopTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_desktop.moc"
