// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/projectreader.h"
#include "tests/ui/batch/batchdialogcase.h"
#include "tests/ui/support/sampleproject.h"
#include "ui/batch/wrongaddressesmodel.h"
#include "ui/widgets/callout.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace sluice;
using test::Kind;

class AddressesPageTest final : public QObject, private test::BatchDialogCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { prepare(); }
    void eachSourceGivesItsList_data();
    void eachSourceGivesItsList();
    void aCrawlsRowsGiveTheirColumn();
    void aPatternIsPreviewedAsItIsTyped();
    void wrongLinesAreToldAndMayBeLeftOut();
    void duplicatesAreCountedAndByChoiceKept();
    void aHundredThousandAddressesComeBack();
    void theModelOfWrongLinesIsOne();
};

void AddressesPageTest::eachSourceGivesItsList_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << int(Kind::Text) << u"listField"_s << QByteArray("a.example/1\n\n# no\na.example/2");
    QTest::newRow("a file") << int(Kind::File) << u"listFileField"_s << QByteArray("a.example/1\r\na.example/2\r\n");
    QTest::newRow("a CSV column") << int(Kind::Csv) << u"csvPathField"_s
                                  << QByteArray("name;url\nx;a.example/1\ny;a.example/2\n");
    QTest::newRow("a pattern") << int(Kind::Pattern) << u"patternField"_s << QByteArray("a.example/[1-2]");
}

void AddressesPageTest::eachSourceGivesItsList()
{
    QFETCH(int, kind);
    QFETCH(QString, field);
    QFETCH(QByteArray, content);
    ui::BatchDialog dialog(context());
    dialog.show();
    choose(dialog, Kind(kind));
    const bool isFile = Kind(kind) == Kind::File || Kind(kind) == Kind::Csv;
    const QString text = isFile ? write(content) : QString::fromUtf8(content);
    if (auto *line = dialog.findChild<QLineEdit *>(field)) {
        QVERIFY(line->isVisible());
        line->setText(text);
    } else {
        find<QPlainTextEdit>(dialog, field)->setPlainText(text);
    }
    QTRY_COMPARE(dialog.spec().crawl.seeds, (QStringList{u"https://a.example/1"_s, u"https://a.example/2"_s}));
    const auto *summary = find<ui::Callout>(dialog, u"listSummary"_s);
    QVERIFY2(summary->text().startsWith(u"2 "_s), qUtf8Printable(summary->text()));
    choose(dialog, Kind(kind) == Kind::Text ? Kind::File : Kind::Text);
    QTRY_VERIFY(dialog.spec().crawl.seeds.isEmpty()); // another source has its own list
}

void AddressesPageTest::aCrawlsRowsGiveTheirColumn()
{
    test::SampleProject project(m_folder->filePath(u"sample.sluice"_s));
    project.addRows(25);
    const auto reader = core::ProjectReader::open(project.path());
    QVERIFY(reader);
    ui::BatchDialog dialog({*m_settings, project.path(), (*reader)->crawls().value()});
    dialog.show();
    choose(dialog, Kind::Rows);
    auto *column = find<QComboBox>(dialog, u"rowsColumnBox"_s);
    QTRY_COMPARE(column->currentText(), u"url"_s);
    QTRY_COMPARE(dialog.spec().crawl.seeds.size(), 25);
    QCOMPARE(dialog.spec().crawl.seeds.first(), u"https://shop.example/page/1"_s);
    column->setCurrentText(u"title"_s);
    auto *faults = find<QTableView>(dialog, u"wrongLinesTable"_s);
    QTRY_COMPARE(faults->model()->rowCount(), 25);
    QVERIFY(faults->isVisible());
    QCOMPARE(faults->model()->headerData(0, Qt::Horizontal).toString(), u"Row"_s);
    QVERIFY(dialog.spec().crawl.seeds.isEmpty());
}

void AddressesPageTest::aPatternIsPreviewedAsItIsTyped()
{
    ui::BatchDialog dialog(context());
    choose(dialog, Kind::Pattern);
    auto *pattern = find<QLineEdit>(dialog, u"patternField"_s);
    const auto isShown = [&](const QString &part) {
        const QList<QLabel *> labels = pattern->parentWidget()->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&](const QLabel *label) { return label->text().contains(part); });
    };
    pattern->setText(u"example.org/page/[001-250]"_s);
    QVERIFY(isShown(u"250 "_s));
    QVERIFY(isShown(u"https://example.org/page/001 … https://example.org/page/250"_s));
    auto *error = find<QLabel>(dialog, u"patternFieldError"_s);
    QVERIFY(error->text().isEmpty());
    pattern->setText(u"example.org/[1-"_s);
    QVERIFY2(error->text().contains(u"osition 13"_s), qUtf8Printable(error->text()));
    pattern->setText(u"example.org/[0-1000000]"_s);
    QVERIFY2(error->text().contains(QLocale().toString(1'000'001)), qUtf8Printable(error->text()));
    QSignalSpy started(&dialog, &ui::BatchDialog::startRequested);
    auto *start = find<QPushButton>(dialog, u"startBatch"_s);
    start->click();
    QTRY_VERIFY(start->isEnabled());
    QVERIFY(!error->text().isEmpty());
    QCOMPARE(started.count(), 0);
}

void AddressesPageTest::wrongLinesAreToldAndMayBeLeftOut()
{
    ui::BatchDialog dialog(context());
    dialog.show();
    find<QPlainTextEdit>(dialog, u"listField"_s)->setPlainText(u"a.example\n\nno\nb.example\nftp://c.example/"_s);
    auto *faults = find<QTableView>(dialog, u"wrongLinesTable"_s);
    QTRY_VERIFY(faults->isVisible());
    QCOMPARE(faults->model()->rowCount(), 2);
    QCOMPARE(faults->model()->index(0, 0).data().toInt(), 3);
    QCOMPARE(faults->model()->index(0, 1).data().toString(), u"no"_s);
    QVERIFY(!faults->model()->index(0, 2).data().toString().isEmpty());
    QCOMPARE(faults->model()->index(1, 0).data().toInt(), 5);
    QSignalSpy started(&dialog, &ui::BatchDialog::startRequested);
    find<QPushButton>(dialog, u"startBatch"_s)->click();
    QCOMPARE(started.count(), 0);
    auto *error = find<QLabel>(dialog, u"leaveWrongBoxError"_s);
    QVERIFY2(error->text().contains(u"2 "_s), qUtf8Printable(error->text()));
    find<QCheckBox>(dialog, u"leaveWrongBox"_s)->setChecked(true);
    find<QPushButton>(dialog, u"startBatch"_s)->click();
    QCOMPARE(started.count(), 1);
    QCOMPARE(started.first().first().value<core::BatchSpec>().crawl.seeds.size(), 2);
}

void AddressesPageTest::duplicatesAreCountedAndByChoiceKept()
{
    ui::BatchDialog dialog(context());
    find<QPlainTextEdit>(dialog, u"listField"_s)->setPlainText(u"a.example\nb.example\nhttps://A.example/"_s);
    const auto *summary = find<ui::Callout>(dialog, u"listSummary"_s);
    QTRY_VERIFY2(summary->text().contains(u"1 duplicate"_s), qUtf8Printable(summary->text()));
    QCOMPARE(dialog.spec().crawl.seeds.size(), 2);
    find<QCheckBox>(dialog, u"repeatsBox"_s)->setChecked(false);
    QTRY_COMPARE(dialog.spec().crawl.seeds.size(), 3);
    QVERIFY(summary->text().contains(u"1 duplicate"_s));
}

void AddressesPageTest::aHundredThousandAddressesComeBack()
{
    core::BatchSpec spec;
    for (int i = 0; i < 100'000; ++i)
        spec.crawl.seeds.append(u"https://a.example/item/%1"_s.arg(i));
    ui::BatchDialog dialog(context());
    dialog.show();
    QElapsedTimer watch;
    watch.start();
    dialog.setSpec(spec);
    QCOMPARE(dialog.spec().crawl.seeds.size(), 100'000);
    qInfo("100,000 addresses taken over in %lld ms", watch.elapsed());
    QVERIFY(find<QLineEdit>(dialog, u"givenField"_s)->isVisible());
    QSignalSpy started(&dialog, &ui::BatchDialog::startRequested);
    watch.restart();
    find<QPushButton>(dialog, u"startBatch"_s)->click();
    qInfo("Start answered in %lld ms", watch.elapsed());
    QTRY_COMPARE_WITH_TIMEOUT(started.count(), 1, 60'000);
    QCOMPARE(started.first().first().value<core::BatchSpec>().crawl.seeds, spec.crawl.seeds);
    spec.crawl.seeds.resize(2);
    dialog.setSpec(spec);
    QVERIFY(!find<QLineEdit>(dialog, u"givenField"_s)->isVisible());
}

void AddressesPageTest::theModelOfWrongLinesIsOne()
{
    ui::WrongAddressesModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFaults({{3, u"no"_s, u"why"_s}, {5, u"<b>x</b>"_s, u"because"_s}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(1, 2).data().toString(), u"because"_s);
    QVERIFY(model.index(1, 1).data(Qt::ToolTipRole).toString() != u"<b>x</b>"_s); // no rich text of others
    model.setNumberTitle(u"Row"_s);
    QCOMPARE(model.headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"Row"_s);
    model.setFaults({});
    QCOMPARE(model.rowCount(), 0);
}

QTEST_MAIN(AddressesPageTest)
#include "tst_addressespage.moc"
