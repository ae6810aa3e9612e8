// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/proxylogins.h"

#include "core/net/networkfetcher.h"
#include "core/net/requesttemplates.h"
#include "core/net/tunnelprobe.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/proxyprogram.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// Proxies are told user and password as they ask for them, Basic or Digest, and wrong ones once.
class ProxyLoginsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void nothingUnasked();
    void digest_data();
    void digest();
    void wrongOnes_data();
    void wrongOnes();
    void neverContent_data();
    void neverContent();
    void probesToo();
    void theServerIsNotTold();
    void squidsDigest_data();
    void squidsDigest();

private:
    [[nodiscard]] MisbehavingServer &server(bool isSecure) { return isSecure ? *m_secure : *m_server; }
    [[nodiscard]] FetchRequest request(bool isSecure, quint16 port, const QString &password = u"se:cr,et"_s);

    Certificates m_certificates;
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<MisbehavingServer> m_secure; ///< null without openssl
    std::unique_ptr<ScriptedProxy> m_proxy;
    std::unique_ptr<NetworkFetcher> m_fetcher;
};

namespace {

void addWays()
{
    QTest::addColumn<bool>("isSecure");
    QTest::newRow("http, forwarded") << false;
    QTest::newRow("https, through a tunnel") << true;
}

} // namespace

void ProxyLoginsTest::initTestCase()
{
    m_server = std::make_unique<MisbehavingServer>();
    QVERIFY(m_server->start());
    if (const auto tls = m_certificates.make({})) {
        m_secure = std::make_unique<MisbehavingServer>();
        QVERIFY(m_secure->start(*tls));
    }
}

void ProxyLoginsTest::init()
{
    failOnAnyWarning();
    m_proxy = std::make_unique<ScriptedProxy>();
    QVERIFY(m_proxy->start());
    m_fetcher = std::make_unique<NetworkFetcher>(NetworkSettings{256, true, m_certificates.authorityPem()});
}

void ProxyLoginsTest::cleanup()
{
    m_fetcher.reset();
    m_proxy.reset();
}

FetchRequest ProxyLoginsTest::request(bool isSecure, quint16 port, const QString &password)
{
    FetchRequest request = requestFor(server(isSecure).url("/ok"));
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, port, u"user"_s, password};
    return request;
}

void ProxyLoginsTest::nothingUnasked()
{
    const auto result = fetchAndWait(*m_fetcher, request(false, m_proxy->port()));
    QVERIFY(result && *result);
    QCOMPARE(m_server->requests().last().header("Proxy-Authorization"), QByteArray());
}

void ProxyLoginsTest::digest_data()
{
    addWays();
}

void ProxyLoginsTest::digest()
{
    QFETCH(bool, isSecure);
    if (isSecure && !m_secure)
        QSKIP("openssl is not installed");
    m_proxy->requireDigest("user:se:cr,et");
    for (int i = 0; i < 3; ++i) {
        const auto result = fetchAndWait(*m_fetcher, request(isSecure, m_proxy->port()));
        QVERIFY(result);
        QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
        QCOMPARE(result->value().body, honestPage());
    }
    QCOMPARE(m_proxy->challenges(), 1); // the nonce serves again
    for (const QByteArray &login : m_proxy->logins())
        QVERIFY2(login.startsWith("Digest "), login.constData());
}

void ProxyLoginsTest::wrongOnes_data()
{
    addWays();
}

void ProxyLoginsTest::wrongOnes()
{
    QFETCH(bool, isSecure);
    if (isSecure && !m_secure)
        QSKIP("openssl is not installed");
    m_proxy->requireDigest("user:se:cr,et");
    for (int i = 0; i < 3; ++i) {
        const auto result = fetchAndWait(*m_fetcher, request(isSecure, m_proxy->port(), u"canary"_s));
        QVERIFY(result && !*result);
        QCOMPARE(faultName(result->error().kind), u"proxy"_s);
        QVERIFY2(result->error().detail.contains("credentials"_L1), qPrintable(result->error().detail));
        QVERIFY(!result->error().detail.contains("canary"_L1));
    }
    QCOMPARE(m_proxy->logins().size(), 1); // so that no account is locked by it
    const auto right = fetchAndWait(*m_fetcher, request(isSecure, m_proxy->port()));
    QVERIFY(right && *right);
}

void ProxyLoginsTest::neverContent_data()
{
    addWays();
}

void ProxyLoginsTest::neverContent()
{
    QFETCH(bool, isSecure);
    if (isSecure && !m_secure)
        QSKIP("openssl is not installed");
    m_proxy->requireDigest("user:se:cr,et", true);
    const auto result = fetchAndWait(*m_fetcher, request(isSecure, m_proxy->port()));
    QVERIFY(result && !*result);
    QCOMPARE(faultName(result->error().kind), u"proxy"_s);
    QCOMPARE(m_proxy->challenges(), ProxyLogins::maximumAnswers + 1);
}

void ProxyLoginsTest::probesToo()
{
    m_proxy->requireDigest("user:se:cr,et");
    TunnelProbe probe(request(false, m_proxy->port()), RequestTemplates({}).sslConfiguration());
    std::optional<TunnelProbe::Outcome> outcome;
    probe.start([&outcome](const TunnelProbe::Outcome &what) { outcome = what; });
    QVERIFY(turnUntil([&outcome] { return outcome.has_value(); }));
    QVERIFY2(outcome->answer, outcome->answer ? "" : qPrintable(outcome->answer.error().detail));
    QCOMPARE(m_proxy->tunnels(), 1);
    QCOMPARE(m_server->requests().last().header("Proxy-Authorization"), QByteArray());
}

void ProxyLoginsTest::theServerIsNotTold()
{
    if (!m_secure)
        QSKIP("openssl is not installed");
    FetchRequest own = request(true, m_proxy->port());
    own.headers = {{"Proxy-Authorization", "Bearer canary"}};
    m_proxy->requireCredentials("user:other");
    const auto refused = fetchAndWait(*m_fetcher, own);
    QVERIFY(refused && !*refused);
    QCOMPARE(m_proxy->logins().first(), "Bearer canary"_ba);
    m_proxy->requireCredentials({});
    const auto result = fetchAndWait(*m_fetcher, own);
    QVERIFY(result && *result);
    QCOMPARE(m_secure->requests().last().header("Proxy-Authorization"), QByteArray());
}

void ProxyLoginsTest::squidsDigest_data()
{
    addWays();
}

void ProxyLoginsTest::squidsDigest()
{
    QFETCH(bool, isSecure);
    const QString helper = u"/usr/lib/squid/digest_file_auth"_s;
    if (ProxyProgram::find(ProxyProgram::Kind::Squid).isEmpty() || !QFile::exists(helper))
        QSKIP("squid is not installed");
    if (isSecure && !m_secure)
        QSKIP("openssl is not installed");
    QTemporaryDir folder;
    QVERIFY(folder.isValid());
    QFile::setPermissions(folder.path(), QFile::Permissions(0x7755)); // squid's helper is another user
    QFile users(folder.filePath(u"users"_s));
    QVERIFY(users.open(QIODevice::WriteOnly));
    users.write("user:secret\n");
    users.close();
    QVERIFY(users.setPermissions(QFile::Permissions(0x6644)));
    ProxyProgram squid;
    const QByteArray settings = "auth_param digest program " + helper.toUtf8() + ' ' + users.fileName().toUtf8() +
                                "\nauth_param digest children 1\nauth_param digest realm gate\n"
                                "acl known proxy_auth REQUIRED\nhttp_access deny !known\nhttp_access allow known\n";
    const QString trouble = squid.start(ProxyProgram::Kind::Squid, "127.0.0.1", settings, {});
    QVERIFY2(trouble.isEmpty(), qPrintable(trouble));
    const auto wrong = fetchAndWait(*m_fetcher, request(isSecure, squid.port(), u"wrong"_s));
    QVERIFY(wrong && !*wrong);
    QVERIFY2(wrong->error().detail.contains("credentials"_L1), qPrintable(wrong->error().detail));
    for (int i = 0; i < 2; ++i) {
        const auto right = fetchAndWait(*m_fetcher, request(isSecure, squid.port(), u"secret"_s));
        QVERIFY(right);
        QVERIFY2(*right, right->has_value() ? "" : qPrintable(right->error().detail));
        QCOMPARE(right->value().body, honestPage());
    }
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyLoginsTest)
#include "tst_proxylogins.moc"
