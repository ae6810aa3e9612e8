// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/render/renderbench.h"
#include "tests/support/certificates.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

/// Whom rendering trusts: certificates, a proxy with a password, and its own process where that has no sandbox.
class RenderTrustTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void certificatesAreChecked_data();
    void certificatesAreChecked();
    void exceptionIsForItsHostAlone();
    void proxyWithPasswordTunnels();
    void rightsThatStayAreTold();

private:
    Certificates m_certificates;
    RenderBench m_bench;
};

void RenderTrustTest::initTestCase()
{
    if (!m_certificates.isValid())
        QSKIP("openssl is not installed");
    QVERIFY(m_bench.isServing);
}

void RenderTrustTest::init()
{
    failOnAnyWarning();
    m_bench.options.wait = RenderWait::Load;
    m_bench.caPem.clear();
}

void RenderTrustTest::certificatesAreChecked_data()
{
    QTest::addColumn<bool>("isByStranger");
    QTest::addColumn<int>("toDays");
    QTest::addColumn<bool>("isCaGiven");
    QTest::addColumn<bool>("isExcepted");
    QTest::addColumn<bool>("isShown");
    QTest::newRow("an authority that nobody gave") << false << 30 << false << false << false;
    QTest::newRow("the authority that was given") << false << 30 << true << false << true;
    QTest::newRow("another authority") << true << 30 << true << false << false;
    QTest::newRow("another authority, host excepted") << true << 30 << true << true << true;
    QTest::newRow("too old") << false << -1 << true << false << false;
    QTest::newRow("too old, host excepted") << false << -1 << false << true << true;
}

void RenderTrustTest::certificatesAreChecked()
{
    QFETCH(bool, isByStranger);
    QFETCH(int, toDays);
    QFETCH(bool, isCaGiven);
    QFETCH(bool, isExcepted);
    QFETCH(bool, isShown);
    Certificates::Wish wish;
    wish.isByStranger = isByStranger;
    wish.validFromDays = -5;
    wish.validToDays = toDays;
    MisbehavingServer server;
    const auto tls = m_certificates.make(wish);
    QVERIFY(tls && server.start(*tls));
    server.add("/page", httpAnswer(200, "<p>words"));
    if (isCaGiven)
        m_bench.caPem = m_certificates.authorityPem();
    FetchRequest request = requestFor(server.url("/page"));
    request.isTlsCheckOff = isExcepted;
    const auto result = m_bench.get(std::move(request));
    QVERIFY(result);
    QVERIFY2(result->has_value() == isShown, *result ? "shown" : qPrintable((*result).error().detail));
    if (isShown)
        QVERIFY((*result)->body.contains("words"));
    else
        QCOMPARE(int((*result).error().kind), int(FetchFault::Tls));
}

/// --insecure names a host; what its pages bring in from others is checked as ever.
void RenderTrustTest::exceptionIsForItsHostAlone()
{
    Certificates::Wish wish;
    wish.isByStranger = true;
    MisbehavingServer own;
    MisbehavingServer other;
    const auto tls = m_certificates.make(wish);
    QVERIFY(tls && own.start(*tls) && other.start(*tls));
    own.add("/page", httpAnswer(200, "<p>words<script src=/own.js></script><script src=" +
                                         other.url("/other.js", "localhost") + "></script>"));
    FetchRequest request = requestFor(own.url("/page"));
    request.isTlsCheckOff = true;
    const auto result = m_bench.get(std::move(request));
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QCOMPARE(own.count("/own.js"), 1);
    QCOMPARE(other.count("/other.js"), 0);
}

void RenderTrustTest::proxyWithPasswordTunnels()
{
    MisbehavingServer server;
    const auto tls = m_certificates.make({});
    QVERIFY(tls && server.start(*tls));
    server.add("/page", httpAnswer(200, "<p>words"));
    ScriptedProxy proxy;
    QVERIFY(proxy.start());
    proxy.requireCredentials("user:word");
    m_bench.caPem = m_certificates.authorityPem();
    FetchRequest request = requestFor(server.url("/page"));
    request.proxy = {ProxyKind::Http, u"127.0.0.1"_s, proxy.port(), u"user"_s, u"word"_s};
    const auto result = m_bench.get(request);
    QVERIFY(result);
    QVERIFY2(*result, *result ? "" : qPrintable((*result).error().detail));
    QVERIFY((*result)->body.contains("words"));
    QVERIFY(proxy.tunnels() > 0);
    QCOMPARE(server.connectionCount(), proxy.tunnels());
    request.proxy.password = u"wrong"_s;
    const int connections = proxy.connections();
    const auto refused = m_bench.get(request);
    QVERIFY(refused && !*refused);
    QCOMPARE(int((*refused).error().kind), int(FetchFault::Proxy));
    QCOMPARE(proxy.connections(), connections + 1);
}

/// A container may let root be root and nobody else: then pages are rendered all the same, and it is said how.
void RenderTrustTest::rightsThatStayAreTold()
{
    const QString setpriv = QStandardPaths::findExecutable(u"setpriv"_s);
    if (::geteuid() != 0 || setpriv.isEmpty())
        QSKIP("only root with setpriv can take the right to become somebody else away");
    const QTemporaryDir folder;
    QFile script(folder.filePath(u"render"_s));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/sh\nexec " + setpriv.toUtf8() + " --bounding-set -setuid,-setgid --inh-caps -setuid,-setgid " +
                 SLUICE_RENDER " \"$@\"\n");
    script.close();
    QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
    RenderPoolOptions options;
    options.program = script.fileName();
    RenderBench bench(options);
    QStringList reasons;
    connect(bench.pool.get(), &RenderPool::unsandboxed, this, [&](const QString &why) { reasons.append(why); });
    bench.addPage("/made", "<body><script>document.body.append('made ' + 'here')</script>");
    const QByteArray body = bench.body("/made");
    QVERIFY2(body.contains("made here"), body.constData());
    QCOMPARE(reasons, QStringList{u"the process could not give up the rights of root"_s});
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RenderTrustTest)
#include "tst_rendertrust.moc"
