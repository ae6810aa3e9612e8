// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/arguments.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::app;

namespace sluice::test {

class ArgumentsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void wordsAreTakenApart_data();
    void wordsAreTakenApart();
    void wrongWordsAreRefused_data();
    void wrongWordsAreRefused();
    void wordsThatAreNoTextAreRefused_data();
    void wordsThatAreNoTextAreRefused();
};

namespace {

const QList<Option> &options()
{
    static const QList<Option> list = {{u"csv"_s, u"FILE"_s, {}},
                                       {u"include"_s, u"RE"_s, {}, true},
                                       {u"sitemaps"_s, {}, {}},
                                       {u"xlsx"_s, u"FILE"_s, {}, false, true}};
    return list;
}

} // namespace

void ArgumentsTest::wordsAreTakenApart_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QStringList>("operands");
    QTest::addColumn<QString>("option");
    QTest::addColumn<QStringList>("values");
    using L = QStringList;
    QTest::newRow("nothing") << L() << L() << u"csv"_s << L();
    QTest::newRow("operands only") << L{u"a"_s, u"b"_s} << L{u"a"_s, u"b"_s} << u"csv"_s << L();
    QTest::newRow("a value in the next word") << L{u"a"_s, u"--csv"_s, u"f"_s} << L{u"a"_s} << u"csv"_s << L{u"f"_s};
    QTest::newRow("a value after =") << L{u"--csv=f=g"_s, u"a"_s} << L{u"a"_s} << u"csv"_s << L{u"f=g"_s};
    QTest::newRow("an empty value after =") << L{u"--csv="_s} << L() << u"csv"_s << L{QString()};
    QTest::newRow("standard output") << L{u"--csv"_s, u"-"_s} << L() << u"csv"_s << L{u"-"_s};
    QTest::newRow("a value with one dash") << L{u"--csv"_s, u"-5"_s} << L() << u"csv"_s << L{u"-5"_s};
    QTest::newRow("a value with two dashes after =") << L{u"--csv=--x"_s} << L() << u"csv"_s << L{u"--x"_s};
    QTest::newRow("- is an operand") << L{u"-"_s} << L{u"-"_s} << u"csv"_s << L();
    QTest::newRow("-- ends the options") << L{u"--"_s, u"--csv"_s, u"-x"_s} << L{u"--csv"_s, u"-x"_s} << u"csv"_s
                                         << L();
    QTest::newRow("a repeatable option") << L{u"--include"_s, u"a"_s, u"--include=b"_s} << L() << u"include"_s
                                         << L{u"a"_s, u"b"_s};
    QTest::newRow("a flag") << L{u"--sitemaps"_s, u"a"_s} << L{u"a"_s} << u"sitemaps"_s << L{QString()};
}

void ArgumentsTest::wordsAreTakenApart()
{
    QFETCH(QStringList, words);
    QFETCH(QStringList, operands);
    QFETCH(QString, option);
    QFETCH(QStringList, values);
    const auto arguments = parseArguments(words, options());
    QVERIFY2(arguments, arguments ? "" : qPrintable(arguments.error()));
    QCOMPARE(arguments->operands(), operands);
    QCOMPARE(arguments->values(option), values);
    QCOMPARE(arguments->has(option), !values.isEmpty());
}

void ArgumentsTest::wrongWordsAreRefused_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("message");
    using L = QStringList;
    QTest::newRow("an unknown option") << L{u"--bogus"_s} << u"unknown option --bogus"_s;
    QTest::newRow("a misspelt option") << L{u"--sitemap"_s} << u"did you mean --sitemaps?"_s;
    QTest::newRow("one dash") << L{u"-csv"_s} << u"unknown option -csv: options begin with two dashes"_s;
    QTest::newRow("twice") << L{u"--csv=a"_s, u"--csv=b"_s} << u"--csv stands there twice"_s;
    QTest::newRow("no value") << L{u"--csv"_s} << u"--csv needs a value: --csv FILE"_s;
    QTest::newRow("an option for a value") << L{u"--csv"_s, u"--sitemaps"_s} << u"--csv needs a value"_s;
    QTest::newRow("a value for a flag") << L{u"--sitemaps=yes"_s} << u"--sitemaps takes no value"_s;
    QTest::newRow("a later option") << L{u"--xlsx"_s, u"f"_s} << u"--xlsx is not in this version"_s;
}

void ArgumentsTest::wrongWordsAreRefused()
{
    QFETCH(QStringList, words);
    QFETCH(QString, message);
    const auto arguments = parseArguments(words, options());
    QVERIFY(!arguments);
    QVERIFY2(arguments.error().contains(message), qPrintable(arguments.error()));
}

void ArgumentsTest::wordsThatAreNoTextAreRefused_data()
{
    QTest::addColumn<QList<QByteArray>>("words");
    QTest::addColumn<QString>("expected");
    using L = QList<QByteArray>;
    QTest::newRow("ASCII") << L{"sluice-cli", "crawl", "http://x/"} << QString();
    QTest::newRow("UTF-8") << L{"sluice-cli", "http://x/\xc3\xa9"} << QString();
    QTest::newRow("the program's own name") << L{"\xff/sluice-cli", "crawl"} << QString();
    QTest::newRow("Latin-1") << L{"sluice-cli", "crawl", "http://x/caf\xe9"}
                             << u"argument 2 is not valid UTF-8: \"http://x/caf%E9\""_s;
    QTest::newRow("cut off") << L{"sluice-cli", "--csv=a b\xe2\x82"}
                             << u"argument 1 is not valid UTF-8: \"--csv=a b%E2%82\""_s;
}

void ArgumentsTest::wordsThatAreNoTextAreRefused()
{
    QFETCH(QList<QByteArray>, words);
    QFETCH(QString, expected);
    const QString fault = encodingFault(words);
    QCOMPARE(fault.isNull(), expected.isNull());
    QVERIFY2(fault.startsWith(expected), qPrintable(fault));
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::ArgumentsTest)
#include "tst_arguments.moc"
