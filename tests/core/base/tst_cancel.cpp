// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cancel.h"

#include "tests/support/suites.h"

#include <QTest>

#include <thread>

using namespace sluice::core;

class TestCancel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void aTokenOfNobodyIsNeverCancelled();
    void everyTokenSeesTheCancel();
    void aTokenOutlivesItsSource();
    void anotherThreadSeesTheCancel();
};

void TestCancel::aTokenOfNobodyIsNeverCancelled()
{
    QVERIFY(!CancelToken().isCancelled());
}

void TestCancel::everyTokenSeesTheCancel()
{
    CancelSource source;
    CancelSource other;
    const CancelToken early = source.token();
    const CancelToken copy = early;
    QVERIFY(!early.isCancelled());
    QVERIFY(!source.isCancelled());
    source.cancel();
    source.cancel();
    QVERIFY(early.isCancelled());
    QVERIFY(copy.isCancelled());
    QVERIFY(source.token().isCancelled());
    QVERIFY(source.isCancelled());
    QVERIFY(!other.token().isCancelled());
}

void TestCancel::aTokenOutlivesItsSource()
{
    CancelToken token;
    {
        CancelSource source;
        token = source.token();
        source.cancel();
    }
    QVERIFY(token.isCancelled());
}

void TestCancel::anotherThreadSeesTheCancel()
{
    CancelSource source;
    std::thread waiting([token = source.token()] {
        while (!token.isCancelled())
            std::this_thread::yield();
    });
    source.cancel();
    waiting.join();
    QVERIFY(source.isCancelled());
}

QTEST_GUILESS_MAIN(TestCancel)
#include "tst_cancel.moc"
