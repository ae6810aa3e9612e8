// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/networkfetcher.h"
#include "tests/core/net/fetching.h"
#include "tests/support/certificates.h"
#include "tests/support/misbehavingserver.h"
#include "tests/support/misbehaviour.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QLoggingCategory>
#include <QProcess>
#include <QSslKey>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

constexpr int requestsPerConnection = 25;
constexpr qint64 bigBytes = 6 << 20;

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

} // namespace

/// The fetcher over HTTP/2, against nginx.
class FetcherHttp2Test final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void cleanupTestCase();
    void usesHttp2();
    void http2CanBeOff();
    void slowAnswerIsNoConnectTimeout();
    void survivesGoAway();
    void largeBodiesStayInTheBudget();

private:
    [[nodiscard]] QByteArray configuration() const;
    [[nodiscard]] QByteArray url(const QByteArray &path) const;

    QTemporaryDir m_folder;
    QProcess m_nginx;
    quint16 m_port = 0;
    std::unique_ptr<Certificates> m_certificates;
    MisbehavingServer m_slow;
};

QByteArray FetcherHttp2Test::configuration() const
{
    const QByteArray folder = m_folder.path().toLocal8Bit();
    QByteArray text = "user root; daemon off; worker_processes 1; pid nginx.pid; error_log stderr;\n"
                      "events { worker_connections 512; }\nhttp { access_log off;\n";
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += QByteArray(kind) + "_temp_path " + folder + "/tmp;\n";
    return text + "types { text/html html; }\nserver { listen 127.0.0.1:" + QByteArray::number(m_port) +
           " ssl http2; keepalive_requests " + QByteArray::number(requestsPerConnection) +
           "; ssl_certificate cert.pem; ssl_certificate_key key.pem; root " + folder +
           ";\nlocation /slow { proxy_pass http://127.0.0.1:" + QByteArray::number(m_slow.port()) + "; } } }\n";
}

QByteArray FetcherHttp2Test::url(const QByteArray &path) const
{
    return "https://127.0.0.1:" + QByteArray::number(m_port) + path;
}

void FetcherHttp2Test::initTestCase()
{
    QString program = QStandardPaths::findExecutable(u"nginx"_s);
    if (program.isEmpty())
        program = QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s});
    if (program.isEmpty())
        QSKIP("nginx is not installed");
    m_certificates = std::make_unique<Certificates>();
    const auto tls = m_certificates->make({});
    if (!tls)
        QSKIP("openssl is not installed");
    // Qt reports as a warning what the fetcher is about to mend.
    QLoggingCategory::setFilterRules(u"qt.network.http2.warning=false"_s);
    QTcpServer reserved;
    QVERIFY(m_slow.start() && reserved.listen(QHostAddress::LocalHost));
    m_port = reserved.serverPort();
    reserved.close();
    QVERIFY(writeFile(m_folder.filePath(u"cert.pem"_s), tls->localCertificate().toPem()));
    QVERIFY(writeFile(m_folder.filePath(u"key.pem"_s), tls->privateKey().toPem()));
    QVERIFY(writeFile(m_folder.filePath(u"page.html"_s), honestPage()));
    QVERIFY(writeFile(m_folder.filePath(u"big.html"_s), QByteArray(bigBytes, 'b')));
    QVERIFY(writeFile(m_folder.filePath(u"nginx.conf"_s), configuration()));
    m_nginx.start(program, {u"-p"_s, m_folder.path(), u"-c"_s, u"nginx.conf"_s});
    QVERIFY(m_nginx.waitForStarted());
    const auto isListening = [this] {
        QTcpSocket probe;
        probe.connectToHost(QHostAddress::LocalHost, m_port);
        return probe.waitForConnected(1'000);
    };
    QTRY_VERIFY2(isListening(), m_nginx.readAllStandardError().constData());
}

void FetcherHttp2Test::cleanupTestCase()
{
    m_nginx.terminate();
    m_nginx.waitForFinished();
}

void FetcherHttp2Test::usesHttp2()
{
    NetworkFetcher fetcher({256, true, m_certificates->authorityPem()});
    const auto result = fetchAndWait(fetcher, requestFor(url("/page.html")));
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
    QVERIFY(result->value().isHttp2);
    QCOMPARE(result->value().body, honestPage());
    const auto missing = fetchAndWait(fetcher, requestFor(url("/none.html")));
    QVERIFY(missing && *missing);
    QCOMPARE(missing->value().status, 404);
}

void FetcherHttp2Test::http2CanBeOff()
{
    NetworkFetcher fetcher({256, false, m_certificates->authorityPem()});
    const auto result = fetchAndWait(fetcher, requestFor(url("/page.html")));
    QVERIFY(result && *result);
    QVERIFY(!result->value().isHttp2);
    QCOMPARE(result->value().body, honestPage());
}

void FetcherHttp2Test::slowAnswerIsNoConnectTimeout()
{
    NetworkFetcher fetcher({256, true, m_certificates->authorityPem()});
    QVERIFY(fetchAndWait(fetcher, requestFor(url("/page.html"))));
    FetchRequest request = requestFor(url("/slow?1500"));
    request.connectTimeoutMs = 500;
    const auto result = fetchAndWait(fetcher, request);
    QVERIFY(result);
    QVERIFY2(*result, result->has_value() ? "" : qPrintable(result->error().detail));
}

void FetcherHttp2Test::survivesGoAway()
{
    NetworkFetcher fetcher({256, true, m_certificates->authorityPem()});
    constexpr int total = 1'000;
    int started = 0;
    int whole = 0;
    QStringList faults;
    std::function<void()> next = [&] {
        if (started++ >= total)
            return;
        fetcher.fetch(requestFor(url("/page.html")), this, [&](const FetchResult &result) {
            if (result && result->body == honestPage())
                ++whole;
            else
                faults.append(result ? u"wrong body"_s : result.error().detail);
            next();
        });
    };
    for (int i = 0; i < 20; ++i)
        next();
    QVERIFY(turnUntil([&] { return whole + faults.size() == total; }));
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

void FetcherHttp2Test::largeBodiesStayInTheBudget()
{
    constexpr int bodies = 12;
    ByteBudget budget(8 << 20);
    {
        NetworkFetcher fetcher({256, true, m_certificates->authorityPem()});
        budget.onFreed(
            [&fetcher] { QMetaObject::invokeMethod(&fetcher, &NetworkFetcher::resumeHeld, Qt::QueuedConnection); });
        int ended = 0;
        int whole = 0;
        for (int i = 0; i < bodies; ++i) {
            FetchRequest request = requestFor(url("/big.html"));
            request.ticket = budget.open();
            fetcher.fetch(std::move(request), this, [&](const FetchResult &result) {
                ++ended;
                whole += result && result->body.size() == bigBytes ? 1 : 0;
            });
        }
        QVERIFY(turnUntil([&ended] { return ended == bodies; }));
        QCOMPARE(whole, bodies);
        budget.onFreed({});
    }
    QVERIFY2(budget.peak() <= budget.limit() + bigBytes, qPrintable(QString::number(budget.peak())));
    QCOMPARE(budget.used(), 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::FetcherHttp2Test)
#include "tst_fetcherhttp2.moc"
