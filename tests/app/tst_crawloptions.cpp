// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/crawloptions.h"
#include "core/crawl/jobfields.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::app;

namespace sluice::test {

class CrawlOptionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void defaultsAreTheSpecs();
    void uncheckedCertificatesAreTold();
    void optionsFillTheirField_data();
    void optionsFillTheirField();
    void wrongValuesNameTheOption_data();
    void wrongValuesNameTheOption();
    void seedsComeFromFiles();
    void aBadLineOfAFileIsNamed();
    void userAgentsComeFromFiles();
    void missingFilesAreNamed();
    void caFilesBecomeAbsolute();
    void imageFoldersBecomeAbsolute();
    void aLineThatIsNoPresetIsNamed();
};

namespace {

core::Result<SpecArguments, QString> read(const QStringList &words)
{
    const auto arguments = parseArguments(words, specOptions());
    if (!arguments)
        return tl::unexpected(arguments.error());
    return specFromArguments(*arguments);
}

QString writeFile(const QTemporaryDir &folder, const QString &name, const QByteArray &text)
{
    QFile file(folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write a test file");
    return file.fileName();
}

} // namespace

void CrawlOptionsTest::defaultsAreTheSpecs()
{
    core::CrawlSpec expected;
    expected.seeds = {u"http://example.org/a"_s, u"http://example.net/"_s};
    expected.name = u"example.org"_s;
    const auto result = read(expected.seeds);
    QVERIFY2(result, result ? "" : qPrintable(result.error()));
    QCOMPARE(result->spec, expected);
    QVERIFY(result->warnings.isEmpty());
}

void CrawlOptionsTest::uncheckedCertificatesAreTold()
{
    const auto result = read({u"http://a.example/"_s, u"--insecure=old.example"_s, u"--insecure=[::1]:8443"_s});
    QVERIFY2(result, result ? "" : qPrintable(result.error()));
    QCOMPARE(result->warnings.size(), 1);
    QVERIFY2(result->warnings.first().startsWith(u"warning: "_s) &&
                 result->warnings.first().contains(u"old.example, [::1]:8443"_s),
             qPrintable(result->warnings.first()));
}

void CrawlOptionsTest::optionsFillTheirField_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    using L = QStringList;
    using V = QJsonValue;
    QTest::newRow("depth") << L{u"--depth"_s, u"0"_s} << u"scope.maximum_depth"_s << V(0);
    QTest::newRow("max-pages") << L{u"--max-pages=5"_s} << u"scope.maximum_pages"_s << V(5);
    QTest::newRow("concurrency") << L{u"--concurrency=200"_s} << u"speed.concurrency"_s << V(200);
    QTest::newRow("per-host") << L{u"--per-host=1"_s} << u"speed.per_host"_s << V(1);
    QTest::newRow("delay") << L{u"--delay=250"_s} << u"speed.delay_ms"_s << V(250);
    QTest::newRow("no-adaptive") << L{u"--no-adaptive"_s} << u"speed.adaptive"_s << V(false);
    QTest::newRow("timeout in seconds") << L{u"--timeout=2"_s} << u"requests.timeout_ms"_s << V(2'000);
    QTest::newRow("timeout in parts of seconds") << L{u"--timeout=0.25"_s} << u"requests.timeout_ms"_s << V(250);
    QTest::newRow("connect-timeout") << L{u"--connect-timeout=1"_s} << u"requests.connect_timeout_ms"_s << V(1'000);
    QTest::newRow("retries") << L{u"--retries=0"_s} << u"requests.retries"_s << V(0);
    QTest::newRow("max-body") << L{u"--max-body=1000"_s} << u"requests.maximum_body_bytes"_s << V(1'000);
    QTest::newRow("max-redirects") << L{u"--max-redirects=0"_s} << u"requests.maximum_redirects"_s << V(0);
    QTest::newRow("scope") << L{u"--scope=domain"_s} << u"scope.kind"_s << V(u"domain"_s);
    QTest::newRow("include") << L{u"--include=a"_s, u"--include=b"_s} << u"scope.include"_s
                             << V(QJsonArray{u"a"_s, u"b"_s});
    QTest::newRow("exclude") << L{u"--exclude"_s, u"\\.pdf$"_s} << u"scope.exclude"_s << V(QJsonArray{u"\\.pdf$"_s});
    QTest::newRow("ignore-robots") << L{u"--ignore-robots"_s} << u"speed.robots"_s << V(false);
    QTest::newRow("sitemaps") << L{u"--sitemaps"_s} << u"speed.sitemaps"_s << V(true);
    QTest::newRow("sitemap") << L{u"--sitemap=http://x/a.xml"_s, u"--sitemap"_s, u"https://y/b.gz"_s}
                             << u"speed.sitemap_urls"_s << V(QJsonArray{u"http://x/a.xml"_s, u"https://y/b.gz"_s});
    QTest::newRow("user-agent") << L{u"--user-agent=Own/1 (x)"_s} << u"requests.user_agents"_s
                                << V(QJsonArray{u"Own/1 (x)"_s});
    QTest::newRow("header") << L{u"--header"_s, u"X-A: b:c "_s} << u"requests.headers"_s
                            << V(QJsonArray{QJsonObject{{u"name"_s, u"X-A"_s}, {u"value"_s, u"b:c"_s}}});
    QTest::newRow("a secret header") << L{u"--header"_s, u"Authorization:secret:token"_s} << u"requests.headers"_s
                                     << V(QJsonArray{QJsonObject{{u"name"_s, u"Authorization"_s},
                                                                 {u"value"_s, u"secret:token"_s}}});
    QTest::newRow("proxy pool") << L{u"--proxy=pool"_s} << u"requests.proxy"_s << V(u"pool"_s);
    QTest::newRow("proxy policy") << L{u"--proxy-policy=least-used"_s} << u"proxy_pool.policy"_s << V(u"least-used"_s);
    QTest::newRow("proxy conditions") << L{u"--proxy-where=country=DE"_s, u"--proxy-where=type=socks5"_s}
                                      << u"proxy_pool.where"_s << V(QJsonArray{u"country=DE"_s, u"type=socks5"_s});
    QTest::newRow("proxy attempts") << L{u"--proxy-attempts=5"_s} << u"proxy_pool.attempts"_s << V(5);
    QTest::newRow("proxy wait") << L{u"--proxy-wait=1.5"_s} << u"proxy_pool.wait_ms"_s << V(1'500);
    QTest::newRow("proxies optional") << L{u"--proxy-optional"_s} << u"proxy_pool.required"_s << V(false);
    QTest::newRow("proxy") << L{u"--proxy=socks5://h:1"_s} << u"requests.proxy"_s << V(u"socks5://h:1"_s);
    QTest::newRow("login") << L{u"--login"_s, u"ann@a.org@h:81"_s} << u"requests.logins"_s
                           << V(QJsonArray{QJsonObject{{u"host"_s, u"h:81"_s}, {u"user"_s, u"ann@a.org"_s}}});
    QTest::newRow("insecure") << L{u"--insecure=localhost"_s} << u"requests.insecure_hosts"_s
                              << V(QJsonArray{u"localhost"_s});
    QTest::newRow("images") << L{u"--images=url=/tmp/a=b"_s, u"--images=canonical=/tmp/c"_s} << u"output.images"_s
                            << V(QJsonArray{QJsonObject{{u"field"_s, u"url"_s}, {u"folder"_s, u"/tmp/a=b"_s}},
                                            QJsonObject{{u"field"_s, u"canonical"_s}, {u"folder"_s, u"/tmp/c"_s}}});
    QTest::newRow("a preset") << L{u"--user-agent=Chrome"_s} << u"requests.user_agents"_s << V(QJsonArray{u"Chrome"_s});
    QTest::newRow("keep-bodies") << L{u"--keep-bodies"_s} << u"output.keep_bodies"_s << V(true);
}

void CrawlOptionsTest::optionsFillTheirField()
{
    QFETCH(QStringList, words);
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    const auto result = read(QStringList{u"http://x/"_s} + words);
    QVERIFY2(result, result ? "" : qPrintable(result.error()));
    QVERIFY(core::writeField(*core::jobField(field), core::CrawlSpec()) != value);
    QCOMPARE(core::writeField(*core::jobField(field), result->spec), value);
}

void CrawlOptionsTest::wrongValuesNameTheOption_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("message");
    using L = QStringList;
    QTest::newRow("text for a number") << L{u"--concurrency=x"_s}
                                       << u"--concurrency: expected an integer from 1 to 200, got \"x\""_s;
    QTest::newRow("over the limit") << L{u"--per-host=201"_s}
                                    << u"--per-host: expected an integer from 1 to 200, got 201"_s;
    QTest::newRow("a fraction") << L{u"--delay=1.5"_s} << u"--delay: expected an integer from 0 to"_s;
    QTest::newRow("a negative depth") << L{u"--depth"_s, u"-1"_s} << u"--depth: expected an integer from 0 to"_s;
    QTest::newRow("no time at all") << L{u"--timeout=0"_s} << u"--timeout: expected seconds from 0.001 to 86400"_s;
    QTest::newRow("no number of seconds") << L{u"--timeout=soon"_s} << u"got \"soon\""_s;
    QTest::newRow("not a number") << L{u"--timeout=nan"_s} << u"--timeout: expected seconds"_s;
    QTest::newRow("an unknown scope") << L{u"--scope=site"_s} << u"--scope: expected one of host, domain"_s;
    QTest::newRow("a bad pattern") << L{u"--include=a"_s, u"--include=a("_s} << u"--include: expected a regular"_s;
    QTest::newRow("a header without colon") << L{u"--header=abc"_s} << u"--header: expected NAME:VALUE"_s;
    QTest::newRow("a literal cookie") << L{u"--header=Cookie: a=b"_s} << u"--header: expected secret:NAME"_s;
    QTest::newRow("a sitemap of another scheme")
        << L{u"--sitemap=ftp://x/map.xml"_s} << u"--sitemap: expected an absolute http or https URL"_s;
    QTest::newRow("a secret within a value")
        << L{u"--header=X: Bearer secret:pw"_s} << u"--header: expected secret:NAME"_s;
    QTest::newRow("a preset that is none")
        << L{u"--user-agent=chorme"_s} << u"--user-agent: there is no preset \"chorme\"; expected one of sluice, "_s;
    QTest::newRow("images without folder") << L{u"--images=url"_s} << u"--images: expected FIELD=DIR, got \"url\""_s;
    QTest::newRow("images of no column") << L{u"--images=x=d"_s} << u"--images: expected one of the columns url, "_s;
    QTest::newRow("no such policy") << L{u"--proxy-policy=best"_s} << u"--proxy-policy: expected one of first, "_s;
    QTest::newRow("a condition without value")
        << L{u"--proxy-where=country"_s} << u"--proxy-where: expected KEY=VALUE"_s;
    QTest::newRow("no attempts") << L{u"--proxy-attempts=0"_s} << u"--proxy-attempts: expected an integer from 1"_s;
    QTest::newRow("a login with a password") << L{u"--login=ann:pw@h"_s} << u"--login: expected a user's name"_s;
    QTest::newRow("a login without host") << L{u"--login=ann"_s} << u"--login: expected USER@HOST"_s;
    QTest::newRow("a proxy with a password") << L{u"--proxy=http://u:pw@h:1"_s} << u"--proxy: expected no password"_s;
    QTest::newRow("a further URL that is none")
        << L{u"example.org"_s} << u"URL: expected an absolute http or https URL"_s;
    QTest::newRow("a CA file that is not there") << L{u"--ca=/absent.pem"_s} << u"--ca: /absent.pem cannot be read"_s;
}

void CrawlOptionsTest::wrongValuesNameTheOption()
{
    QFETCH(QStringList, words);
    QFETCH(QString, message);
    const auto result = read(QStringList{u"http://x/"_s} + words);
    QVERIFY(!result);
    QVERIFY2(result.error().contains(message), qPrintable(result.error()));
    QVERIFY2(!result.error().contains("pw"_L1), qPrintable(result.error()));
}

void CrawlOptionsTest::seedsComeFromFiles()
{
    const QTemporaryDir folder;
    const QString path =
        writeFile(folder, u"urls.txt"_s, "\xef\xbb\xbfhttp://a/\r\n\n# a comment\n  http://b/  \nhttp://c/");
    const auto result = read({u"http://first/"_s, u'@' + path});
    QVERIFY2(result, result ? "" : qPrintable(result.error()));
    QCOMPARE(result->spec.seeds, QStringList({u"http://first/"_s, u"http://a/"_s, u"http://b/"_s, u"http://c/"_s}));
}

void CrawlOptionsTest::aBadLineOfAFileIsNamed()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, u"urls.txt"_s, "http://a/\n\nmailto:x@y\n");
    const auto result = read({u'@' + path});
    QVERIFY(!result);
    QVERIFY2(result.error().startsWith(path + u" line 3: expected"_s), qPrintable(result.error()));
}

void CrawlOptionsTest::userAgentsComeFromFiles()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, u"agents.txt"_s, "One/1\nTwo/2\n");
    const auto result = read({u"http://x/"_s, u"--user-agent"_s, u'@' + path});
    QVERIFY2(result, result ? "" : qPrintable(result.error()));
    QCOMPARE(result->spec.userAgents, QStringList({u"One/1"_s, u"Two/2"_s}));
}

void CrawlOptionsTest::missingFilesAreNamed()
{
    for (const QStringList &words :
         {QStringList{u"@/absent.txt"_s}, QStringList{u"http://x/"_s, u"--user-agent=@/absent.txt"_s}}) {
        const auto result = read(words);
        QVERIFY(!result);
        QVERIFY2(result.error().contains("/absent.txt"_L1), qPrintable(result.error()));
    }
    const QTemporaryDir folder;
    const auto result = read({u'@' + writeFile(folder, u"empty.txt"_s, "\n")});
    QVERIFY(!result);
    QVERIFY2(result.error().contains("there are none"_L1), qPrintable(result.error()));
}

void CrawlOptionsTest::caFilesBecomeAbsolute()
{
    const QTemporaryDir folder;
    writeFile(folder, u"ca.pem"_s, "x");
    const QString before = QDir::currentPath();
    QDir::setCurrent(folder.path());
    const auto result = read({u"http://x/"_s, u"--ca=ca.pem"_s});
    QDir::setCurrent(before);
    QVERIFY2(result, result ? "" : qPrintable(result.error()));
    QCOMPARE(QFileInfo(result->spec.caFile).canonicalFilePath(),
             QFileInfo(folder.filePath(u"ca.pem"_s)).canonicalFilePath());
    QVERIFY(QFileInfo(result->spec.caFile).isAbsolute());
}

void CrawlOptionsTest::imageFoldersBecomeAbsolute()
{
    const auto result = read({u"http://x/"_s, u"--images=url=pictures"_s});
    QVERIFY2(result, result ? "" : qPrintable(result.error()));
    QCOMPARE(result->spec.images, (QList<core::SpecImages>{{u"url"_s, QDir::current().filePath(u"pictures"_s)}}));
}

void CrawlOptionsTest::aLineThatIsNoPresetIsNamed()
{
    const QTemporaryDir folder;
    const QString path = writeFile(folder, u"agents.txt"_s, "One/1\n\nfirefx\n");
    const auto result = read({u"http://x/"_s, u"--user-agent"_s, u'@' + path});
    QVERIFY(!result);
    QVERIFY2(result.error().contains(path + u" line 3: there is no preset \"firefx\""_s), qPrintable(result.error()));
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::CrawlOptionsTest)
#include "tst_crawloptions.moc"
