// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

#include <QRegularExpression>
#include <QSslSocket>
#include <QTcpServer>
#include <QtEndian>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

enum FrameType : char { DataFrame = 0, HeadersFrame = 1, ResetFrame = 3, SettingsFrame = 4 };
constexpr char endOfStream = 0x1;
constexpr char acknowledged = 0x1;
constexpr char endOfHeaders = 0x4;
constexpr qsizetype frameHead = 9;

QByteArray frame(FrameType type, char flags, quint32 stream, const QByteArray &payload)
{
    QByteArray bytes(frameHead, '\0');
    qToBigEndian(quint32(payload.size()) << 8, bytes.data());
    bytes[3] = type;
    bytes[4] = flags;
    qToBigEndian(stream, bytes.data() + 5);
    return bytes + payload;
}

/// What follows on 103.
enum class After { Page, Reset, End };

/// A server that speaks just enough HTTP/2 (RFC 9113) to answer every request with 103, and then with a page or worse.
class HintingServer final : public QTcpServer
{
public:
    explicit HintingServer(QSslConfiguration tls)
        : m_tls(std::move(tls))
    {
        m_tls.setAllowedNextProtocols({"h2"});
    }

    void setAfter(After after) { m_after = after; }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setSslConfiguration(m_tls);
        connect(socket, &QSslSocket::encrypted, socket, [socket] { socket->write(frame(SettingsFrame, 0, 0, {})); });
        connect(socket, &QSslSocket::readyRead, socket,
                [this, socket, pending = QByteArray(), isBegun = false]() mutable { take(*socket, pending, isBegun); });
        socket->startServerEncryption();
    }

private:
    void take(QSslSocket &socket, QByteArray &pending, bool &isBegun)
    {
        static const QByteArray preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        pending += socket.readAll();
        if (!isBegun && pending.startsWith(preface)) {
            pending.remove(0, preface.size());
            isBegun = true;
        }
        while (isBegun && pending.size() >= frameHead) {
            const qsizetype size = qFromBigEndian<quint32>(pending.constData()) >> 8;
            if (pending.size() < frameHead + size)
                return;
            answer(socket, pending[3], pending[4], qFromBigEndian<quint32>(pending.constData() + 5));
            pending.remove(0, frameHead + size);
        }
    }

    void answer(QSslSocket &socket, char type, char flags, quint32 stream) const
    {
        if (type == SettingsFrame && (flags & acknowledged) == 0)
            socket.write(frame(SettingsFrame, acknowledged, 0, {}));
        if (type != HeadersFrame)
            return;
        // RFC 7541: a literal of the name ":status", and the whole field ":status: 200".
        const char hintFlags = m_after == After::End ? char(endOfHeaders | endOfStream) : endOfHeaders;
        socket.write(frame(HeadersFrame, hintFlags, stream,
                           "\x08\x03"
                           "103"));
        if (m_after == After::Reset)
            socket.write(frame(ResetFrame, 0, stream, QByteArray("\0\0\0\x02", 4))); // INTERNAL_ERROR
        if (m_after != After::Page)
            return;
        socket.write(frame(HeadersFrame, endOfHeaders, stream, "\x88\x0f\x10\x09text/html"));
        socket.write(frame(DataFrame, endOfStream, stream, honestPage()));
    }

    QSslConfiguration m_tls;
    After m_after = After::Page;
};

} // namespace

/// 103 Early Hints over HTTP/2: Qt 6.4 goes on to the answer, and so must the fetcher.
class InterimHttp2Test final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void theAnswerComes();
    void aFailureConcernsNoOther_data();
    void aFailureConcernsNoOther();
};

void InterimHttp2Test::theAnswerComes()
{
    Certificates certificates;
    const auto tls = certificates.make({});
    if (!tls)
        QSKIP("openssl is not installed");
    HintingServer server(*tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    NetworkFetcher fetcher({256, true, certificates.authorityPem()});
    const QByteArray url = "https://127.0.0.1:" + QByteArray::number(server.serverPort()) + '/';
    for (int i = 0; i < 5; ++i) {
        const auto result = fetchAndWait(fetcher, requestFor(url));
        QVERIFY(result);
        QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
        QCOMPARE(result->value().status, 200);
        QCOMPARE(result->value().body, honestPage());
        QVERIFY(result->value().isHttp2);
    }
}

void InterimHttp2Test::aFailureConcernsNoOther_data()
{
    QTest::addColumn<int>("after");
    QTest::newRow("the stream is reset") << int(After::Reset);
    QTest::newRow("the stream ends") << int(After::End);
}

void InterimHttp2Test::aFailureConcernsNoOther()
{
    QFETCH(int, after);
    Certificates certificates;
    const auto tls = certificates.make({});
    if (!tls)
        QSKIP("openssl is not installed");
    HintingServer server(*tls);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    NetworkFetcher fetcher({256, true, certificates.authorityPem()});
    FetchRequest request = requestFor("https://127.0.0.1:" + QByteArray::number(server.serverPort()) + '/');
    request.totalTimeoutMs = 10'000; // asked past Qt, this server says nothing
    server.setAfter(After(after));
    if (After(after) == After::Reset) // Qt's own
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^stream \\d+ finished with error"_s));
    const auto failed = fetchAndWait(fetcher, request);
    QVERIFY(failed && !*failed);
    QVERIFY2(failed->error().detail.contains(request.url.toString()), qPrintable(failed->error().detail));
    server.setAfter(After::Page);
    for (int i = 0; i < 3; ++i) {
        const auto result = fetchAndWait(fetcher, request);
        QVERIFY(result);
        QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
        QVERIFY2(result->value().isHttp2, "asked past Qt from then on");
    }
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::InterimHttp2Test)
#include "tst_interimhttp2.moc"
