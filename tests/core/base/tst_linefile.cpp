// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/linefile.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

class LineFileTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void lines_data();
    void lines();
    void files_data();
    void files();
    void aMissingFileIsNamed();
    void aWholeFileNeedNotBeText();
};

void LineFileTest::lines_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<FileLine>>("lines");
    QTest::newRow("nothing has none") << QByteArray() << QList<FileLine>();
    QTest::newRow("one without an end") << QByteArray("a") << QList<FileLine>{{u"a"_s, 1}};
    QTest::newRow("blank ones and comments count")
        << QByteArray("a\n\n # note\nb\n") << QList<FileLine>{{u"a"_s, 1}, {u"b"_s, 4}};
    QTest::newRow("Windows line ends") << QByteArray("a\r\n\r\nb\r\n") << QList<FileLine>{{u"a"_s, 1}, {u"b"_s, 3}};
    QTest::newRow("a byte order mark is skipped") << QByteArray("\xef\xbb\xbf# x\na") << QList<FileLine>{{u"a"_s, 2}};
    QTest::newRow("a comment sign within a line stays") << QByteArray("a#b") << QList<FileLine>{{u"a#b"_s, 1}};
    QTest::newRow("UTF-8") << QByteArray("b\xc3\xbc"
                                         "cher")
                           << QList<FileLine>{{u"bücher"_s, 1}};
}

void LineFileTest::lines()
{
    QFETCH(QByteArray, text);
    QTEST(linesOf(text), "lines");
}

void LineFileTest::files_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("fault"); // -1: none
    QTest::newRow("lines") << QByteArray("a\n#\nb\n") << 2 << -1;
    QTest::newRow("an empty file") << QByteArray() << 0 << -1;
    QTest::newRow("just small enough") << QByteArray(1024, 'a') << 1 << -1;
    QTest::newRow("too large") << QByteArray(1025, 'a') << 0 << int(LineFileFault::TooLarge);
    QTest::newRow("not UTF-8") << QByteArray("a\xff") << 0 << int(LineFileFault::NotText);
    QTest::newRow("cut within a character") << QByteArray("a\xc3") << 0 << int(LineFileFault::NotText);
    QTest::newRow("binary") << QByteArray("a\0b", 3) << 0 << int(LineFileFault::NotText);
}

void LineFileTest::files()
{
    QFETCH(QByteArray, content);
    QFETCH(int, count);
    QFETCH(int, fault);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"list.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const auto read = readLines(path, 1024);
    QCOMPARE(read.has_value(), fault < 0);
    if (read) {
        QCOMPARE(read->size(), count);
    } else {
        QCOMPARE(int(read.error().kind), fault);
        QVERIFY(read.error().detail.contains(path));
    }
}

void LineFileTest::aMissingFileIsNamed()
{
    const auto read = readLines(u"/nowhere/list.txt"_s);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, LineFileFault::Unreadable);
    QVERIFY(read.error().detail.contains(u"/nowhere/list.txt"_s));
}

void LineFileTest::aWholeFileNeedNotBeText()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"page.html"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("a\xff");
    file.close();
    QCOMPARE(readWholeFile(file.fileName()).value(), "a\xff"_ba);
}

QTEST_GUILESS_MAIN(LineFileTest)
#include "tst_linefile.moc"
