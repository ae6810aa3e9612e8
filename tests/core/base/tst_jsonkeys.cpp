// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/jsonkeys.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace sluice::core;

class TestJsonKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void keysInOrder_data();
    void keysInOrder();
};

void TestJsonKeys::keysInOrder_data()
{
    QTest::addColumn<QByteArray>("object");
    QTest::addColumn<QByteArrayList>("keys");
    const auto row = [](const char *name, const char *object, const QByteArrayList &keys) {
        QTest::newRow(name) << QByteArray(object) << keys;
    };
    row("order is kept", R"({"b":1,"a":2})", {"b", "a"});
    row("no keys", "{}", {});
    row("white space anywhere", " { \"a\" :\n1 ,\t\"b\" : null } ", {"a", "b"});
    row("nested keys are not the row's", R"({"a":{"x":1,"y":[{"z":2}]},"b":[1,2]})", {"a", "b"});
    row("brackets and commas in text", R"({"a":"},{\"b\":1","c":"]"})", {"a", "c"});
    row("escaped quote and backslash in a key", R"({"a\"b":1,"c\\":2})", {"a\"b", "c\\"});
    row("unicode escape in a key", R"({"\u00e9":1})", {"\xc3\xa9"});
    row("UTF-8 in a key", "{\"pr\xc3\xa9nom\":1}", {"pr\xc3\xa9nom"});
    row("empty key", R"({"":1})", {""});
    row("not an object", "[1]", {});
    row("nothing", "", {});
    row("cut in a key", R"({"a":1,"b)", {"a"});
    row("cut in a value", R"({"a":"x)", {"a"});
    row("cut after a backslash", "{\"a\":\"x\\", {"a"});
    row("no colon", R"({"a" 1})", {});
}

void TestJsonKeys::keysInOrder()
{
    QFETCH(QByteArray, object);
    QTEST(QByteArrayList(jsonKeys(object)), "keys");
}

QTEST_GUILESS_MAIN(TestJsonKeys)
#include "tst_jsonkeys.moc"
