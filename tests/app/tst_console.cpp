// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/console.h"
#include "tests/support/suites.h"

#include <QTemporaryFile>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace sluice::app;

namespace sluice::test {

class ConsoleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void textCannotSteerATerminal_data();
    void textCannotSteerATerminal();
    void whateverIsSaidIsSpelt();
};

namespace {

/// What `speak` brings on standard error.
QByteArray said(const std::function<void(Console &)> &speak)
{
    QTemporaryFile output;
    QTemporaryFile error;
    if (!output.open() || !error.open())
        qFatal("no temporary file");
    {
        Console console(output.handle(), error.handle());
        console.setPrefix(u"sluice-cli"_s);
        speak(console);
    }
    error.seek(0);
    return error.readAll();
}

} // namespace

void ConsoleTest::textCannotSteerATerminal_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("words") << u"Bücher, 网站 😀: 100%"_s << u"Bücher, 网站 😀: 100%"_s;
    QTest::newRow("NUL") << QString(u"a"_s + QChar(0) + u"b"_s) << u"a\\x00b"_s;
    QTest::newRow("an escape sequence") << u"\x1b[2J\x07"_s << u"\\x1b[2J\\x07"_s;
    QTest::newRow("line breaks and tabs") << u"a\r\nb\tc"_s << u"a\\r\\nb\\tc"_s;
    QTest::newRow("DEL and C1") << u"\x7f\u009b"_s << u"\\x7f\\x9b"_s;
    QTest::newRow("separators") << u"\u2028\u2029"_s << u"\\x2028\\x2029"_s;
    QTest::newRow("marks of direction") << u"\u202egnp\u2066"_s << u"\\x202egnp\\x2066"_s;
}

void ConsoleTest::textCannotSteerATerminal()
{
    QFETCH(QString, text);
    QFETCH(QString, shown);
    QCOMPARE(shownText(text), shown);
}

void ConsoleTest::whateverIsSaidIsSpelt()
{
    const QString bad = u"a\x1b[31m\nb"_s + QChar(0);
    QCOMPARE(said([&](Console &console) { console.complain(bad); }), "sluice-cli: a\\x1b[31m\\nb\\x00\n"_ba);
    QCOMPARE(said([&](Console &console) { console.storageTrouble(bad); }), "sluice-cli: a\\x1b[31m\\nb\\x00\n"_ba);
    QVERIFY(said([&](Console &console) { console.refuse(bad); }).startsWith("sluice-cli: a\\x1b[31m\\nb\\x00\nTry "));
    QCOMPARE(said([&](Console &console) { console.writeError(bad.toUtf8()); }), "a\\x1b[31m\nb\\x00"_ba);
    QCOMPARE(said([&](Console &console) { console.showStatus(bad); }), "\r\x1b[Ka\\x1b[31m\\nb\\x00"_ba);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::ConsoleTest)
#include "tst_console.moc"
