// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/headers.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class HeadersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void firstHeaderOfAName();
    void retryAfter_data();
    void retryAfter();
    void mediaTypes_data();
    void mediaTypes();
};

void HeadersTest::firstHeaderOfAName()
{
    const Headers headers{{"A", "1"}, {"b-c", "2"}, {"B-C", "3"}};
    QCOMPARE(headerValue(headers, "B-c"), "2"_ba);
    QVERIFY(headerValue(headers, "none").isEmpty());
}

void HeadersTest::retryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("ms"); // -1: nothing
    const auto add = [](const char *name, const char *value, qint64 ms) {
        QTest::newRow(name) << QByteArray(value) << ms;
    };
    add("absent", "", -1);
    add("seconds", "120", 120'000);
    add("zero seconds", "0", 0);
    add("white space around", " 7 ", 7'000);
    add("more than a day is a day", "100000", 86'400'000);
    add("a number that overflows is a day", "99999999999999999999999", 86'400'000);
    add("negative", "-5", -1);
    add("fraction", "1.5", -1);
    add("word", "soon", -1);
    // The clock stands at Thu, 01 Jan 2026 12:00:01 GMT.
    add("date", "Thu, 01 Jan 2026 12:01:01 GMT", 60'000);
    add("date with the wrong day's name", "Mon, 01 Jan 2026 12:01:01 GMT", 60'000);
    add("date that is past", "Wed, 31 Dec 2025 00:00:00 GMT", 0);
    add("date beyond a day", "Sat, 03 Jan 2026 12:00:00 GMT", 86'400'000);
    add("RFC 850 date", "Thursday, 01-Jan-26 12:00:31 GMT", 30'000);
    add("RFC 850 date of the last century", "Thursday, 01-Jan-94 12:00:31 GMT", 0);
    add("asctime date", "Thu Jan  1 12:00:11 2026", 10'000);
    add("date without a time", "Thu, 01 Jan 2026", -1);
    add("date with an impossible day", "Thu, 32 Jan 2026 12:00:00 GMT", -1);
    add("date with an unknown month", "Thu, 01 Foo 2026 12:00:00 GMT", -1);
}

void HeadersTest::retryAfter()
{
    QFETCH(QByteArray, value);
    const FakeClock clock;
    Headers headers{{"Content-Type", "text/html"}};
    if (!value.isEmpty())
        headers.append({"retry-after", value});
    QTEST(retryAfterMs(headers, clock).value_or(-1), "ms");
}

void HeadersTest::mediaTypes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("bare") << "text/html"_ba
                          << "text/html"_ba;
    QTest::newRow("with parameter") << "text/html; charset=utf-8"_ba
                                    << "text/html"_ba;
    QTest::newRow("upper case and spaces") << " Text/HTML ;x"_ba
                                           << "text/html"_ba;
    QTest::newRow("empty") << ""_ba
                           << ""_ba;
    QTest::newRow("only a parameter") << ";charset=x"_ba
                                      << ""_ba;
}

void HeadersTest::mediaTypes()
{
    QFETCH(QByteArray, value);
    QTEST(mediaType(value), "type");
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::HeadersTest)
#include "tst_headers.moc"
