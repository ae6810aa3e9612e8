// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/crawlspec.h"
#include "core/crawl/jobfields.h"
#include "tests/support/suites.h"

#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

using Change = std::function<void(CrawlSpec &)>;

class CrawlSpecTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void aSpecWithOneSeedIsValid();
    void everyProblemIsToldInOrder();
    void rightValuesPass_data();
    void rightValuesPass();
    void wrongValuesAreNamed_data();
    void wrongValuesAreNamed();
    void noMessageRepeatsASecret_data();
    void noMessageRepeatsASecret();
    void limitsAreInclusive_data();
    void limitsAreInclusive();
};

namespace {

CrawlSpec oneSeed()
{
    CrawlSpec spec;
    spec.seeds = {u"http://example.org/"_s};
    return spec;
}

void addCase(const char *name, Change change)
{
    QTest::newRow(name) << std::move(change);
}

void addCase(const char *name, Change change, const char *field, const char *message)
{
    QTest::newRow(name) << std::move(change) << QString::fromUtf8(field) << QString::fromUtf8(message);
}

} // namespace

void CrawlSpecTest::aSpecWithOneSeedIsValid()
{
    QCOMPARE(validate(oneSeed()).size(), 0);
}

void CrawlSpecTest::everyProblemIsToldInOrder()
{
    CrawlSpec spec;
    spec.seeds = {u"http://a/"_s, u"mailto:x@y"_s};
    spec.exclude = {u"("_s};
    spec.concurrency = 0;
    spec.userAgents.clear();
    QStringList fields;
    for (const SpecProblem &problem : validate(spec))
        fields.append(problem.field);
    QCOMPARE(fields,
             QStringList({u"seeds[1]"_s, u"scope.exclude[0]"_s, u"speed.concurrency"_s, u"requests.user_agents"_s}));
}

void CrawlSpecTest::rightValuesPass_data()
{
    QTest::addColumn<Change>("change");
    addCase("a seed with IDN host and query", [](CrawlSpec &s) { s.seeds = {u"https://bücher.example/?q=ü"_s}; });
    addCase("an include pattern", [](CrawlSpec &s) { s.include = {u"/item/[0-9]+$"_s}; });
    addCase("a value that speaks of secrets", [](CrawlSpec &s) { s.headers = {{u"X"_s, u"no secret: none"_s}}; });
    addCase("a longer word that ends so", [](CrawlSpec &s) { s.headers = {{u"X"_s, u"topsecret:x"_s}}; });
    addCase("images of a script's column", [](CrawlSpec &s) {
        s.script = u"function parse(page) { return {}; }"_s;
        s.images = {{u"photo"_s, u"d"_s}};
    });
    addCase("images of a default column", [](CrawlSpec &s) { s.images = {{u"url"_s, u"d"_s}}; });
    addCase("a secret in Authorization", [](CrawlSpec &s) { s.headers = {{u"Authorization"_s, u"secret:token"_s}}; });
    addCase("an ordinary header", [](CrawlSpec &s) { s.headers = {{u"Accept-Language"_s, u"de, en;q=0.5"_s}}; });
    addCase("a header twice", [](CrawlSpec &s) { s.headers = {{u"X-A"_s, u"1"_s}, {u"X-A"_s, u"2"_s}}; });
    addCase("a header with a tab inside", [](CrawlSpec &s) { s.headers = {{u"X-A"_s, u"1\t2"_s}}; });
    addCase("a header without value", [](CrawlSpec &s) { s.headers = {{u"X-A"_s, QString()}}; });
    addCase("a cookie", [](CrawlSpec &s) { s.cookies = {{u"sid"_s, u"session"_s, u"example.org"_s}}; });
    addCase("an HTTP proxy", [](CrawlSpec &s) { s.proxy = u"http://127.0.0.1:3128"_s; });
    addCase("a SOCKS proxy with user", [](CrawlSpec &s) { s.proxy = u"socks5://me@proxy.example:1080"_s; });
    addCase("an IPv6 proxy", [](CrawlSpec &s) { s.proxy = u"http://[::1]:8080/"_s; });
    addCase("a whole user agent", [](CrawlSpec &s) { s.userAgents = {u"Mozilla/5.0 (X11)"_s}; });
    addCase("media types", [](CrawlSpec &s) { s.contentTypes = {u"text/*"_s, u"application/xhtml+xml"_s}; });
    addCase("an insecure IPv6 host", [](CrawlSpec &s) {
        s.insecureHosts = {u"[::1]"_s, u"localhost"_s, u"[::1]:8443"_s, u"h:443"_s};
    });
    addCase("no limits", [](CrawlSpec &s) { s.maximumDepth.reset(); });
    addCase("depth zero", [](CrawlSpec &s) { s.maximumDepth = 0; });
}

void CrawlSpecTest::rightValuesPass()
{
    QFETCH(Change, change);
    CrawlSpec spec = oneSeed();
    change(spec);
    const QList<SpecProblem> problems = validate(spec);
    QVERIFY2(problems.isEmpty(), problems.isEmpty() ? "" : qPrintable(problems.first().message));
}

void CrawlSpecTest::wrongValuesAreNamed_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("message");
    addCase(
        "no seeds", [](CrawlSpec &s) { s.seeds.clear(); }, "seeds", "at least one");
    addCase(
        "a relative seed", [](CrawlSpec &s) { s.seeds = {u"example.org"_s}; }, "seeds[0]", "\"example.org\"");
    addCase(
        "a seed of another scheme", [](CrawlSpec &s) { s.seeds += u"ftp://x/"_s; }, "seeds[1]", "http");
    addCase(
        "a seed with a password", [](CrawlSpec &s) { s.seeds = {u"http://me:pw@x/"_s}; }, "seeds[0]",
        "without user name and password");
    addCase(
        "a sitemap of another scheme",
        [](CrawlSpec &s) {
            s.sitemaps = {u"http://x/"_s, u"ftp://x/"_s};
        },
        "speed.sitemap_urls[1]", "http");
    addCase(
        "a seed with a user", [](CrawlSpec &s) { s.seeds = {u"http://me@x/"_s}; }, "seeds[0]", "user name");
    addCase(
        "an open bracket",
        [](CrawlSpec &s) {
            s.include = {u"ok"_s, u"ab[c"_s};
        },
        "scope.include[1]", "position 4");
    addCase(
        "an open group", [](CrawlSpec &s) { s.exclude = {u"a(b"_s}; }, "scope.exclude[0]", "position 3");
    addCase(
        "a name of two lines", [](CrawlSpec &s) { s.name = u"a\nb"_s; }, "name", "one line");
    addCase(
        "a robots token with a version", [](CrawlSpec &s) { s.robotsToken = u"Sluice/1"_s; }, "speed.robots_token",
        "product token");
    addCase(
        "an empty robots token", [](CrawlSpec &s) { s.robotsToken.clear(); }, "speed.robots_token", "letters");
    addCase(
        "a user agent with a line break", [](CrawlSpec &s) { s.userAgents = {u"a\r\nX: y"_s}; },
        "requests.user_agents[0]", "printable ASCII");
    addCase(
        "a blank user agent", [](CrawlSpec &s) { s.userAgents = {u" "_s}; }, "requests.user_agents[0]", "preset");
    addCase(
        "a header name with a space",
        [](CrawlSpec &s) {
            s.headers = {{u"X A"_s, u"1"_s}};
        },
        "requests.headers[0].name", "header's name");
    addCase(
        "a header name with a line break",
        [](CrawlSpec &s) {
            s.headers = {{u"X\r\nY"_s, u"1"_s}};
        },
        "requests.headers[0].name", "header's name");
    addCase(
        "an empty header name",
        [](CrawlSpec &s) {
            s.headers = {{QString(), u"1"_s}};
        },
        "requests.headers[0].name", "header's name");
    addCase(
        "a header that the fetcher sets",
        [](CrawlSpec &s) {
            s.headers = {{u"content-length"_s, u"1"_s}};
        },
        "requests.headers[0].name", "set itself");
    addCase(
        "a header value with CR LF",
        [](CrawlSpec &s) {
            s.headers = {{u"X"_s, u"1\r\nY: 2"_s}};
        },
        "requests.headers[0].value", "one line");
    addCase(
        "a header value with NUL",
        [](CrawlSpec &s) {
            s.headers = {{u"X"_s, QString(QChar(0))}};
        },
        "requests.headers[0].value", "control characters");
    addCase(
        "a secret without name",
        [](CrawlSpec &s) {
            s.headers = {{u"X"_s, u"secret:"_s}};
        },
        "requests.headers[0].value", "secret:");
    addCase(
        "a secret within a longer value",
        [](CrawlSpec &s) {
            s.headers = {{u"X"_s, u"Bearer secret:token"_s}};
        },
        "requests.headers[0].value", "as the whole value");
    addCase(
        "images of a column that is not there",
        [](CrawlSpec &s) {
            s.images = {{u"photo"_s, u"d"_s}};
        },
        "output.images[0].field", "no column \"photo\"");
    addCase(
        "a literal Authorization",
        [](CrawlSpec &s) {
            s.headers = {{u"authorization"_s, u"Bearer x"_s}};
        },
        "requests.headers[0].value", "secret:NAME");
    addCase(
        "a literal Cookie",
        [](CrawlSpec &s) {
            s.headers = {{u"Cookie"_s, u"a=b"_s}};
        },
        "requests.headers[0].value", "secret:NAME");
    addCase(
        "an empty Proxy-Authorization",
        [](CrawlSpec &s) {
            s.headers = {{u"Proxy-Authorization"_s, {}}};
        },
        "requests.headers[0].value", "secret:NAME");
    addCase(
        "a cookie name with =",
        [](CrawlSpec &s) {
            s.cookies = {{u"a=b"_s, u"s"_s, u"x"_s}};
        },
        "requests.cookies[0].name", "cookie's name");
    addCase(
        "a login with a password",
        [](CrawlSpec &s) {
            s.logins = {{u"example.org"_s, u"ann:hunter2"_s}};
        },
        "requests.logins[0].user", "user@host");
    addCase(
        "a login at no host",
        [](CrawlSpec &s) {
            s.logins = {{u"http://example.org/"_s, u"ann"_s}};
        },
        "requests.logins[0].host", "host");
    addCase(
        "a cookie without secret",
        [](CrawlSpec &s) {
            s.cookies = {{u"a"_s, QString(), u"x"_s}};
        },
        "requests.cookies[0].secret", "secret's name");
    addCase(
        "a cookie for a URL",
        [](CrawlSpec &s) {
            s.cookies = {{u"a"_s, u"s"_s, u"http://x/"_s}};
        },
        "requests.cookies[0].domain", "host name");
    addCase(
        "a media type without slash", [](CrawlSpec &s) { s.contentTypes = {u"html"_s}; }, "requests.content_types[0]",
        "media type");
    addCase(
        "a proxy with a password", [](CrawlSpec &s) { s.proxy = u"http://me:pw@h:1"_s; }, "requests.proxy",
        "\"me@h:1\"");
    addCase(
        "a proxy without port", [](CrawlSpec &s) { s.proxy = u"http://h"_s; }, "requests.proxy", "host:port");
    addCase(
        "a proxy of another type", [](CrawlSpec &s) { s.proxy = u"socks4://h:1"_s; }, "requests.proxy", "socks5");
    addCase(
        "a condition on proxies that none fulfils", [](CrawlSpec &s) { s.poolConditions = {u"type=ftp"_s}; },
        "proxy_pool.where[0]", "socks5");
    addCase(
        "too many proxies for a request", [](CrawlSpec &s) { s.poolAttempts = 21; }, "proxy_pool.attempts", "1 to 20");
    addCase(
        "a proxy with a path", [](CrawlSpec &s) { s.proxy = u"http://h:1/x"_s; }, "requests.proxy", "host:port");
    addCase(
        "an insecure host with a scheme", [](CrawlSpec &s) { s.insecureHosts = {u"https://h"_s}; },
        "requests.insecure_hosts[0]", "alone or with :port");
}

void CrawlSpecTest::wrongValuesAreNamed()
{
    QFETCH(Change, change);
    QFETCH(QString, field);
    QFETCH(QString, message);
    CrawlSpec spec = oneSeed();
    change(spec);
    const QList<SpecProblem> problems = validate(spec);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().field, field);
    QVERIFY2(problems.first().message.contains(message), qPrintable(problems.first().message));
    QVERIFY2(problems.first().message.startsWith("expected "_L1), qPrintable(problems.first().message));
}

void CrawlSpecTest::noMessageRepeatsASecret_data()
{
    QTest::addColumn<Change>("change");
    addCase("in a seed", [](CrawlSpec &s) { s.seeds = {u"http://me:hunter2@x/"_s}; });
    addCase("in a seed that does not parse", [](CrawlSpec &s) { s.seeds = {u"http://me:hunter2@a b:99999/"_s}; });
    addCase("in a proxy", [](CrawlSpec &s) { s.proxy = u"http://me:hunter2@h:1"_s; });
    addCase("in a proxy without port", [](CrawlSpec &s) { s.proxy = u"http://me:hunter2@h"_s; });
    addCase("in a proxy of another type", [](CrawlSpec &s) { s.proxy = u"ftp://me:hunter2@h:1"_s; });
    addCase("in a header", [](CrawlSpec &s) { s.headers = {{u"Cookie"_s, u"hunter2"_s}}; });
    addCase("in a login", [](CrawlSpec &s) { s.logins = {{u"h"_s, u"me:hunter2"_s}}; });
    addCase("in a header of two lines", [](CrawlSpec &s) { s.headers = {{u"X"_s, u"hunter2\n"_s}}; });
}

void CrawlSpecTest::noMessageRepeatsASecret()
{
    QFETCH(Change, change);
    CrawlSpec spec = oneSeed();
    change(spec);
    const QList<SpecProblem> problems = validate(spec);
    QVERIFY(!problems.isEmpty());
    for (const SpecProblem &problem : problems)
        QVERIFY2(!problem.message.contains("hunter2"_L1), qPrintable(problem.message));
}

void CrawlSpecTest::limitsAreInclusive_data()
{
    QTest::addColumn<QString>("path");
    for (const JobField &field : jobFields()) {
        if (field.maximum > 0)
            QTest::newRow(qPrintable(field.path())) << field.path();
    }
}

void CrawlSpecTest::limitsAreInclusive()
{
    QFETCH(QString, path);
    const JobField *field = jobField(path);
    QVERIFY(field);
    CrawlSpec spec = oneSeed();
    for (const qint64 good : {field->minimum, field->maximum}) {
        QVERIFY(!readField(*field, good, spec));
        QCOMPARE(writeField(*field, spec), QJsonValue(good));
        QVERIFY(validate(spec).isEmpty());
    }
    const CrawlSpec before = spec;
    for (const qint64 bad : {field->minimum - 1, field->maximum + 1}) {
        const auto problem = readField(*field, bad, spec);
        QVERIFY(problem);
        QCOMPARE(problem->field, path);
        QVERIFY(problem->message.contains(QString::number(field->maximum)));
        QCOMPARE(spec, before);
    }
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::CrawlSpecTest)
#include "tst_crawlspec.moc"
