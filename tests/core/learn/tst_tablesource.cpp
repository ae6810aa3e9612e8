// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/tablesource.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace sluice::core;
using namespace Qt::StringLiterals;

class TestTableSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void readsCells();
    void takesRowsThatAreThere();
    void choosesColumns();
    void refuses_data();
    void refuses();
    void stopsWhenAsked();

private:
    QString written(const QByteArray &text)
    {
        QFile file(m_folder.filePath(u"data.csv"_s));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
    }

    QTemporaryDir m_folder;
};

void TestTableSource::readsCells()
{
    const auto table = readCsvTable(written("\xEF\xBB\xBFname,\"a, b\"\r\n\"x\"\"y\",\r\nGröße,2\r\n"), {});
    QVERIFY2(table, qPrintable(table ? QString() : table.error().detail));
    QCOMPARE(table->names(), (QStringList{u"name"_s, u"a, b"_s}));
    QCOMPARE(table->rowCount(), 2);
    QCOMPARE(table->column(0).cell(0), QByteArrayView("x\"y"));
    QCOMPARE(table->column(0).cell(1), QByteArrayView("Größe"));
    QVERIFY(table->column(1).cell(0).isEmpty());
    QCOMPARE(table->find(u"a, b"_s)->cell(1), QByteArrayView("2"));
}

void TestTableSource::takesRowsThatAreThere()
{
    const auto table = tableOfRows({u"n"_s, u"t"_s}, {{1.5, u"x"_s}, {QVariant(), true}});
    QVERIFY(table);
    QCOMPARE(table->column(0).cell(0), QByteArrayView("1.5"));
    QVERIFY(table->column(0).cell(1).isEmpty());
    QCOMPARE(table->column(1).cell(1), QByteArrayView("true"));
}

void TestTableSource::choosesColumns()
{
    const auto table = tableOfRows({u"a"_s, u"b"_s, u"c"_s}, {{1, 2, 3}});
    const auto chosen = table->selected({u"c"_s, u"a"_s});
    QCOMPARE(chosen->names(), (QStringList{u"c"_s, u"a"_s}));
    QCOMPARE(chosen->column(0).cell(0), QByteArrayView("3"));
    QCOMPARE(table->selected({u"d"_s}).error().kind, LearnFault::Table);
}

void TestTableSource::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("why");
    QTest::newRow("nothing") << ""_ba << u"there are no rows"_s;
    QTest::newRow("a header alone") << "a,b\n"_ba << u"there are no rows"_s;
    QTest::newRow("a name twice") << "a,b,a\n1,2,3\n"_ba << u"column \"a\": this name stands there twice"_s;
    QTest::newRow("no name") << "a,,c\n1,2,3\n"_ba << u"column 2 has no name"_s;
    QTest::newRow("a short row") << "a,b\n1,2\n3\n"_ba << u"row 2 has 1 cells where the header has 2"_s;
    QTest::newRow("a long row") << "a,b\n1,2,3\n"_ba << u"row 1 has 3 cells where the header has 2"_s;
    QTest::newRow("an open quote") << "a,b\n\"1,2\n"_ba << u"a quote that is never closed"_s;
    QTest::newRow("no text") << "a,b\n\xff,1\n"_ba << u"not UTF-8"_s;
}

void TestTableSource::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, why);
    const QString path = written(text);
    const auto table = readCsvTable(path, {});
    QVERIFY(!table);
    QCOMPARE(table.error().kind, LearnFault::Source);
    QVERIFY2(table.error().detail.contains(why), qPrintable(table.error().detail));
    QVERIFY2(table.error().detail.startsWith(path), qPrintable(table.error().detail));
}

void TestTableSource::stopsWhenAsked()
{
    CancelSource source;
    source.cancel();
    QCOMPARE(readCsvTable(written("a\n1\n"), source.token()).error().kind, LearnFault::Cancelled);
}

QTEST_GUILESS_MAIN(TestTableSource)
#include "tst_tablesource.moc"
