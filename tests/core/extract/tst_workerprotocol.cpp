// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerprotocol.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using namespace core;

class WorkerProtocolTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void batchesSurvive();
    void partsOfBatches();
    void repliesSurvive();
    void refusesNonsense_data();
    void refusesNonsense();
    void collectsFrames();
};

static QByteArray payloadOf(const QByteArray &frame)
{
    return frame.mid(frameHeadBytes);
}

void WorkerProtocolTest::batchesSurvive()
{
    WorkerBatch batch;
    batch.program = {WorkerMode::Plugin, u"source ü"_s, u"name"_s, {u"/a.so"_s, u"/b.so"_s}};
    batch.limits = {std::chrono::milliseconds(1234), 5'000'000'000, 7};
    batch.pages = {{"http://a/", 404, {{"Server", "x"}, {"Empty", ""}}, QByteArray("a\0\xff", 3)}, {}};
    const QByteArray frame = encodeBatch(batch, 0, 2);
    QCOMPARE(qsizetype(frameLength(frame.constData())), frame.size() - frameHeadBytes);
    const auto read = decodeBatch(payloadOf(frame));
    QVERIFY(read);
    QVERIFY(read->program == batch.program);
    QVERIFY(read->limits == batch.limits);
    QVERIFY(read->pages == batch.pages);
}

void WorkerProtocolTest::partsOfBatches()
{
    WorkerBatch batch;
    for (const char *content : {"a", "b", "c", "d"})
        batch.pages.append({{}, 0, {}, content});
    const auto read = decodeBatch(payloadOf(encodeBatch(batch, 1, 2)));
    QVERIFY(read);
    QVERIFY(read->pages == batch.pages.mid(1, 2));
}

void WorkerProtocolTest::repliesSurvive()
{
    const auto throughFrames = [](const WorkerReply &reply) { return decodeReply(payloadOf(encodeReply(reply))); };
    QVERIFY(std::holds_alternative<WorkerLoaded>(*throughFrames(WorkerLoaded())));
    QCOMPARE(std::get<WorkerDone>(*throughFrames(WorkerDone{1LL << 40})).memory, 1LL << 40);
    const WorkerFailure failure{WorkerFault::Cancelled, u"why ü"_s, 17};
    QVERIFY(std::get<WorkerRefused>(*throughFrames(WorkerRefused{failure})).failure == failure);
    const WorkerAnswer good{{"{\"a\":1}", "null"}, {"http://a/"}, {u"said"_s}, {}};
    QVERIFY(std::get<WorkerAnswer>(*throughFrames(good)) == good);
    const WorkerAnswer bad{{}, {}, {}, failure};
    QVERIFY(std::get<WorkerAnswer>(*throughFrames(bad)) == bad);
}

void WorkerProtocolTest::refusesNonsense_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("a number") << QByteArray("\x01");
    QTest::newRow("an empty array") << QByteArray("\x80");
    QTest::newRow("an array of a wrong kind") << QByteArray("\x81\x18\x63");
    QTest::newRow("cut off") << payloadOf(encodeReply(WorkerDone{1LL << 40})).chopped(3);
    QTest::newRow("a length without bytes") << QByteArray("\x9b\x7f\xff\xff\xff\xff\xff\xff\xff");
    QTest::newRow("nested deeply") << QByteArray(100'000, '\x81');
}

void WorkerProtocolTest::refusesNonsense()
{
    QFETCH(QByteArray, payload);
    QVERIFY(!decodeReply(payload));
    QVERIFY(!decodeBatch(payload));
}

void WorkerProtocolTest::collectsFrames()
{
    const QByteArray first = encodeReply(WorkerLoaded());
    const QByteArray second = encodeReply(WorkerDone{5});
    FrameBuffer buffer;
    QVERIFY(!buffer.take());
    for (const char byte : first + second.chopped(1)) {
        QVERIFY(!buffer.isBeyond(100));
        buffer.append(QByteArray(1, byte));
    }
    QCOMPARE(buffer.take(), payloadOf(first));
    QVERIFY(!buffer.take());
    QVERIFY(buffer.isBeyond(1));
    buffer.append(second.last(1));
    QCOMPARE(buffer.take(), payloadOf(second));
    QVERIFY(!buffer.take());
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::WorkerProtocolTest)
#include "tst_workerprotocol.moc"
