// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/linebuffer.h"

#include "tests/support/suites.h"

#include <QTest>

using sluice::core::LineBuffer;
using Take = sluice::core::LineBuffer::Take;

class TestLineBuffer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void takesLines_data();
    void takesLines();
    void findsALineThatComesByteByByte();
    void handsOutBytesBetweenLines();
};

void TestLineBuffer::takesLines_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("limit");
    QTest::addColumn<Take>("expected");
    QTest::addColumn<QByteArray>("line");

    QTest::newRow("a whole line") << QByteArray("abc\r\nd") << 100 << Take::Line << QByteArray("abc");
    QTest::newRow("an empty line") << QByteArray("\r\n") << 100 << Take::Line << QByteArray();
    QTest::newRow("no end yet") << QByteArray("abc") << 100 << Take::Nothing << QByteArray();
    QTest::newRow("a carriage return that may yet be followed")
        << QByteArray("abc\r") << 100 << Take::Nothing << QByteArray();
    QTest::newRow("a line feed alone") << QByteArray("abc\nd\r\n") << 100 << Take::BadEnd << QByteArray("abc");
    QTest::newRow("a carriage return inside") << QByteArray("a\rb\r\n") << 100 << Take::BadEnd << QByteArray("a\rb");
    QTest::newRow("exactly the limit") << QByteArray("abc\r\n") << 5 << Take::Line << QByteArray("abc");
    QTest::newRow("one byte over the limit") << QByteArray("abc\r\n") << 4 << Take::TooLong << QByteArray();
    QTest::newRow("over the limit without an end") << QByteArray("abcdef") << 5 << Take::TooLong << QByteArray();
}

void TestLineBuffer::takesLines()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, limit);
    QFETCH(QByteArray, line);
    LineBuffer buffer;
    buffer.append(bytes);
    QByteArray taken;
    QTEST(buffer.takeLine(taken, limit), "expected");
    QCOMPARE(taken, line);
}

void TestLineBuffer::findsALineThatComesByteByByte()
{
    LineBuffer buffer;
    QByteArray line;
    for (const char byte : QByteArray("GET /")) {
        buffer.append(QByteArrayView(&byte, 1));
        QCOMPARE(buffer.takeLine(line, 100), Take::Nothing);
    }
    buffer.append("\r\nnext\r\n");
    QCOMPARE(buffer.takeLine(line, 100), Take::Line);
    QCOMPARE(line, "GET /");
    QCOMPARE(buffer.takeLine(line, 100), Take::Line);
    QCOMPARE(line, "next");
    QCOMPARE(buffer.size(), 0);
}

void TestLineBuffer::handsOutBytesBetweenLines()
{
    LineBuffer buffer;
    buffer.append("one\r\n\n\nrest\r\n");
    QByteArray line;
    QCOMPARE(buffer.takeLine(line, 100), Take::Line);
    QCOMPARE(buffer.takeBytes(2), "\n\n");
    QCOMPARE(buffer.takeLine(line, 100), Take::Line);
    QCOMPARE(line, "rest");
    QCOMPARE(buffer.takeBytes(10), QByteArray());
}

QTEST_GUILESS_MAIN(TestLineBuffer)
#include "tst_linebuffer.moc"
