// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

using namespace Qt::StringLiterals;
using namespace sluice::core;

Q_DECLARE_METATYPE(sluice::test::Certificates::Wish)

namespace sluice::test {

class FetcherTlsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void certificates_data();
    void certificates();
    void handshakes_data();
    void handshakes();
    void exceptionIsForOneRequestOnly();
    void noTlsAtAll();
    void faultsOverTls_data();
    void faultsOverTls();

private:
    std::unique_ptr<Certificates> m_certificates;
};

void FetcherTlsTest::initTestCase()
{
    m_certificates = std::make_unique<Certificates>();
    if (!m_certificates->isValid())
        QSKIP("openssl is not installed");
}

void FetcherTlsTest::certificates_data()
{
    using Wish = Certificates::Wish;
    QTest::addColumn<Wish>("wish");
    QTest::addColumn<QString>("reason"); // empty: accepted
    const auto add = [](const char *name, const QString &reason, auto change) {
        Wish wish;
        change(wish);
        QTest::newRow(name) << wish << reason;
    };
    add("elliptic curve", {}, [](Wish &) {});
    add("elliptic curve of 384 bits", {}, [](Wish &w) { w.key = u"ec:secp384r1"_s; });
    add("RSA of 2048 bits", {}, [](Wish &w) { w.key = u"rsa:2048"_s; });
    add("RSA of 4096 bits", {}, [](Wish &w) { w.key = u"rsa:4096"_s; });
    add("expired", u"expired"_s, [](Wish &w) {
        w.validFromDays = -10;
        w.validToDays = -2;
    });
    add("not yet valid", u"not yet valid"_s, [](Wish &w) { w.validFromDays = 2; });
    add("self-signed", u"self-signed"_s, [](Wish &w) { w.isSelfSigned = true; });
    add("untrusted root", u"issuer"_s, [](Wish &w) { w.isByStranger = true; });
    add("wrong host", u"host name"_s, [](Wish &w) { w.names = "DNS:elsewhere.test"; });
    add("no names at all", u"host name"_s, [](Wish &w) { w.names.clear(); });
    add("a thousand names", {}, [](Wish &w) {
        w.names = "IP:127.0.0.1";
        for (int i = 0; i < 1'000; ++i)
            w.names += ",DNS:n" + QByteArray::number(i) + ".test";
    });
}

void FetcherTlsTest::certificates()
{
    QFETCH(Certificates::Wish, wish);
    QFETCH(QString, reason);
    const auto tls = m_certificates->make(wish);
    QVERIFY(tls);
    MisbehavingServer server;
    QVERIFY(server.start(*tls));
    NetworkFetcher fetcher({256, true, m_certificates->authorityPem()});
    const auto result = fetchAndWait(fetcher, requestFor(server.url("/ok")));
    QVERIFY(result);
    if (reason.isEmpty()) {
        QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
        QCOMPARE(result->value().body, honestPage());
        return;
    }
    QVERIFY2(!*result, "a bad certificate was taken");
    QCOMPARE(faultName(result->error().kind), u"tls"_s);
    QVERIFY2(result->error().detail.contains(reason), qPrintable(result->error().detail));
    QCOMPARE(server.requests().size(), 0);
}

void FetcherTlsTest::handshakes_data()
{
    QTest::addColumn<int>("protocol");
    QTest::addColumn<bool>("isAccepted");
    QTest::newRow("TLS 1.3") << int(QSsl::TlsV1_3) << true;
    QTest::newRow("TLS 1.2") << int(QSsl::TlsV1_2) << true;
    QTest::newRow("TLS 1.0") << int(QSsl::UnknownProtocol) << false;
}

void FetcherTlsTest::handshakes()
{
    QFETCH(int, protocol);
    QFETCH(bool, isAccepted);
    auto tls = m_certificates->make({});
    QVERIFY(tls);
    if (isAccepted) {
        tls->setProtocol(QSsl::SslProtocol(protocol));
    } else {
        QT_WARNING_PUSH
        QT_WARNING_DISABLE_DEPRECATED
        tls->setProtocol(QSsl::TlsV1_0); // outdated, which is what this is about
        QT_WARNING_POP
    }
    MisbehavingServer server;
    QVERIFY(server.start(*tls));
    NetworkFetcher fetcher({256, true, m_certificates->authorityPem()});
    const auto result = fetchAndWait(fetcher, requestFor(server.url("/ok")));
    QVERIFY(result);
    QCOMPARE(result->has_value(), isAccepted);
    if (!isAccepted)
        QVERIFY(result->error().kind == FetchFault::Tls || result->error().kind == FetchFault::ConnectionLost);
}

void FetcherTlsTest::exceptionIsForOneRequestOnly()
{
    Certificates::Wish wish;
    wish.isSelfSigned = true;
    const auto tls = m_certificates->make(wish);
    QVERIFY(tls);
    MisbehavingServer server;
    QVERIFY(server.start(*tls));
    NetworkFetcher fetcher({});
    FetchRequest tolerant = requestFor(server.url("/ok"));
    tolerant.isTlsCheckOff = true;
    auto result = fetchAndWait(fetcher, tolerant);
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    // The connection is open and tolerated, but not for this one.
    result = fetchAndWait(fetcher, requestFor(server.url("/ok")));
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"tls"_s);
    result = fetchAndWait(fetcher, tolerant);
    QVERIFY(result && *result);
    QCOMPARE(server.count("/ok"), 2);
}

void FetcherTlsTest::noTlsAtAll()
{
    MisbehavingServer server;
    QVERIFY(server.start());
    NetworkFetcher fetcher({});
    const auto result = fetchAndWait(fetcher, requestFor(server.url("/ok").replace("http:", "https:")));
    QVERIFY(result && !*result);
    QVERIFY2(result->error().kind == FetchFault::Tls || result->error().kind == FetchFault::ConnectTimeout,
             qPrintable(result->error().detail));
}

void FetcherTlsTest::faultsOverTls_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<FetchFault>("kind");
    QTest::newRow("short body") << "/short-body"_ba << FetchFault::ConnectionLost;
    QTest::newRow("cut chunk") << "/cut-chunk"_ba << FetchFault::ConnectionLost;
    QTest::newRow("dropped") << "/drop"_ba << FetchFault::ConnectionLost;
    QTest::newRow("reset") << "/reset"_ba << FetchFault::ConnectionLost;
    QTest::newRow("bad chunk") << "/bad-chunk"_ba << FetchFault::Protocol;
    QTest::newRow("two lengths") << "/two-lengths"_ba << FetchFault::Protocol;
    QTest::newRow("endless") << "/endless"_ba << FetchFault::BodyTooLarge;
    QTest::newRow("no answer") << "/never-answers"_ba << FetchFault::Timeout;
}

void FetcherTlsTest::faultsOverTls()
{
    QFETCH(QByteArray, path);
    QFETCH(FetchFault, kind);
    const auto tls = m_certificates->make({});
    QVERIFY(tls);
    MisbehavingServer server;
    QVERIFY(server.start(*tls));
    NetworkFetcher fetcher({256, true, m_certificates->authorityPem()});
    FetchRequest request = requestFor(server.url(path));
    request.bodyCap = 1'000'000;
    if (kind == FetchFault::Timeout)
        request.totalTimeoutMs = 500;
    const auto result = fetchAndWait(fetcher, request);
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), faultName(kind));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::FetcherTlsTest)
#include "tst_fetchertls.moc"
