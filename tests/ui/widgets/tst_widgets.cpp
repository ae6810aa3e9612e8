// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenwarnings.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/notificationbar.h"
#include "ui/widgets/plaindoublebox.h"
#include "ui/widgets/recordtable.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tsv.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice::ui;

class WidgetsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnScreenWarnings(); }
    void tsvCells_data();
    void tsvCells();
    void theFilterWaitsForAPause();
    void enterTellsTheFilterAtOnceAndEscapeClearsIt();
    void downGoesFromTheFilterToTheTable();
    void linesAreTrimmedAndEmptyOnesDropped();
    void recordsAreAddedEditedAndRemoved();
    void numbersShowNoMoreDecimalsThanTheyHave_data();
    void numbersShowNoMoreDecimalsThanTheyHave();
    void aFieldShowsItsErrorAndTakesItAway();
    void aNoticeOffersOneWayOn();
    void aLongTextIsElidedWithItsWholeInTheTooltip();
    void theTableCopiesShownColumnsInTheirOrder();
    void theLastShownColumnCannotBeHidden();
    void bothLooksHaveEveryColorAndEnoughContrast();
    void everyIconPaintsSomethingAndFollowsTheLook();
};

void WidgetsTest::tsvCells_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QString>("cell");
    QTest::newRow("none is empty") << QVariant() << QString();
    QTest::newRow("text stays") << QVariant(u"a, b"_s) << u"a, b"_s;
    QTest::newRow("a tab is quoted") << QVariant(u"a\tb"_s) << u"\"a\tb\""_s;
    QTest::newRow("a line break is quoted") << QVariant(u"a\nb"_s) << u"\"a\nb\""_s;
    QTest::newRow("a quote is doubled") << QVariant(u"5\" nail"_s) << u"\"5\"\" nail\""_s;
    QTest::newRow("a formula is guarded") << QVariant(u"=1+1"_s) << u"'=1+1"_s;
    QTest::newRow("a command is guarded") << QVariant(u"@SUM(A1)"_s) << u"'@SUM(A1)"_s;
    QTest::newRow("a number that is text stays") << QVariant(u"-12.5"_s) << u"-12.5"_s;
    QTest::newRow("a phone number is guarded") << QVariant(u"+49 30 1"_s) << u"'+49 30 1"_s;
    QTest::newRow("a whole number") << QVariant(qint64(-1234567)) << u"-1234567"_s;
    QTest::newRow("a fraction has a point") << QVariant(0.1) << u"0.1"_s;
    QTest::newRow("a truth value") << QVariant(true) << u"true"_s;
}

void WidgetsTest::tsvCells()
{
    QFETCH(QVariant, value);
    QTEST(tsvCell(value), "cell");
}

void WidgetsTest::theFilterWaitsForAPause()
{
    FilterField field(u"Filter"_s);
    field.setPauseMs(20);
    QSignalSpy told(&field, &FilterField::filterChanged);
    QTest::keyClicks(&field, u"abc"_s);
    QCOMPARE(told.count(), 0);
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(told.first().first().toString(), u"abc"_s);
}

void WidgetsTest::enterTellsTheFilterAtOnceAndEscapeClearsIt()
{
    FilterField field(u"Filter"_s);
    QSignalSpy told(&field, &FilterField::filterChanged);
    QTest::keyClicks(&field, u"abc"_s);
    QTest::keyClick(&field, Qt::Key_Return);
    QCOMPARE(told.count(), 1);
    QTest::keyClick(&field, Qt::Key_Escape);
    QCOMPARE(told.count(), 2);
    QCOMPARE(told.last().first().toString(), QString());
}

void WidgetsTest::downGoesFromTheFilterToTheTable()
{
    FilterField field(u"Filter"_s);
    QSignalSpy told(&field, &FilterField::filterChanged);
    QSignalSpy left(&field, &FilterField::leftDownwards);
    QTest::keyClicks(&field, u"abc"_s);
    QTest::keyClick(&field, Qt::Key_Down);
    QCOMPARE(told.count(), 1); // the table is filtered by the time one is in it
    QCOMPARE(left.count(), 1);
}

void WidgetsTest::linesAreTrimmedAndEmptyOnesDropped()
{
    LinesEdit edit(3);
    edit.setPlainText(u" a \n\n\tb\n   \nc"_s);
    QCOMPARE(edit.lines(), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    edit.setLines({u"x"_s, u"y"_s});
    QCOMPARE(edit.toPlainText(), u"x\ny"_s);
}

void WidgetsTest::recordsAreAddedEditedAndRemoved()
{
    RecordTable table(u"headers"_s, u"Headers"_s, {u"Name"_s, u"Value"_s});
    QSignalSpy changed(&table, &RecordTable::changed);
    table.setRecords({{u"Accept"_s, u"text/html"_s}});
    table.findChild<QToolButton *>(u"headersAdd"_s)->click();
    auto *cells = table.findChild<QTableWidget *>(u"headers"_s);
    QCOMPARE(cells->rowCount(), 2);
    QCOMPARE(table.records().size(), 1); // an empty line does not count
    cells->item(1, 0)->setText(u"X-Test"_s);
    QCOMPARE(table.records().at(1), (QStringList{u"X-Test"_s, QString()}));
    cells->setCurrentCell(0, 0);
    table.findChild<QToolButton *>(u"headersRemove"_s)->click();
    QCOMPARE(table.records(), (QList<QStringList>{{u"X-Test"_s, QString()}}));
    QVERIFY(changed.count() >= 4);
}

void WidgetsTest::numbersShowNoMoreDecimalsThanTheyHave_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("whole") << 30.0 << u"30"_s;
    QTest::newRow("whole with zeros at its end") << 100.0 << u"100"_s;
    QTest::newRow("one decimal") << 0.5 << u"0.5"_s;
    QTest::newRow("all decimals") << 1.025 << u"1.025"_s;
    QTest::newRow("rounded to its decimals") << 1.00004 << u"1"_s;
}

void WidgetsTest::numbersShowNoMoreDecimalsThanTheyHave()
{
    QFETCH(double, value);
    PlainDoubleBox box;
    box.setDecimals(3);
    box.setMaximum(1'000);
    box.setLocale(QLocale::c());
    QTEST(box.textFromValue(value), "text");
}

void WidgetsTest::aFieldShowsItsErrorAndTakesItAway()
{
    auto *editor = new QLineEdit;
    editor->setObjectName(u"speed"_s);
    FormField field(u"&Speed"_s, editor, u"A hint"_s);
    const auto *error = field.findChild<QLabel *>(u"speedError"_s);
    QVERIFY(error->isHidden());
    field.setError(u"Expected a number"_s);
    QVERIFY(!error->isHidden());
    QCOMPARE(error->text(), u"Expected a number"_s);
    QCOMPARE(editor->accessibleDescription(), u"Expected a number"_s);
    QCOMPARE(editor->property("wrong").toBool(), true);
    field.setError({});
    QVERIFY(error->isHidden());
    QCOMPARE(editor->property("wrong").toBool(), false);
}

void WidgetsTest::aNoticeOffersOneWayOn()
{
    NotificationBar bar;
    QVERIFY(bar.isHidden());
    int taken = 0;
    bar.showNotice(Tone::Warning, u"<b>Interrupted</b>"_s, u"Resume"_s, [&] { ++taken; });
    QVERIFY(!bar.isHidden());
    QCOMPARE(bar.text(), u"<b>Interrupted</b>"_s);
    QCOMPARE(bar.findChild<QLabel *>(u"notificationText"_s)->textFormat(), Qt::PlainText);
    bar.findChild<QPushButton *>(u"notificationButton"_s)->click();
    QCOMPARE(taken, 1);
    QVERIFY(bar.isHidden());
    bar.showNotice(Tone::Info, u"Just so"_s);
    QVERIFY(bar.findChild<QPushButton *>(u"notificationButton"_s)->isHidden());
    bar.findChild<QToolButton *>(u"notificationClose"_s)->click();
    QVERIFY(bar.isHidden());
}

void WidgetsTest::aLongTextIsElidedWithItsWholeInTheTooltip()
{
    ElidedLabel label(u"https://example.com/a/very/long/path/<script>"_s);
    label.resize(80, 20);
    label.show();
    QVERIFY(label.toolTip().contains(u"&lt;script&gt;"_s));
    label.resize(1'000, 20);
    QCOMPARE(label.toolTip(), QString());
}

void WidgetsTest::theTableCopiesShownColumnsInTheirOrder()
{
    QStandardItemModel model(3, 3);
    model.setHorizontalHeaderLabels({u"A"_s, u"B"_s, u"C"_s});
    for (int row = 0; row < 3; ++row) {
        for (int column = 0; column < 3; ++column)
            model.setItem(row, column, new QStandardItem(u"%1%2"_s.arg(QChar(u'a' + column)).arg(row)));
    }
    DataTable table;
    table.setModel(&model);
    table.setColumnHidden(1, true);
    table.horizontalHeader()->moveSection(2, 0);
    table.selectRow(2);
    table.selectionModel()->select(model.index(0, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(table.selectedRowNumbers(), (QList<int>{0, 2}));
    table.copyWithHeaderAction()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"C\tA\nc0\ta0\nc2\ta2"_s);
    table.copyAction()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"c0\ta0\nc2\ta2"_s);
}

void WidgetsTest::theLastShownColumnCannotBeHidden()
{
    QStandardItemModel model(1, 2);
    model.setHorizontalHeaderLabels({u"A"_s, u"B"_s});
    DataTable table;
    table.setModel(&model);
    QMenu menu;
    table.fillColumnsMenu(&menu);
    menu.actions().at(0)->setChecked(false);
    QVERIFY(table.isColumnHidden(0));
    QMenu again;
    table.fillColumnsMenu(&again);
    QVERIFY(!again.actions().at(1)->isEnabled());
    QVERIFY(again.actions().at(0)->isEnabled());
}

namespace {

/// Contrast of two colours as WCAG 2.1 defines it: 1 to 21.
double contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &color) {
        const auto linear = [](double part) {
            return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    };
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

} // namespace

void WidgetsTest::bothLooksHaveEveryColorAndEnoughContrast()
{
    const ThemeColors light(u"light"_s);
    const ThemeColors dark(u"dark"_s);
    QCOMPARE(QSet<QString>(light.all().keyBegin(), light.all().keyEnd()),
             QSet<QString>(dark.all().keyBegin(), dark.all().keyEnd()));
    for (const ThemeColors *colors : {&light, &dark}) {
        for (const auto &text : {"text"_L1, "muted"_L1, "accent"_L1, "success"_L1, "warning"_L1, "danger"_L1}) {
            for (const auto &ground : {"base"_L1, "alternate"_L1, "window"_L1})
                QVERIFY2(contrast((*colors)[text], (*colors)[ground]) >= 4.5, text.data());
        }
        QVERIFY(contrast((*colors)["onSelection"_L1], (*colors)["selection"_L1]) >= 7);
        QVERIFY(contrast((*colors)["onAccent"_L1], (*colors)["accent"_L1]) >= 4.5);
    }
}

void WidgetsTest::everyIconPaintsSomethingAndFollowsTheLook()
{
    Theme theme(*qApp);
    theme.apply(Look::Light);
    (void)themedIcon("open"_L1); // registers the files
    const QStringList files = QDir(u":/icons"_s).entryList({u"*.svg"_s});
    QVERIFY(files.size() > 30);
    for (const QString &file : files) {
        if (file == "sluice.svg"_L1)
            continue;
        const QByteArray name = file.chopped(4).toLatin1();
        const QIcon icon = themedIcon(QLatin1StringView(name));
        theme.apply(Look::Light);
        const QImage light = icon.pixmap(24, 24).toImage();
        theme.apply(Look::Dark);
        const QImage dark = icon.pixmap(24, 24).toImage();
        QVERIFY2(light != dark, name.constData());
        QImage empty(light.size(), light.format());
        empty.fill(Qt::transparent);
        QVERIFY2(light != empty, name.constData());
    }
    theme.apply(Look::Light);
}

QTEST_MAIN(WidgetsTest)
#include "tst_widgets.moc"
