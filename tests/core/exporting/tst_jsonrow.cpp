// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/exporter.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

class TestJsonRow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void keysStayInOrder();
    void values_data();
    void values();
    void naughtyStringsComeBack();
};

void TestJsonRow::keysStayInOrder()
{
    QCOMPARE(jsonRow({u"z"_s, u"a"_s, u"a \"key\""_s}, {qint64(1), u"x"_s, true}),
             QByteArray(R"({"z":1,"a":"x","a \"key\"":true})"));
    QCOMPARE(jsonRow({}, {}), QByteArray("{}"));
    QCOMPARE(jsonRow({u"a"_s, u"b"_s}, {qint64(1)}), QByteArray(R"({"a":1,"b":null})"));
}

void TestJsonRow::values_data()
{
    QTest::addColumn<QVariant>("value");
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("none") << QVariant() << QByteArray("null");
    QTest::newRow("empty text") << QVariant(u""_s) << QByteArray(R"("")");
    QTest::newRow("quote and backslash") << QVariant(u"\"\\"_s) << QByteArray(R"("\"\\")");
    QTest::newRow("line breaks and tab") << QVariant(u"\n\r\t"_s) << QByteArray(R"("\n\r\t")");
    QTest::newRow("control characters") << QVariant(u"\u0001\u001f"_s) << QByteArray(R"("\u0001\u001f")");
    QTest::newRow("NUL") << QVariant(QString(QChar(0))) << QByteArray(R"("\u0000")");
    QTest::newRow("beyond the basic plane as it is") << QVariant(u"😀é"_s) << QByteArray("\"😀é\"");
    QTest::newRow("half a pair") << QVariant(QString(QChar(0xD83D)) + u"x"_s) << QByteArray(R"("\ud83dx")");
    QTest::newRow("whole number") << QVariant(qint64(9'007'199'254'740'993)) << QByteArray("9007199254740993");
    QTest::newRow("fraction") << QVariant(0.1) << QByteArray("0.1");
    QTest::newRow("exponent") << QVariant(1e300) << QByteArray("1e+300");
    QTest::newRow("infinity is no JSON") << QVariant(std::numeric_limits<double>::infinity()) << QByteArray("null");
    QTest::newRow("truth") << QVariant(false) << QByteArray("false");
}

void TestJsonRow::values()
{
    QFETCH(QVariant, value);
    QFETCH(QByteArray, json);
    const QByteArray row = jsonRow({u"k"_s}, {value});
    QCOMPARE(row, "{\"k\":" + json + "}");
    QJsonParseError error;
    QJsonDocument::fromJson(row, &error);
    QCOMPARE(error.error, QJsonParseError::NoError);
}

void TestJsonRow::naughtyStringsComeBack()
{
    const QString path = suitePath(u"blns/blns.json"_s);
    if (path.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonArray strings = QJsonDocument::fromJson(file.readAll()).array();
    for (const QJsonValue &value : strings) {
        const QByteArray row = jsonRow({u"k"_s}, {value.toString()});
        QVERIFY(!row.contains('\n'));
        QCOMPARE(QJsonDocument::fromJson(row).object()[u"k"_s].toString(), value.toString());
    }
    qInfo("blns: %lld strings", static_cast<long long>(strings.size()));
}

QTEST_GUILESS_MAIN(TestJsonRow)
#include "tst_jsonrow.moc"
