// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ownedthread.h"

#include "tests/support/suites.h"

#include <QTest>

#include <atomic>

using namespace sluice::core;
using namespace Qt::StringLiterals;

namespace {

/// Tells on which threads it lived and died.
class Worker final
{
public:
    explicit Worker(std::atomic<QThread *> &diedOn)
        : m_diedOn(diedOn)
    {}
    ~Worker() { m_diedOn = QThread::currentThread(); }

    QThread *const bornOn = QThread::currentThread();
    int sum = 0;

private:
    std::atomic<QThread *> &m_diedOn;
};

} // namespace

class TestOwnedThread final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void buildsAndDeletesTheWorkerOnItsThread();
    void runsWhatIsPostedInOrder();
    void endsWithWorkStillPosted();
    void namesTheThread();
};

void TestOwnedThread::buildsAndDeletesTheWorkerOnItsThread()
{
    std::atomic<QThread *> diedOn = nullptr;
    QThread *bornOn = nullptr;
    {
        OwnedThread<Worker> thread(u"worker"_s, [&diedOn] { return std::make_unique<Worker>(diedOn); });
        thread.call([&bornOn](Worker &worker) { bornOn = worker.bornOn; });
        QVERIFY(bornOn != QThread::currentThread());
        QCOMPARE(diedOn.load(), nullptr);
    }
    QCOMPARE(diedOn.load(), bornOn);
}

void TestOwnedThread::runsWhatIsPostedInOrder()
{
    std::atomic<QThread *> diedOn = nullptr;
    OwnedThread<Worker> thread(u"worker"_s, [&diedOn] { return std::make_unique<Worker>(diedOn); });
    for (int digit = 1; digit <= 5; ++digit)
        thread.post([digit](Worker &worker) { worker.sum = worker.sum * 10 + digit; });
    int sum = 0;
    thread.call([&sum](Worker &worker) { sum = worker.sum; });
    QCOMPARE(sum, 12'345);
}

void TestOwnedThread::endsWithWorkStillPosted()
{
    std::atomic<QThread *> diedOn = nullptr;
    std::atomic_int ran = 0;
    {
        OwnedThread<Worker> thread(u"worker"_s, [&diedOn] { return std::make_unique<Worker>(diedOn); });
        for (int count = 0; count < 1'000; ++count)
            thread.post([&ran](Worker &) { ++ran; });
    }
    QVERIFY(diedOn.load());
    QCOMPARE(ran.load(), 1'000);
}

void TestOwnedThread::namesTheThread()
{
    std::atomic<QThread *> diedOn = nullptr;
    OwnedThread<Worker> thread(u"store writer"_s, [&diedOn] { return std::make_unique<Worker>(diedOn); });
    QString name;
    thread.call([&name](Worker &) { name = QThread::currentThread()->objectName(); });
    QCOMPARE(name, u"store writer"_s);
}

QTEST_GUILESS_MAIN(TestOwnedThread)
#include "tst_ownedthread.moc"
