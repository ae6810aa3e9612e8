// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/retrypolicy.h"
#include "tests/support/suites.h"

#include <QSet>
#include <QTest>

using namespace sluice::core;

namespace sluice::test {

class RetryPolicyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void statuses_data();
    void statuses();
    void faults_data();
    void faults();
    void delays_data();
    void delays();
    void namesAreDistinct();
};

void RetryPolicyTest::statuses_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isRetried");
    for (const int status : {408, 429, 500, 502, 503, 504, 599})
        QTest::addRow("%d is tried again", status) << status << true;
    for (const int status : {200, 204, 301, 304, 400, 401, 403, 404, 410, 600})
        QTest::addRow("%d is final", status) << status << false;
}

void RetryPolicyTest::statuses()
{
    QFETCH(int, status);
    FetchResponse response;
    response.status = status;
    QTEST(RetryPolicy().delayMs(1, response, 0.5).has_value(), "isRetried");
}

void RetryPolicyTest::faults_data()
{
    QTest::addColumn<FetchFault>("fault");
    QTest::addColumn<bool>("isRetried");
    using enum FetchFault;
    for (const FetchFault fault : {HostNotFound, ConnectionRefused, ConnectTimeout, Timeout, ConnectionLost, Proxy})
        QTest::addRow("%s is tried again", qPrintable(faultName(fault))) << fault << true;
    for (const FetchFault fault : {Protocol, Tls, BodyTooLarge, Decode, Cancelled, Other})
        QTest::addRow("%s is final", qPrintable(faultName(fault))) << fault << false;
}

void RetryPolicyTest::faults()
{
    QFETCH(FetchFault, fault);
    FetchError error;
    error.kind = fault;
    QTEST(RetryPolicy().delayMs(1, tl::unexpected(error), 0.5).has_value(), "isRetried");
}

void RetryPolicyTest::delays_data()
{
    QTest::addColumn<int>("attempt");
    QTest::addColumn<double>("random");
    QTest::addColumn<qint64>("ms"); // -1: no further try
    QTest::newRow("first, smallest") << 1 << 0.0 << qint64(0);
    QTest::newRow("first, in the middle") << 1 << 0.5 << qint64(500);
    QTest::newRow("second doubles") << 2 << 0.5 << qint64(1'000);
    QTest::newRow("fifth") << 5 << 0.25 << qint64(4'000);
    QTest::newRow("seventh meets the cap") << 7 << 0.5 << qint64(30'000);
    QTest::newRow("fiftieth does not overflow") << 50 << 0.999 << qint64(59'940);
    QTest::newRow("the last of a hundred") << 100 << 0.5 << qint64(30'000);
    QTest::newRow("none after the last") << 101 << 0.5 << qint64(-1);
    QTest::newRow("none before the first") << 0 << 0.5 << qint64(-1);
}

void RetryPolicyTest::delays()
{
    QFETCH(int, attempt);
    QFETCH(double, random);
    RetryPolicy policy;
    policy.retries = 100;
    FetchError error;
    error.kind = FetchFault::Timeout;
    QTEST(policy.delayMs(attempt, tl::unexpected(error), random).value_or(-1), "ms");
}

void RetryPolicyTest::namesAreDistinct()
{
    QSet<QString> names;
    for (int i = 0; i <= int(FetchFault::Other); ++i)
        names.insert(faultName(FetchFault(i)));
    QCOMPARE(names.size(), int(FetchFault::Other) + 1);
    QVERIFY(!names.contains(QString()));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RetryPolicyTest)
#include "tst_retrypolicy.moc"
