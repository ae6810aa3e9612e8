// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/answerreader.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// One answer over HTTP/1.1, byte by byte and all at once.
class AnswerReaderTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void repeatedHeadersAreOne();
    void reusable_data();
    void reusable();
    void headersWithoutNumberTakeNoTime();
};

void AnswerReaderTest::reads_data()
{
    using Fault = AnswerReader::Fault;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("fault");
    const auto add = [](const char *name, const QByteArray &bytes, int status, const char *body,
                        Fault fault = Fault::None) {
        QTest::newRow(name) << bytes << status << QByteArray(body) << int(fault);
    };
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    const QByteArray counted = ok + "Content-Length: 5\r\n\r\n";
    const QByteArray hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n";
    add("a counted body", counted + "hello", 200, "hello");
    add("what follows a counted body is not of it", counted + "hello, you", 200, "hello");
    add("an empty body", ok + "Content-Length: 0\r\n\r\n", 200, "");
    add("a body to the connection's end", ok + "X: y\r\n\r\nhello", 200, "hello");
    add("chunks", chunked + "3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n", 200, "hello");
    add("no chunk but the last", chunked + "0\r\n\r\n", 200, "");
    add("no headers at all", ok + "\r\nhello", 200, "hello");
    add("lines that end with LF alone", "HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", 200, "hello");
    add("both kinds of line ends", "HTTP/1.1 200 OK\nContent-Length: 5\n\r\nhello", 200, "hello");
    add("an answer without a body", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n", 304, "");
    add("a status that is no success", "HTTP/1.0 404 None\r\nContent-Length: 1\r\n\r\nx", 404, "x");
    add("a status without words", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", 200, "x");
    add("one interim answer", hints + counted + "hello", 200, "hello");
    add("three interim answers",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + hints + counted + "hello", 200, "hello");
    add("interim answers alone", hints + hints, 0, "", Fault::Cut);
    add("another protocol", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", 0, "", Fault::Broken);
    add("no HTTP", "this is no HTTP at all\r\n\r\n", 0, "", Fault::Broken);
    add("no number for a status", "HTTP/1.1 2x0 OK\r\n\r\n", 0, "", Fault::Broken);
    add("nothing", {}, 0, "", Fault::Cut);
    add("half a head", "HTTP/1.1 200 OK\r\nContent-Le", 0, "", Fault::Cut);
    add("a short body", ok + "Content-Length: 50\r\n\r\nhello", 200, "hello", Fault::Cut);
    add("a cut chunk", chunked + "9\r\nhello", 200, "hello", Fault::Cut);
    add("no last chunk", chunked + "5\r\nhello\r\n", 200, "hello", Fault::Cut);
    add("a bad chunk header", chunked + "5\r\nhello\r\nZZZ\r\n", 200, "hello", Fault::Broken);
    add("a negative chunk", chunked + "-5\r\nhello\r\n", 200, "", Fault::Broken);
    add("a chunk too long for its header", chunked + "3\r\nhello\r\n0\r\n\r\n", 200, "hel", Fault::Broken);
    add("lengths that differ", ok + "Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello", 0, "", Fault::Broken);
    add("1,000 headers", ok + QByteArray("a:\r\n").repeated(1'000) + "\r\nhello", 200, "hello");
    add("1,001 headers", ok + QByteArray("a:\r\n").repeated(1'001) + "\r\nhello", 0, "", Fault::Broken);
    add("headers of 250 KiB", ok + "X: " + QByteArray(250 << 10, 'x') + "\r\n\r\nhello", 200, "hello");
    add("headers of 260 KiB", ok + "X: " + QByteArray(260 << 10, 'x') + "\r\n\r\nhello", 0, "", Fault::Broken);
    add("too many hints",
        QByteArray(hints).replace("Link", QByteArray("a:\r\n").repeated(2'000) + "Link") + counted + "hello", 200,
        "hello"); // nobody reads those
    add("another protocol's greeting", "220 mail.example ESMTP\r\n", 0, "", Fault::Broken);
    add("hints without end", QByteArray(hints).repeated(6'000), 0, "", Fault::Broken);
    add("a million empty lines", QByteArray("\r\n").repeated(1'000'000), 0, "", Fault::Broken);
    add("a head without end", ok + "X: " + QByteArray(400'000, 'x'), 0, "", Fault::Broken);
}

void AnswerReaderTest::reads()
{
    QFETCH(QByteArray, bytes);
    for (const qsizetype part : {qsizetype(1), qsizetype(7), std::max<qsizetype>(1, bytes.size())}) {
        AnswerReader reader;
        QByteArray body;
        for (qsizetype i = 0; i < bytes.size() && !reader.isDone(); i += part)
            reader.feed(QByteArrayView(bytes).sliced(i, std::min(part, bytes.size() - i)), body);
        if (!reader.isDone())
            reader.end();
        QVERIFY(reader.isDone());
        QTEST(reader.status(), "status");
        QTEST(body, "body");
        QTEST(int(reader.fault()), "fault");
        QCOMPARE(reader.reason().isEmpty(), reader.fault() == AnswerReader::Fault::None);
    }
}

void AnswerReaderTest::repeatedHeadersAreOne()
{
    AnswerReader reader;
    QByteArray body;
    reader.feed("HTTP/1.1 200 OK\r\nX: 1\r\nSet-Cookie: a=1\r\nx: 2\r\nset-cookie: b=2\r\nX:\r\n\r\n", body);
    const Headers expected{{"X", "1, 2, "}, {"Set-Cookie", "a=1\nb=2"}};
    QCOMPARE(reader.headers(), expected);
}

void AnswerReaderTest::reusable_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isReusable");
    const QByteArray ok = "HTTP/1.1 200 OK\r\n";
    const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
    QTest::newRow("counted") << ok + "Content-Length: 2\r\n\r\nhi" << true;
    QTest::newRow("counted, part of it") << ok + "Content-Length: 3\r\n\r\nhi" << false;
    QTest::newRow("counted, and more") << ok + "Content-Length: 2\r\n\r\nhim" << false;
    QTest::newRow("without a body") << "HTTP/1.1 304 Not Modified\r\n\r\n"_ba << true;
    QTest::newRow("chunks") << chunked + "2\r\nhi\r\n0\r\n\r\n" << true;
    QTest::newRow("chunks, with trailers") << chunked + "2\r\nhi\r\n0\r\nX: y\r\n\r\n" << false;
    QTest::newRow("chunks, the last line to come") << chunked + "2\r\nhi\r\n0\r\n" << false;
    QTest::newRow("to the connection's end") << ok + "X: y\r\n\r\nhi" << false;
    QTest::newRow("to be closed") << ok + "Connection: Close\r\nContent-Length: 2\r\n\r\nhi" << false;
    QTest::newRow("HTTP/1.0") << "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nhi"_ba << false;
    QTest::newRow("broken") << ok + "Content-Length: x\r\n\r\nhi" << false;
}

void AnswerReaderTest::reusable()
{
    QFETCH(QByteArray, bytes);
    AnswerReader reader;
    QByteArray body;
    reader.feed(bytes, body);
    QTEST(reader.isReusable(), "isReusable");
    reader.end();
    QVERIFY(!reader.isReusable());
}

void AnswerReaderTest::headersWithoutNumberTakeNoTime()
{
    for (const QByteArray &lines : {QByteArray("a:\r\n").repeated(62'000), QByteArray("\r\nb: c").repeated(40'000)}) {
        QElapsedTimer time;
        time.start();
        AnswerReader reader;
        QByteArray body;
        reader.feed("HTTP/1.1 200 OK\r\nX: y\r\n" + lines.trimmed() + "\r\n\r\nhello", body);
        QCOMPARE(reader.fault(), AnswerReader::Fault::Broken);
        QVERIFY(reader.headers().isEmpty());
        QVERIFY2(reader.reason().contains(u"headers"), qPrintable(reader.reason()));
        QVERIFY2(time.elapsed() < 5'000, qPrintable(QString::number(time.elapsed())));
    }
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::AnswerReaderTest)
#include "tst_answerreader.moc"
