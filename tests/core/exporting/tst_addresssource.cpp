// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/addresssource.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;
using Kind = sluice::core::AddressSource::Kind;

class AddressSourceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void textSkipsBlankLinesAndComments();
    void aFileIsReadWithItsLineNumbers();
    void aFileThatCannotBeReadIsNamed();
    void csv_data();
    void csv();
    void csvFaults_data();
    void csvFaults();
    void delimiters_data();
    void delimiters();
    void aPatternIsCountedBeforeItIsMade();
    void aWrongPatternTellsItsPosition();
    void aProjectThatCannotBeReadIsAFailure();
    void aGivenListIsLookedAtAsWell();
    void aHundredThousandLines();

private:
    [[nodiscard]] QString write(const QByteArray &content)
    {
        QFile file(m_folder.filePath(u"list"_s));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qUtf8Printable(file.fileName()));
        return file.fileName();
    }
    static AddressSource of(Kind kind, const QString &text, const QString &path = {})
    {
        AddressSource source;
        source.kind = kind;
        source.text = text;
        source.path = path;
        return source;
    }

    QTemporaryDir m_folder;
};

void AddressSourceTest::textSkipsBlankLinesAndComments()
{
    const auto list = readAddresses(of(Kind::Text, u"\ufeffa.example\r\n\n# note\n  b.example/ \nno\n"_s)).value();
    QCOMPARE(list.addresses, (QStringList{u"https://a.example"_s, u"https://b.example/"_s}));
    QCOMPARE(list.wrong, 1);
    QCOMPARE(list.faults.first().number, 5);
    QCOMPARE(readAddresses(of(Kind::Text, {})).value(), AddressList());
}

void AddressSourceTest::aFileIsReadWithItsLineNumbers()
{
    const auto list = readAddresses(of(Kind::File, {}, write("a.example\n\nno\na.example\n"))).value();
    QCOMPARE(list.addresses, QStringList{u"https://a.example"_s});
    QCOMPARE(list.repeated, 1);
    QCOMPARE(list.faults.first().number, 3);
}

void AddressSourceTest::aFileThatCannotBeReadIsNamed()
{
    for (const Kind kind : {Kind::File, Kind::Csv}) {
        const auto list = readAddresses(of(kind, {}, u"/nowhere/list"_s));
        QVERIFY(!list);
        QCOMPARE(list.error().kind, AddressFault::File);
        QVERIFY(list.error().detail.contains(u"/nowhere/list"_s));
    }
    const auto binary = readAddresses(of(Kind::File, {}, write(QByteArray("a\0b", 3))));
    QVERIFY(!binary && binary.error().kind == AddressFault::File);
}

void AddressSourceTest::csv_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("column");
    QTest::addColumn<bool>("isFirstRowData");
    QTest::addColumn<QStringList>("addresses");
    QTest::newRow("the first column") << QByteArray("url,n\na.example,1\nb.example,2\n") << 0 << false
                                      << QStringList{u"https://a.example"_s, u"https://b.example"_s};
    QTest::newRow("another column") << QByteArray("n,url\n1,a.example\n") << 1 << false
                                    << QStringList{u"https://a.example"_s};
    QTest::newRow("semicolons") << QByteArray("n;url\n1;a.example\n") << 1 << false
                                << QStringList{u"https://a.example"_s};
    QTest::newRow("quotes, commas and line ends within")
        << QByteArray("n,url\r\n\"x,\ny\",\"http://a/?b=1,2\"\r\n") << 1 << false << QStringList{u"http://a/?b=1,2"_s};
    QTest::newRow("a file without names") << QByteArray("a.example\nb.example\n") << 0 << true
                                          << QStringList{u"https://a.example"_s, u"https://b.example"_s};
    QTest::newRow("short rows and empty cells are skipped")
        << QByteArray("n,url\n1\n2,\n3,a.example\n") << 1 << false << QStringList{u"https://a.example"_s};
    QTest::newRow("names alone") << QByteArray("url\n") << 0 << false << QStringList();
}

void AddressSourceTest::csv()
{
    QFETCH(QByteArray, content);
    QFETCH(int, column);
    QFETCH(bool, isFirstRowData);
    AddressSource source = of(Kind::Csv, {}, write(content));
    source.column = column;
    source.isFirstRowData = isFirstRowData;
    const auto list = readAddresses(source);
    QVERIFY2(list, list ? "" : qUtf8Printable(list.error().detail));
    QTEST(list->addresses, "addresses");
    QCOMPARE(list->wrong, 0);
}

void AddressSourceTest::csvFaults_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("column");
    QTest::addColumn<int>("fault");
    QTest::newRow("an empty file") << QByteArray() << 0 << int(AddressFault::Column);
    QTest::newRow("a column beyond the last") << QByteArray("a,b\n") << 2 << int(AddressFault::Column);
    QTest::newRow("a column before the first") << QByteArray("a,b\n") << -1 << int(AddressFault::Column);
    QTest::newRow("a quote never closed") << QByteArray("a\n\"b\n") << 0 << int(AddressFault::Csv);
    QTest::newRow("not UTF-8") << QByteArray("a\n\xff\n") << 0 << int(AddressFault::File);
}

void AddressSourceTest::csvFaults()
{
    QFETCH(QByteArray, content);
    QFETCH(int, column);
    AddressSource source = of(Kind::Csv, {}, write(content));
    source.column = column;
    const auto list = readAddresses(source);
    QVERIFY(!list);
    QTEST(int(list.error().kind), "fault");
    QVERIFY(list.error().detail.contains(source.path));
}

void AddressSourceTest::delimiters_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<char>("delimiter");
    QTest::newRow("commas") << QByteArray("a,b,c;d\n") << ',';
    QTest::newRow("semicolons") << QByteArray("a;b;c,d\n") << ';';
    QTest::newRow("tabs") << QByteArray("a\tb\n1,2,3,4\n") << '\t';
    QTest::newRow("bars") << QByteArray("a|b|c\n") << '|';
    QTest::newRow("those in quotes do not count") << QByteArray("\"a,b,c\";d\n") << ';';
    QTest::newRow("none at all") << QByteArray("url\n") << ',';
    QTest::newRow("nothing") << QByteArray() << ',';
}

void AddressSourceTest::delimiters()
{
    QFETCH(QByteArray, text);
    QTEST(guessedDelimiter(text), "delimiter");
}

void AddressSourceTest::aPatternIsCountedBeforeItIsMade()
{
    const auto list = readAddresses(of(Kind::Pattern, u" example.org/page/[001-250] "_s)).value();
    QCOMPARE(list.addresses.size(), 250);
    QCOMPARE(list.addresses.first(), u"https://example.org/page/001"_s);
    QCOMPARE(list.addresses.last(), u"https://example.org/page/250"_s);
    const auto many = readAddresses(of(Kind::Pattern, u"http://a/[0-999999999999999]/[a-z]"_s));
    QVERIFY(!many);
    QCOMPARE(many.error().kind, AddressFault::TooMany);
    QVERIFY2(many.error().detail.contains(u"26,000,000,000,000,000"_s), qUtf8Printable(many.error().detail));
    QCOMPARE(readAddresses(of(Kind::Pattern, u" "_s)).value(), AddressList());
}

void AddressSourceTest::aWrongPatternTellsItsPosition()
{
    const auto list = readAddresses(of(Kind::Pattern, u"http://a/[9-1]"_s));
    QVERIFY(!list);
    QCOMPARE(list.error().kind, AddressFault::Pattern);
    QVERIFY(list.error().detail.contains(u"position 11"_s));
}

void AddressSourceTest::aProjectThatCannotBeReadIsAFailure()
{
    AddressSource source = of(Kind::Rows, {}, m_folder.filePath(u"none.sluice"_s));
    source.name = u"url"_s;
    source.crawl = CrawlId{1};
    const auto list = readAddresses(source);
    QVERIFY(!list);
    QCOMPARE(list.error().kind, AddressFault::Project);
}

void AddressSourceTest::aGivenListIsLookedAtAsWell()
{
    AddressSource source = of(Kind::Given, {});
    source.given = {u"http://a/"_s, u"no"_s, u"http://a/"_s};
    source.repeats = Repeats::Kept;
    const auto list = readAddresses(source).value();
    QCOMPARE(list.addresses.size(), 2);
    QCOMPARE(list.wrong, 1);
    QCOMPARE(list.repeated, 1);
}

void AddressSourceTest::aHundredThousandLines()
{
    QByteArray text;
    for (int i = 0; i < 100'000; ++i)
        text += "https://www.example.org/catalogue/item/" + QByteArray::number(i) + "?view=full\r\n";
    const QString path = write(text);
    QElapsedTimer watch;
    watch.start();
    const auto list = readAddresses(of(Kind::File, {}, path)).value();
    qInfo("100,000 lines in %lld ms", watch.elapsed());
    QCOMPARE(list.addresses.size(), 100'000);
    QCOMPARE(list.wrong, 0);
    QVERIFY(watch.elapsed() < 60'000); // against hanging
}

QTEST_GUILESS_MAIN(AddressSourceTest)
#include "tst_addresssource.moc"
