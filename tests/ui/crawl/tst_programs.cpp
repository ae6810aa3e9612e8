// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerpool.h"
#include "tests/core/extract/workertesting.h"
#include "tests/ui/support/screenwarnings.h"
#include "ui/crawl/crawldialog.h"

#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

Q_DECLARE_METATYPE(sluice::core::CrawlSpec)

/// What the New crawl dialog says of scripts, plug-ins and json: programs before a crawl starts.
class ProgramsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnScreenWarnings(); }
    void faultsStandNextToTheirFields_data();
    void faultsStandNextToTheirFields();
    void goodOnesStart_data();
    void goodOnesStart();
    void aPlugInThatIsMendedStarts();
    void theLastTextCounts();

private:
    static core::CrawlSpec scripted(const QString &script, const QString &plugin = {})
    {
        core::CrawlSpec spec;
        spec.seeds = {u"https://example.com/"_s};
        spec.script = script;
        spec.plugin = plugin;
        return spec;
    }
    static core::CrawlSpec queried(const QString &program)
    {
        core::CrawlSpec spec = scripted({});
        spec.fields = {{u"title"_s, u"css:h1"_s, core::ColumnType::Text, false, {}, false, {}},
                       {u"n"_s, u"json:"_s + program, core::ColumnType::Number, false, {}, false, {}}};
        return spec;
    }
    [[nodiscard]] ui::CrawlDialogPlace place() const { return {{}, m_folder.path(), m_workers}; }

    QTemporaryDir m_folder;
    std::shared_ptr<core::WorkerPool> m_workers = std::make_shared<core::WorkerPool>(test::poolOptions(1));
};

void ProgramsTest::faultsStandNextToTheirFields_data()
{
    QTest::addColumn<core::CrawlSpec>("spec");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("part");
    QTest::newRow("a script that does not compile")
        << scripted(u"function parse(page) {\n  return [;\n}"_s) << u"scriptFrameError"_s << u"line 2"_s;
    QTest::newRow("a script without parse") << scripted(u"var a = 1;"_s) << u"scriptFrameError"_s << u"parse"_s;
    QTest::newRow("a plug-in that is not there")
        << scripted({}, u"/nowhere/none.so"_s) << u"pluginFieldError"_s << u"none.so"_s;
    QTest::newRow("a jq program that does not compile")
        << queried(u".a | nosuch"_s) << u"fieldsTableEditorError"_s << u"Line 2: n: "_s;
}

void ProgramsTest::faultsStandNextToTheirFields()
{
    QFETCH(core::CrawlSpec, spec);
    QFETCH(QString, label);
    QFETCH(QString, part);
    ui::CrawlDialog dialog(place());
    dialog.show();
    dialog.load(spec);
    auto *error = dialog.findChild<QLabel *>(label);
    QVERIFY(error);
    QTRY_VERIFY2(error->text().contains(part, Qt::CaseInsensitive), qUtf8Printable(error->text()));
    QSignalSpy started(&dialog, &ui::CrawlDialog::startRequested);
    auto *start = dialog.findChild<QPushButton *>(u"startCrawl"_s);
    start->click();
    QTRY_VERIFY(start->isEnabled());
    QCOMPARE(started.count(), 0);
    QCOMPARE(dialog.findChild<QListWidget *>(u"crawlPages"_s)->currentRow(), int(ui::CrawlDialog::ExtractionTab));
    QVERIFY2(error->text().contains(part, Qt::CaseInsensitive), qUtf8Printable(error->text()));
}

void ProgramsTest::goodOnesStart_data()
{
    QTest::addColumn<core::CrawlSpec>("spec");
    QTest::newRow("a script") << scripted(u"function parse(page) { return []; }"_s);
    QTest::newRow("a script that fails on an empty page")
        << scripted(u"function parse(page) { return page.css('h1')[0].text; }"_s);
    QTest::newRow("a plug-in") << scripted({}, test::pluginPath("plugin_example"));
    QTest::newRow("a jq program") << queried(u".a"_s);
    QTest::newRow("no program") << scripted({});
}

void ProgramsTest::goodOnesStart()
{
    QFETCH(core::CrawlSpec, spec);
    ui::CrawlDialog dialog(place());
    QSignalSpy started(&dialog, &ui::CrawlDialog::startRequested);
    dialog.show();
    dialog.load(spec);
    auto *start = dialog.findChild<QPushButton *>(u"startCrawl"_s);
    start->click(); // at once: what is not known yet is waited for
    QTRY_COMPARE(started.count(), 1);
    QVERIFY(start->isEnabled());
    spec.name = u"example.com"_s;
    QCOMPARE(started.first().first().value<core::CrawlSpec>(), spec);
}

void ProgramsTest::aPlugInThatIsMendedStarts()
{
    const QString path = m_folder.filePath(u"own.so"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("no library");
    file.close();
    ui::CrawlDialog dialog(place());
    QSignalSpy started(&dialog, &ui::CrawlDialog::startRequested);
    dialog.show();
    dialog.load(scripted({}, path));
    auto *error = dialog.findChild<QLabel *>(u"pluginFieldError"_s);
    QTRY_VERIFY(!error->text().isEmpty());
    QVERIFY(QFile::remove(path) && QFile::copy(test::pluginPath("plugin_example"), path));
    dialog.findChild<QPushButton *>(u"startCrawl"_s)->click();
    QTRY_COMPARE(started.count(), 1);
    QVERIFY(error->text().isEmpty());
}

void ProgramsTest::theLastTextCounts()
{
    ui::CrawlDialog dialog(place());
    dialog.show();
    dialog.load(queried(u".a | nosuch"_s)); // still being tried …
    dialog.load(queried(u".a"_s));          // … when it is another
    auto *error = dialog.findChild<QLabel *>(u"fieldsTableEditorError"_s);
    QSignalSpy started(&dialog, &ui::CrawlDialog::startRequested);
    dialog.findChild<QPushButton *>(u"startCrawl"_s)->click();
    QTRY_COMPARE(started.count(), 1);
    QVERIFY(error->text().isEmpty());
}

QTEST_MAIN(ProgramsTest)
#include "tst_programs.moc"
