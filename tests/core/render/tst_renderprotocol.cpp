// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/neterrors.h"
#include "core/render/renderprotocol.h"
#include "tests/support/suites.h"

#include <QCborArray>
#include <QCborValue>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// What goes between the application and sluice-render comes out as it went in, and what is none of it is nothing.
class RenderProtocolTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void setupComesBack();
    void taskComesBack();
    void dropComesBack();
    void answersComeBack();
    void hostileFramesAreNothing_data();
    void hostileFramesAreNothing();
    void framesComeInPieces();
    void longFrameIsSeenByItsHead();
    void netErrors_data();
    void netErrors();

private:
    template <typename Message, typename Variant>
    static std::optional<Message> through(const Message &message)
    {
        FrameBuffer frames;
        frames.append(encodeRender(Variant(message)));
        const QByteArray payload = frames.take().value_or(QByteArray());
        if constexpr (std::is_same_v<Variant, RenderRequest>) {
            const auto decoded = decodeRenderRequest(payload);
            return decoded && std::holds_alternative<Message>(*decoded) ? std::get<Message>(*decoded)
                                                                        : std::optional<Message>();
        } else {
            const auto decoded = decodeRenderReply(payload);
            return decoded && std::holds_alternative<Message>(*decoded) ? std::get<Message>(*decoded)
                                                                        : std::optional<Message>();
        }
    }
};

void RenderProtocolTest::setupComesBack()
{
    RenderSetup setup;
    setup.proxy = {ProxyKind::Socks5, u"proxy.test"_s, 1080, u"user"_s, u"word"_s};
    setup.caPem = "-----BEGIN";
    const auto back = through<RenderSetup, RenderRequest>(setup);
    QVERIFY(back);
    QVERIFY(*back == setup);
}

void RenderProtocolTest::taskComesBack()
{
    RenderTask task;
    task.id = 7;
    task.url = WebUrl::parse("https://a.test/x?y").value();
    task.userAgent = "Sluice/1";
    task.language = "de,en";
    task.headers = {{"X-A", "1"}, {"X-B", ""}};
    task.cookies = {{"c", "d=e"}};
    task.options = {RenderWait::Selector, u"#list > li"_s, 1'234, true, u"button"_s, 5, false, false};
    task.timeoutMs = 4'321;
    task.bodyCap = 99;
    task.isTlsCheckOff = true;
    task.limits = {{u"/private/"_s, u"\\.zip$"_s}, 3, 77};
    const auto back = through<RenderTask, RenderRequest>(task);
    QVERIFY(back);
    QVERIFY(*back == task);
}

void RenderProtocolTest::dropComesBack()
{
    const auto back = through<RenderDrop, RenderRequest>(RenderDrop{4'000'000'000U});
    QVERIFY(back);
    QCOMPARE(back->id, 4'000'000'000U);
}

void RenderProtocolTest::answersComeBack()
{
    RenderAnswer answer;
    answer.id = 9;
    answer.status = 404;
    answer.location = "/there";
    answer.url = "http://a.test/";
    answer.contentType = "text/html";
    answer.body = QByteArray("<p>\0</p>", 8);
    answer.isBodySkipped = true;
    answer.setCookies = {"a=b; path=/"};
    answer.requests = {{"http://a.test", 3}, {"http://b.test", 1}};
    answer.notes = {u"nothing matched"_s};
    answer.firstByteMs = 12;
    answer.totalMs = 34;
    answer.retryAfter = "120";
    const auto back = through<RenderAnswer, RenderReply>(answer);
    QVERIFY(back);
    QVERIFY(*back == answer);
    answer.fault = RenderFault{FetchFault::Tls, u"no"_s};
    QVERIFY((through<RenderAnswer, RenderReply>(answer)) == std::optional(answer));
    const RenderHello hello{false, u"why"_s};
    QVERIFY((through<RenderHello, RenderReply>(hello)) == std::optional(hello));
}

void RenderProtocolTest::hostileFramesAreNothing_data()
{
    QTest::addColumn<QByteArray>("payload");
    const auto cbor = [](const QCborArray &array) { return QCborValue(array).toCbor(); };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("cut off") << cbor({2, 7}).chopped(1);
    QTest::newRow("not an array") << QCborValue(5).toCbor();
    QTest::newRow("empty array") << cbor({});
    QTest::newRow("unknown kind") << cbor({77});
    QTest::newRow("kind is a text") << cbor({u"1"_s});
    QTest::newRow("task with too few parts") << cbor({1, 1, QByteArray("http://a.test/")});
    const auto taskTo = [cbor](const char *url) {
        return cbor({1, 1, QByteArray(url), QByteArray(), QByteArray(), QCborArray(), QCborArray(), QCborArray(), 1, 1,
                     false, QCborArray()});
    };
    QTest::newRow("local file") << taskTo("file:///etc/passwd");
    QTest::newRow("internal scheme") << taskTo("chrome://gpu");
    QTest::newRow("script") << taskTo("javascript:1");
    QTest::newRow("no address") << taskTo("");
}

void RenderProtocolTest::hostileFramesAreNothing()
{
    QFETCH(QByteArray, payload);
    QVERIFY(!decodeRenderRequest(payload));
}

void RenderProtocolTest::framesComeInPieces()
{
    const QByteArray bytes = encodeRender(RenderRequest(RenderDrop{1})) + encodeRender(RenderRequest(RenderDrop{2}));
    FrameBuffer frames;
    QList<quint32> ids;
    for (const char byte : bytes) {
        frames.append(QByteArray(1, byte));
        if (const auto payload = frames.take())
            ids.append(std::get<RenderDrop>(decodeRenderRequest(*payload).value()).id);
    }
    QCOMPARE(ids, (QList<quint32>{1, 2}));
}

void RenderProtocolTest::longFrameIsSeenByItsHead()
{
    FrameBuffer frames;
    frames.append(QByteArray("\xff\xff\xff", 3));
    QVERIFY(!frames.isBeyond(largestRenderRequest));
    frames.append(QByteArray("\x7f", 1));
    QVERIFY(frames.isBeyond(largestRenderRequest));
    QVERIFY(!frames.take());
}

void RenderProtocolTest::netErrors_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("fault");
    QTest::newRow("name not resolved") << -105 << int(FetchFault::HostNotFound);
    QTest::newRow("refused") << -102 << int(FetchFault::ConnectionRefused);
    QTest::newRow("reset") << -101 << int(FetchFault::ConnectionLost);
    QTest::newRow("empty response") << -324 << int(FetchFault::ConnectionLost);
    QTest::newRow("certificate of another host") << -200 << int(FetchFault::Tls);
    QTest::newRow("handshake") << -107 << int(FetchFault::Tls);
    QTest::newRow("proxy") << -130 << int(FetchFault::Proxy);
    QTest::newRow("too many retries") << -375 << int(FetchFault::Proxy);
    QTest::newRow("bad chunks") << -321 << int(FetchFault::Protocol);
    QTest::newRow("bad gzip") << -330 << int(FetchFault::Decode);
    QTest::newRow("blocked") << -20 << int(FetchFault::Other);
}

void RenderProtocolTest::netErrors()
{
    QFETCH(int, code);
    QFETCH(int, fault);
    QCOMPARE(int(faultOfNetError(code)), fault);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RenderProtocolTest)
#include "tst_renderprotocol.moc"
