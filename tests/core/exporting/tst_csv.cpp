// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/csv.h"
#include "tests/support/suites.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

constexpr CsvOptions unguarded{',', false, false};

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool startsAFormula(const QString &cell)
{
    return !cell.isEmpty() && u"=+-@\t\r"_s.contains(cell[0]);
}

} // namespace

class TestCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void records_data();
    void records();
    void guards_data();
    void guards();
    void numbersOfAnyTypeAreNotGuarded();
    void otherDelimiters();
    void parses_data();
    void parses();
    void refuses_data();
    void refuses();
    void spectrumIsReadBackEqual();
    void injectionLinesAreInert();
    void naughtyStringsSurviveInEveryCell();
    void bytesOfAnyKindNeverCrash();
};

void TestCsv::records_data()
{
    QTest::addColumn<QVariantList>("cells");
    QTest::addColumn<QByteArray>("record");
    QTest::newRow("plain") << QVariantList{u"a"_s, u"b c"_s} << QByteArray("a,b c\r\n");
    QTest::newRow("none is empty") << QVariantList{QVariant(), u"b"_s, QVariant()} << QByteArray(",b,\r\n");
    QTest::newRow("delimiter") << QVariantList{u"a,b"_s} << QByteArray("\"a,b\"\r\n");
    QTest::newRow("quotes are doubled") << QVariantList{u"say \"hi\""_s} << QByteArray("\"say \"\"hi\"\"\"\r\n");
    QTest::newRow("line feed") << QVariantList{u"a\nb"_s} << QByteArray("\"a\nb\"\r\n");
    QTest::newRow("carriage return") << QVariantList{u"a\rb"_s} << QByteArray("\"a\rb\"\r\n");
    QTest::newRow("spaces stay") << QVariantList{u" a "_s} << QByteArray(" a \r\n");
    QTest::newRow("a single empty cell is a record") << QVariantList{u""_s} << QByteArray("\"\"\r\n");
    QTest::newRow("a mark at the start is not the file's") << QVariantList{u"\uFEFFa"_s}
                                                           << QByteArray("\"\xEF\xBB\xBF"
                                                                         "a\"\r\n");
    QTest::newRow("numbers and truth") << QVariantList{qint64(-5), 0.5, true, 1e6}
                                       << QByteArray("-5,0.5,true,1000000\r\n");
    QTest::newRow("UTF-8") << QVariantList{u"Größe 😀"_s} << QByteArray("Größe 😀\r\n");
}

void TestCsv::records()
{
    QFETCH(QVariantList, cells);
    QTEST(csvRecord(cells, {}), "record");
}

void TestCsv::guards_data()
{
    QTest::addColumn<QString>("cell");
    QTest::addColumn<QByteArray>("written");
    const auto row = [](const char *name, const QString &cell, const char *written) {
        QTest::newRow(name) << cell << QByteArray(written);
    };
    row("equals", u"=1+1"_s, "'=1+1");
    row("plus", u"+SUM(A1)"_s, "'+SUM(A1)");
    row("minus", u"-1+cmd"_s, "'-1+cmd");
    row("at", u"@SUM(1)"_s, "'@SUM(1)");
    row("tab", u"\t=1"_s, "'\t=1");
    row("carriage return", u"\r=1"_s, "\"'\r=1\"");
    row("quoted as well", u"=\"a\",1"_s, "\"'=\"\"a\"\",1\"");
    row("a lone sign", u"-"_s, "'-");
    row("negative number", u"-1"_s, "-1");
    row("signed fraction", u"+.5"_s, "+.5");
    row("negative exponent", u"-1E-02"_s, "-1E-02");
    row("number and a unit", u"-1 %"_s, "'-1 %");
    row("decimal comma", u"-1,5"_s, "\"'-1,5\"");
    row("sign inside", u"a=b"_s, "a=b");
    row("apostrophe already there", u"'=1"_s, "'=1");
    row("line feed first is none of them", u"\n=1"_s, "\"\n=1\"");
    row("empty", u""_s, "\"\"");
}

void TestCsv::guards()
{
    QFETCH(QString, cell);
    QFETCH(QByteArray, written);
    QCOMPARE(csvRecord({cell}, {}), written + "\r\n");
    // Without the guard the cell comes back as it was.
    QCOMPARE(*parseCsv(csvRecord({cell}, unguarded)), QList<QStringList>{{cell}});
}

void TestCsv::numbersOfAnyTypeAreNotGuarded()
{
    QCOMPARE(csvRecord({qint64(-1), -0.5, -1e300}, {}), QByteArray("-1,-0.5,-1e+300\r\n"));
}

void TestCsv::otherDelimiters()
{
    const CsvOptions tabs{'\t', false, false};
    const QByteArray record = csvRecord({u"a\tb"_s, u"c,d"_s}, tabs);
    QCOMPARE(record, QByteArray("\"a\tb\"\tc,d\r\n"));
    QCOMPARE(*parseCsv(record, '\t'), (QList<QStringList>{{u"a\tb"_s, u"c,d"_s}}));
}

void TestCsv::parses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QList<QStringList>>("records");
    const auto row = [](const char *name, const QByteArray &text, const QList<QStringList> &records) {
        QTest::newRow(name) << text << records;
    };
    row("nothing", "", {});
    row("CRLF", "a,b\r\nc,d\r\n", {{u"a"_s, u"b"_s}, {u"c"_s, u"d"_s}});
    row("LF", "a\nb\n", {{u"a"_s}, {u"b"_s}});
    row("CR", "a\rb\r", {{u"a"_s}, {u"b"_s}});
    row("no break at the end", "a,b", {{u"a"_s, u"b"_s}});
    row("delimiter at the end", "a,", {{u"a"_s, u""_s}});
    row("delimiter before a break", "a,\nb,", {{u"a"_s, u""_s}, {u"b"_s, u""_s}});
    row("only delimiters", ",,", {{u""_s, u""_s, u""_s}});
    row("byte order mark", "\xEF\xBB\xBF\"a\"\n", {{u"a"_s}});
    row("mark inside a cell",
        "b,\xEF\xBB\xBF"
        "a",
        {{u"b"_s, u"\uFEFFa"_s}});
    row("empty lines are no records", "a\n\n\r\nb\n\n", {{u"a"_s}, {u"b"_s}});
    row("quoted empty cell is one", "a\n\"\"\nb", {{u"a"_s}, {u""_s}, {u"b"_s}});
    row("doubled quotes", "\"a\"\"b\"", {{u"a\"b"_s}});
    row("only quotes", "\"\"\"\"", {{u"\""_s}});
    row("breaks inside quotes stay", "\"a\r\nb\",\"c\n\"", {{u"a\r\nb"_s, u"c\n"_s}});
    row("quote inside a bare cell is text", "a\"b,c", {{u"a\"b"_s, u"c"_s}});
    row("spaces are text", " a , b ", {{u" a "_s, u" b "_s}});
    row("records of different length", "a\nb,c", {{u"a"_s}, {u"b"_s, u"c"_s}});
    row("NUL", QByteArray("a\0b", 3), {{u"a"_s + QChar(0) + u"b"_s}});
}

void TestCsv::parses()
{
    QFETCH(QByteArray, text);
    const auto records = parseCsv(text);
    QVERIFY(records);
    QTEST(*records, "records");
}

void TestCsv::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("place");
    QTest::newRow("quote never closed") << QByteArray("a,b\r\nc,\"d") << int(CsvFault::UnclosedQuote)
                                        << u"Line 2, column 3"_s;
    QTest::newRow("text after a quote") << QByteArray("\"a\"b") << int(CsvFault::TextAfterQuote)
                                        << u"Line 1, column 4"_s;
    QTest::newRow("lines inside quotes count")
        << QByteArray("\"a\nb\"\n\"c\"d") << int(CsvFault::TextAfterQuote) << u"Line 3, column 4"_s;
    QTest::newRow("not UTF-8") << QByteArray("a\nb,\xff") << int(CsvFault::Unreadable) << u"Line 2, column 3"_s;
    QTest::newRow("cut UTF-8") << QByteArray("a\xc3") << int(CsvFault::Unreadable) << u"Line 1, column 1"_s;
    QTest::newRow("UTF-16") << QByteArray("\xff\xfe"
                                          "a\0",
                                          4)
                            << int(CsvFault::Unreadable) << u"Line 1, column 1"_s;
}

void TestCsv::refuses()
{
    QFETCH(QByteArray, text);
    QFETCH(int, fault);
    QFETCH(QString, place);
    const auto records = parseCsv(text);
    QVERIFY(!records);
    QCOMPARE(int(records.error().kind), fault);
    QVERIFY2(records.error().detail.startsWith(place), qPrintable(records.error().detail));
}

void TestCsv::spectrumIsReadBackEqual()
{
    const QString folder = suitePath(u"csv-spectrum/csvs"_s);
    if (folder.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    int cases = 0;
    for (const QFileInfo &file : QDir(folder).entryInfoList({u"*.csv"_s})) {
        const QByteArray json = readFile(suitePath(u"csv-spectrum/json/"_s + file.baseName() + u".json"_s));
        const auto document = QJsonDocument::fromJson(json);
        // One answer is a lone object, and its telephone number is not that of its CSV file.
        const bool isLone = document.isObject();
        const QJsonArray objects = isLone ? QJsonArray{document.object()} : document.array();
        const auto records = parseCsv(readFile(file.filePath()));
        QVERIFY2(records, qPrintable(file.baseName()));
        QCOMPARE(records->size(), objects.size() + 1);
        for (qsizetype i = 0; i < objects.size(); ++i) {
            const QJsonObject expected = objects[i].toObject();
            QCOMPARE(records->first().size(), expected.size());
            for (qsizetype column = isLone ? 1 : 0; column < expected.size(); ++column)
                QCOMPARE(records->at(i + 1).value(column), expected[records->first()[column]].toString());
        }
        // And written again it says the same.
        QByteArray again;
        for (const QStringList &record : *records)
            again += csvRecord(QVariantList(record.begin(), record.end()), unguarded);
        QCOMPARE(*parseCsv(again), *records);
        ++cases;
    }
    qInfo("csv-spectrum: %d cases", cases);
    QVERIFY(cases >= 12);
}

void TestCsv::injectionLinesAreInert()
{
    const QString path = suitePath(u"csv-injection/Intruder/csv-payload.txt"_s);
    if (path.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    int cases = 0;
    for (const QByteArray &line : readFile(path).split('\n')) {
        if (line.trimmed().isEmpty())
            continue;
        const QString payload = QString::fromUtf8(line);
        const auto records = parseCsv(csvRecord({u"before"_s, payload, u"after"_s}, {}));
        QCOMPARE(records->size(), 1);
        QCOMPARE(records->first().size(), 3); // it stays in its cell
        const QString cell = records->first()[1];
        QVERIFY2(!startsAFormula(cell), line.constData());
        QCOMPARE(cell, startsAFormula(payload) ? u'\'' + payload : payload);
        ++cases;
    }
    qInfo("csv-injection: %d cases", cases);
    QVERIFY(cases >= 6);
}

void TestCsv::naughtyStringsSurviveInEveryCell()
{
    const QString path = suitePath(u"blns/blns.json"_s);
    if (path.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    const QJsonArray strings = QJsonDocument::fromJson(readFile(path)).array();
    for (const QJsonValue &value : strings) {
        const QString text = value.toString();
        for (const QStringList &record :
             {QStringList{text}, QStringList{text, u"b"_s, text}, QStringList{u"a"_s, text}}) {
            const QVariantList cells(record.begin(), record.end());
            QCOMPARE(*parseCsv(csvRecord(cells, unguarded)), QList<QStringList>{record});
            const auto guarded = parseCsv(csvRecord(cells, {}));
            for (const QString &cell : guarded->first()) {
                bool isNumber = false;
                (void)cell.toDouble(&isNumber);
                QVERIFY2(!startsAFormula(cell) || isNumber, qPrintable(cell));
            }
        }
    }
    qInfo("blns: %lld strings", static_cast<long long>(strings.size()));
    QVERIFY(strings.size() >= 500);
}

void TestCsv::bytesOfAnyKindNeverCrash()
{
    quint32 state = 1;
    const QByteArray alphabet("\",\r\n a\xEF\xBB\xBF\0", 10);
    for (int round = 0; round < 20'000; ++round) {
        QByteArray text;
        for (int i = 0; i < 12; ++i) {
            state = state * 1'664'525 + 1'013'904'223;
            text.append(alphabet[int((state >> 16) % 10)]);
        }
        const auto records = parseCsv(text);
        if (!records)
            continue;
        QByteArray again;
        for (const QStringList &record : *records)
            again += csvRecord(QVariantList(record.begin(), record.end()), unguarded);
        const auto back = parseCsv(again);
        QVERIFY2(back && *back == *records, text.toHex().constData());
    }
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
