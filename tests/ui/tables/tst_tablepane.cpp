// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/support/screenwarnings.h"
#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/roles.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace sluice;
using ui::TableFilter;
using ui::TablePane;

/// The filter, the words and the export that the tables of several screens have in common.
class TablePaneTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theFilterKeepsWhatContainsTheText_data();
    void theFilterKeepsWhatContainsTheText();
    void rawValuesAreSorted();
    void theCountFollows();
    void whatHidesEveryRowIsSaid();
    void keysOfTheFilter();
    void copiesBelowTitlesWithUnits();
    void writesWhatIsShown();
    void writesRawValues();
    void guardsAgainstFormulas();
    void leavesTheOldFileWhereItFails_data();
    void leavesTheOldFileWhereItFails();
    void asksWhereToWrite();
    void anEmptyTableNeedsNoBar();

private:
    void addRow(const QString &name, const QVariant &count, const QVariant &shown = {});
    [[nodiscard]] QByteArray exported(TablePane &pane);
    [[nodiscard]] std::unique_ptr<TablePane> makePane();
    template <typename T>
    [[nodiscard]] static T *find(const TablePane &pane, const char *name)
    {
        T *found = pane.findChild<T *>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    [[nodiscard]] static QStringList names(TablePane &pane);

    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TablePaneTest::init()
{
    test::failOnScreenWarnings();
    m_model = std::make_unique<QStandardItemModel>(0, 2);
    m_model->setHorizontalHeaderLabels({u"Name"_s, u"Time"_s});
    m_model->setHeaderData(1, Qt::Horizontal, u"Time (ms)"_s, ui::CopyRole);
    m_folder = std::make_unique<QTemporaryDir>();
}

std::unique_ptr<TablePane> TablePaneTest::makePane()
{
    const ui::TablePaneText text{u"test"_s,
                                 QLatin1StringView("hosts"),
                                 u"Things"_s,
                                 u"Filter things"_s,
                                 u"Show only some (Ctrl+F)"_s,
                                 u"things.csv"_s,
                                 [](int shown, int all) { return u"%1/%2"_s.arg(shown).arg(all); }};
    auto pane = std::make_unique<TablePane>(text, m_model.get());
    pane->resize(600, 300);
    pane->show();
    return pane;
}

void TablePaneTest::addRow(const QString &name, const QVariant &count, const QVariant &shown)
{
    auto *first = new QStandardItem(name);
    first->setData(name, ui::SortRole);
    auto *second = new QStandardItem(shown.isValid() ? shown.toString() : count.toString());
    second->setData(count, ui::SortRole);
    second->setData(count, ui::CopyRole);
    m_model->appendRow({first, second});
}

QByteArray TablePaneTest::exported(TablePane &pane)
{
    const QString path = m_folder->filePath(u"out.csv"_s);
    QSignalSpy told(&pane, &TablePane::told);
    pane.exportTo(path);
    if (!told.wait())
        return "nothing told";
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

QStringList TablePaneTest::names(TablePane &pane)
{
    QStringList names;
    for (int row = 0; row < pane.rows().rowCount(); ++row)
        names.append(pane.rows().index(row, 0).data().toString());
    return names;
}

void TablePaneTest::theFilterKeepsWhatContainsTheText_data()
{
    using Columns = QList<int>;
    QTest::addColumn<QList<int>>("columns");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("kept");
    const QStringList all = {u"Apple 10"_s, u"pear"_s, u"plum (ripe)"_s};
    QTest::newRow("no text") << Columns() << QString() << all;
    QTest::newRow("in any case") << Columns() << u"PEAR"_s << QStringList{u"pear"_s};
    QTest::newRow("in the middle") << Columns() << u"l"_s << QStringList{u"Apple 10"_s, u"plum (ripe)"_s};
    QTest::newRow("no pattern") << Columns() << u"(ripe)"_s << QStringList{u"plum (ripe)"_s};
    QTest::newRow("any column") << Columns() << u"10"_s << QStringList{u"Apple 10"_s, u"pear"_s};
    QTest::newRow("the columns searched") << Columns{0} << u"10"_s << QStringList{u"Apple 10"_s};
    QTest::newRow("nothing") << Columns() << u"zz"_s << QStringList();
}

void TablePaneTest::theFilterKeepsWhatContainsTheText()
{
    QFETCH(QList<int>, columns);
    QFETCH(QString, text);
    addRow(u"Apple 10"_s, 5);
    addRow(u"pear"_s, 1'000);
    addRow(u"plum (ripe)"_s, 2);
    const auto pane = makePane();
    pane->rows().setSearchedColumns(columns);
    pane->rows().setText(text);
    QTEST(names(*pane), "kept");
}

void TablePaneTest::rawValuesAreSorted()
{
    addRow(u"b"_s, 900);
    addRow(u"c"_s, 1'000);
    addRow(u"a"_s, 20);
    const auto pane = makePane();
    QCOMPARE(names(*pane), (QStringList{u"b"_s, u"c"_s, u"a"_s})); // as they came
    pane->table().sortByColumn(1, Qt::AscendingOrder);
    QCOMPARE(names(*pane), (QStringList{u"a"_s, u"b"_s, u"c"_s}));
    pane->table().sortByColumn(0, Qt::DescendingOrder);
    QCOMPARE(names(*pane), (QStringList{u"c"_s, u"b"_s, u"a"_s}));
}

void TablePaneTest::theCountFollows()
{
    const auto pane = makePane();
    const auto *count = find<QLabel>(*pane, "testCount");
    QCOMPARE(count->text(), QString());
    addRow(u"a"_s, 1);
    addRow(u"b"_s, 1);
    QCOMPARE(count->text(), u"2/2"_s);
    pane->rows().setText(u"a"_s);
    addRow(u"c"_s, 1); // hidden, and counted all the same
    QCOMPARE(count->text(), u"1/3"_s);
    m_model->removeRow(0);
    QCOMPARE(count->text(), u"0/2"_s);
    m_model->removeRows(0, 2);
    QCOMPARE(count->text(), QString());
}

void TablePaneTest::whatHidesEveryRowIsSaid()
{
    addRow(u"a"_s, 1);
    const auto pane = makePane();
    auto *clear = find<QPushButton>(*pane, "testClearFilter");
    QVERIFY(pane->table().isVisible());
    auto *filter = find<ui::FilterField>(*pane, "testFilter");
    const QString typed = u"<b>"_s + QString(200, u'z');
    filter->setText(typed);
    QTest::keyClick(filter, Qt::Key_Return);
    QVERIFY(!pane->table().isVisible());
    QVERIFY(clear->isVisible());
    QVERIFY(!pane->exportAction()->isEnabled()); // there is nothing to write
    bool isQuoted = false;
    for (const QLabel *label : pane->findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(typed.left(60) + u'…')) {
            isQuoted = true;
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }
    QVERIFY(isQuoted);
    clear->click();
    QVERIFY(pane->table().isVisible());
    QCOMPARE(filter->text(), QString());
    QVERIFY(pane->exportAction()->isEnabled());
}

void TablePaneTest::keysOfTheFilter()
{
    addRow(u"a"_s, 1);
    addRow(u"b"_s, 1);
    const auto pane = makePane();
    pane->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(pane.get()));
    auto *filter = find<ui::FilterField>(*pane, "testFilter");
    pane->focusFilter();
    QVERIFY(filter->hasFocus());
    QSignalSpy filtered(pane.get(), &TablePane::filtered);
    QTest::keyClicks(filter, u"b"_s);
    QTRY_COMPARE(names(*pane), QStringList{u"b"_s});
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(names(*pane).size(), 2);
    QCOMPARE(filtered.count(), 2);
    QTest::keyClick(filter, Qt::Key_Down);
    QVERIFY(pane->table().hasFocus());
}

void TablePaneTest::copiesBelowTitlesWithUnits()
{
    addRow(u"a"_s, 1'500, u"2 s"_s);
    addRow(u"b"_s, {}, u"never"_s);
    const auto pane = makePane();
    pane->table().selectAll();
    pane->table().copyWithHeaderAction()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Name\tTime (ms)\na\t1500\nb\tnever"_s);
}

void TablePaneTest::writesWhatIsShown()
{
    addRow(u"pear"_s, 2);
    addRow(u"apple"_s, 1);
    addRow(u"plum"_s, 3);
    const auto pane = makePane();
    pane->table().sortByColumn(0, Qt::AscendingOrder);
    pane->rows().setText(u"p"_s);
    pane->rows().setText(u"pl"_s);
    QCOMPARE(exported(*pane), "Name,Time (ms)\r\napple,1\r\nplum,3\r\n");
    pane->table().horizontalHeader()->moveSection(1, 0);
    QCOMPARE(exported(*pane), "Time (ms),Name\r\n1,apple\r\n3,plum\r\n");
    pane->table().setColumnHidden(1, true);
    QCOMPARE(exported(*pane), "Name\r\napple\r\nplum\r\n");
}

void TablePaneTest::writesRawValues()
{
    addRow(u"a, \"b\""_s, 1'234'567LL, u"1,234,567"_s);
    addRow(u"time"_s, QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 6), Qt::UTC), u"03:04"_s);
    addRow(u"part"_s, 0.25, u"25 %"_s);
    addRow(QString::fromUtf8("gr\xC3\xBC\xC3\x9F"), {}, u""_s);
    const auto pane = makePane();
    QCOMPARE(exported(*pane),
             "Name,Time (ms)\r\n\"a, \"\"b\"\"\",1234567\r\ntime,2026-01-02T03:04:05.006Z\r\npart,0.25\r\n"
             "gr\xC3\xBC\xC3\x9F,\r\n");
}

void TablePaneTest::guardsAgainstFormulas()
{
    addRow(u"=HYPERLINK(\"http://x\")"_s, -5);
    const auto pane = makePane();
    QCOMPARE(exported(*pane), "Name,Time (ms)\r\n\"'=HYPERLINK(\"\"http://x\"\")\",-5\r\n");
}

void TablePaneTest::leavesTheOldFileWhereItFails_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("the project") << u"shop.sluice"_s;
    QTest::newRow("the project's log") << u"shop.sluice-wal"_s;
    QTest::newRow("a folder") << u"."_s;
    QTest::newRow("in no folder") << u"none/such.csv"_s;
}

void TablePaneTest::leavesTheOldFileWhereItFails()
{
    QFETCH(QString, name);
    for (const QString &each : {u"shop.sluice"_s, u"shop.sluice-wal"_s}) {
        QFile file(m_folder->filePath(each));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("precious") == 8);
    }
    addRow(u"a"_s, 1);
    const auto pane = makePane();
    pane->setProject(m_folder->filePath(u"shop.sluice"_s));
    QSignalSpy failed(pane.get(), &TablePane::failed);
    QSignalSpy told(pane.get(), &TablePane::told);
    pane->exportTo(m_folder->filePath(name));
    QVERIFY(failed.wait());
    QVERIFY2(failed.first().first().toString().contains(name), qPrintable(failed.first().first().toString()));
    QCOMPARE(told.count(), 0);
    QVERIFY(pane->exportAction()->isEnabled());
    for (const QString &each : {u"shop.sluice"_s, u"shop.sluice-wal"_s}) {
        QFile file(m_folder->filePath(each));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "precious");
    }
}

void TablePaneTest::asksWhereToWrite()
{
    addRow(u"a"_s, 1);
    const auto pane = makePane();
    pane->setProject(m_folder->filePath(u"shop.sluice"_s));
    auto *button = find<QToolButton>(*pane, "testExport");
    QVERIFY(button->toolTip().contains(pane->exportAction()->shortcut().toString(QKeySequence::NativeText)));
    QVERIFY(!button->accessibleName().isEmpty());
    button->click();
    auto *dialog = pane->findChild<QFileDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->directory().absolutePath(), m_folder->path());
    QCOMPARE(dialog->selectedFiles(), QStringList{m_folder->filePath(u"things.csv"_s)});
    QSignalSpy told(pane.get(), &TablePane::told);
    static_cast<QDialog *>(dialog)->accept(); // public there
    QVERIFY(told.wait());
    QVERIFY(told.first().first().toString().contains(u"things.csv"_s));
    QVERIFY(QFile::exists(m_folder->filePath(u"things.csv"_s)));
}

void TablePaneTest::anEmptyTableNeedsNoBar()
{
    const auto pane = makePane();
    const auto *filter = find<ui::FilterField>(*pane, "testFilter");
    QVERIFY(filter->isVisible());
    pane->hideBarWhileEmpty();
    QVERIFY(!filter->isVisible());
    addRow(u"a"_s, 1);
    QVERIFY(filter->isVisible());
}

QTEST_MAIN(TablePaneTest)
#include "tst_tablepane.moc"
