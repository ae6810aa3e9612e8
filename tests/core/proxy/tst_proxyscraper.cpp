// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/useragents.h"
#include "core/proxy/proxyscraper.h"
#include "tests/core/proxy/listfetcher.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTemporaryDir>
#include <QTest>

#include <optional>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace sluice::test {

using namespace core;

class ProxyScraperTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void takesAList();
    void asksAsItIsTold_data();
    void asksAsItIsTold();
    void tellsTrouble_data();
    void tellsTrouble();
    void noticesAnotherLayout_data();
    void noticesAnotherLayout();
    void followsRedirects();
    void givesUpOnRedirects();
    void boundsTheWholeTrip();
    void readsTheBeginningOfHugeOnes();
    void refusesWhatMayNeverEnd_data();
    void refusesWhatMayNeverEnd();
    void cancelsOne();
    void readsFiles_data();
    void readsFiles();
    void takesTypesFromTheLocation();
    void refusesLocations_data();
    void refusesLocations();
    void cancels();
    void diesInTheMiddle();

private:
    [[nodiscard]] ScrapedSource scraped(const ProxySourceRecord &source, ListFetcher::Answer answer,
                                        const ScrapeLimits &limits = {});
    FakeClock m_clock;
    QList<FetchRequest> m_requests;
};

static FetchResult answered(int status, const QByteArray &body, const Headers &headers = {})
{
    FetchResponse response;
    response.status = status;
    response.body = body;
    response.headers = headers;
    return response;
}

static FetchResult failed(FetchFault fault, const QString &detail)
{
    FetchError error;
    error.kind = fault;
    error.detail = detail;
    return tl::unexpected(error);
}

static ProxySourceRecord sourceAt(const QString &location)
{
    ProxySourceRecord source;
    source.location = location;
    return source;
}

ScrapedSource ProxyScraperTest::scraped(const ProxySourceRecord &source, ListFetcher::Answer answer,
                                        const ScrapeLimits &limits)
{
    ListFetcher fetcher(std::move(answer));
    ProxyScraper scraper(fetcher, m_clock, limits);
    std::optional<ScrapedSource> outcome;
    scraper.scrape(source, [&outcome](ScrapedSource got) { outcome = std::move(got); });
    const bool isEarly = outcome.has_value();
    if (!isEarly && !QTest::qWaitFor([&outcome] { return outcome.has_value(); }, 60'000))
        return {};
    m_requests = fetcher.requests();
    return isEarly ? ScrapedSource() : *outcome;
}

void ProxyScraperTest::takesAList()
{
    m_clock.advance(5'000);
    const auto outcome = scraped(sourceAt(u"http://lists.example/"_s), [](const FetchRequest &) {
        return answered(200, "<table><tr><th>IP<th>Port<tr><td>203.0.113.7<td>80<tr><td>none<td>none</table>",
                        {{"Content-Type", "text/html"}});
    });
    QCOMPARE(outcome.listing.proxies.size(), 1);
    QCOMPARE(outcome.listing.proxies.first().source, u"http://lists.example/"_s);
    ProxySourceRecord expected = sourceAt(u"http://lists.example/"_s);
    expected.found = 1;
    expected.refused = 1;
    expected.layout = u"table: ip, port"_s;
    expected.lastScrapedUtcMs = m_clock.utcNow().toMSecsSinceEpoch();
    QCOMPARE(outcome.source, expected);
}

void ProxyScraperTest::asksAsItIsTold_data()
{
    QTest::addColumn<QString>("userAgent");
    QTest::addColumn<QByteArray>("sent");

    QTest::newRow("none") << QString() << honestUserAgent();
    QTest::newRow("whole") << u"Mozilla/5.0 (own)"_s << QByteArray("Mozilla/5.0 (own)");
    QTest::newRow("preset") << u"chrome"_s << userAgentPreset(u"chrome"_s)->userAgent;
}

void ProxyScraperTest::asksAsItIsTold()
{
    QFETCH(const QString, userAgent);
    ProxySourceRecord source = sourceAt(u"http://lists.example/"_s);
    source.userAgent = userAgent;
    (void)scraped(source, [](const FetchRequest &) { return answered(200, {}); });
    QCOMPARE(m_requests.size(), 1);
    QTEST(m_requests.first().userAgent, "sent");
    QCOMPARE(m_requests.first().bodyCap, qint64(8) << 20);
    QVERIFY(m_requests.first().isCutAtCap);
    QCOMPARE(m_requests.first().totalTimeoutMs, 60'000);
    QCOMPARE(m_requests.first().proxy, ProxyAddress());
}

void ProxyScraperTest::tellsTrouble_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("fault");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("trouble");

    const auto status = [](const char *name, int code, const QByteArray &body, const QString &trouble) {
        QTest::newRow(name) << code << -1 << body << trouble;
    };
    const auto fault = [](const char *name, FetchFault kind, const QString &trouble) {
        QTest::newRow(name) << 0 << int(kind) << QByteArray() << trouble;
    };
    status("forbidden", 403, "203.0.113.7:80", u"HTTP status 403"_s);
    status("gone", 410, {}, u"HTTP status 410"_s);
    status("no list", 200, "<p>hello</p>", u"no list of proxies: none was found in it"_s);
    status("nothing", 200, {}, u"no list of proxies: none was found in it"_s);
    fault("slow", FetchFault::Timeout, u"no whole answer within 60 s"_s);
    fault("nobody there", FetchFault::ConnectionRefused, u"detail"_s);
    fault("no such name", FetchFault::HostNotFound, u"detail"_s);
}

void ProxyScraperTest::tellsTrouble()
{
    QFETCH(const int, status);
    QFETCH(const int, fault);
    QFETCH(const QByteArray, body);
    const auto outcome = scraped(sourceAt(u"http://lists.example/"_s), [&](const FetchRequest &) {
        return fault < 0 ? answered(status, body) : failed(FetchFault(fault), u"detail"_s);
    });
    QTEST(outcome.source.trouble, "trouble");
    QVERIFY(outcome.listing.proxies.isEmpty());
    QVERIFY(outcome.source.lastScrapedUtcMs > 0);
}

void ProxyScraperTest::noticesAnotherLayout_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("trouble");
    QTest::addColumn<QString>("layout");

    const QString before = u"table: ip, port"_s;
    QTest::newRow("the same") << QByteArray("<table><tr><th>IP<th>Port<tr><td>203.0.113.7<td>80") << QString()
                              << before;
    QTest::newRow("another order") << QByteArray("<table><tr><th>Port<th>IP<tr><td>80<td>203.0.113.7")
                                   << u"its layout changed from \"table: ip, port\" to \"table: port, ip\""_s
                                   << u"table: port, ip"_s;
    QTest::newRow("no table any more") << QByteArray("<pre>203.0.113.7:80")
                                       << u"its layout changed from \"table: ip, port\" to \"text\""_s << u"text"_s;
    QTest::newRow("nothing any more") << QByteArray("<p>Sorry")
                                      << u"it gives no proxies any more; its layout was \"table: ip, port\""_s
                                      << before;
}

void ProxyScraperTest::noticesAnotherLayout()
{
    QFETCH(const QByteArray, body);
    ProxySourceRecord source = sourceAt(u"http://lists.example/"_s);
    source.layout = u"table: ip, port"_s;
    const auto outcome = scraped(source, [&body](const FetchRequest &) { return answered(200, body); });
    QTEST(outcome.source.trouble, "trouble");
    QTEST(outcome.source.layout, "layout");
}

void ProxyScraperTest::followsRedirects()
{
    const auto outcome = scraped(sourceAt(u"http://lists.example/a"_s), [](const FetchRequest &request) {
        if (request.url.text() == "https://other.example/list")
            return answered(200, "203.0.113.7:80");
        return answered(302, {}, {{"Location", "https://other.example/list"}});
    });
    QCOMPARE(m_requests.size(), 2);
    QCOMPARE(outcome.listing.proxies.size(), 1);
    QCOMPARE(outcome.listing.proxies.first().source, u"http://lists.example/a"_s);
    QCOMPARE(outcome.source.trouble, QString());
}

void ProxyScraperTest::givesUpOnRedirects()
{
    const auto loop = scraped(sourceAt(u"http://lists.example/"_s), [](const FetchRequest &) {
        return answered(302, {}, {{"Location", "/"}});
    });
    QCOMPARE(m_requests.size(), 11);
    QCOMPARE(loop.source.trouble, u"more than 10 redirects"_s);
    const auto local = scraped(sourceAt(u"http://lists.example/"_s), [](const FetchRequest &) {
        return answered(302, {}, {{"Location", "file:///etc/passwd"}});
    });
    QVERIFY2(local.source.trouble.startsWith("it redirects to no address"_L1), qPrintable(local.source.trouble));
}

void ProxyScraperTest::boundsTheWholeTrip()
{
    const auto outcome = scraped(sourceAt(u"http://lists.example/"_s), [this](const FetchRequest &) {
        m_clock.advance(25'000);
        return answered(302, {}, {{"Location", "/"}});
    });
    QCOMPARE(outcome.source.trouble, u"no whole answer within 60 s"_s);
    QCOMPARE(m_requests.size(), 3);
    QCOMPARE(m_requests.at(2).totalTimeoutMs, 10'000);
}

void ProxyScraperTest::readsTheBeginningOfHugeOnes()
{
    const auto outcome = scraped(
        sourceAt(u"http://lists.example/"_s),
        [](const FetchRequest &request) {
            FetchResponse response;
            response.status = 200;
            response.body = "203.0.113.7:80\n" + QByteArray(request.bodyCap, '\n');
            response.body.truncate(request.bodyCap);
            response.isBodyCut = true;
            return FetchResult(response);
        },
        ScrapeLimits{1000, 60'000, 10});
    QCOMPARE(outcome.listing.proxies.size(), 1);
    QCOMPARE(outcome.source.trouble, u"it is too large; only its beginning was read"_s);
}

void ProxyScraperTest::readsFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("found");
    QTest::addColumn<QString>("trouble");

    QTest::newRow("a list") << QByteArray("203.0.113.7:80\n203.0.113.8:80\n") << 2 << QString();
    QTest::newRow("no list") << QByteArray("hello\n") << 0 << u"no list of proxies: none was found in it"_s;
    QTest::newRow("large") << "203.0.113.7:80\n" + QByteArray(5'000, '\n') << 1
                           << u"it is too large; only its beginning was read"_s;
}

void ProxyScraperTest::readsFiles()
{
    QFETCH(const QByteArray, content);
    QTemporaryDir folder;
    const QString path = folder.filePath(u"list.txt"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    const auto none = [](const FetchRequest &) { return answered(500, {}); };
    const auto outcome = scraped(sourceAt(path), none, ScrapeLimits{1000, 60'000, 10});
    QTEST(int(outcome.listing.proxies.size()), "found");
    QTEST(outcome.source.trouble, "trouble");
    QVERIFY(m_requests.isEmpty());

    const auto missing = scraped(sourceAt(folder.filePath(u"none"_s)), none);
    QVERIFY2(missing.source.trouble.contains("none: "_L1), qPrintable(missing.source.trouble));
    const auto directory = scraped(sourceAt(folder.path()), none);
    QVERIFY2(directory.source.trouble.endsWith("is no ordinary file"_L1), qPrintable(directory.source.trouble));
}

void ProxyScraperTest::refusesWhatMayNeverEnd_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("a pipe") << QString();
    QTest::newRow("a device") << u"/dev/zero"_s;
    QTest::newRow("another device") << u"/dev/tty"_s;
    QTest::newRow("what the system tells of itself") << u"/proc/self/maps"_s;
    QTest::newRow("what it tells as it comes") << u"/proc/kmsg"_s; // its mode is that of an ordinary file
}

void ProxyScraperTest::refusesWhatMayNeverEnd()
{
    QFETCH(QString, path);
    QTemporaryDir folder;
    if (path.isEmpty()) {
        path = folder.filePath(u"pipe"_s);
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    }
    const auto outcome = scraped(sourceAt(path), [](const FetchRequest &) { return answered(500, {}); });
    // Who may not even open it is told that.
    QVERIFY2(outcome.source.trouble.startsWith(path), qPrintable(outcome.source.trouble));
    const bool mayBeOpened = path != "/proc/kmsg"_L1 && path != "/dev/tty"_L1;
    if (mayBeOpened)
        QVERIFY2(outcome.source.trouble.endsWith("is no ordinary file"_L1), qPrintable(outcome.source.trouble));
}

void ProxyScraperTest::cancelsOne()
{
    ListFetcher fetcher([](const FetchRequest &) { return answered(200, "203.0.113.7:80"); });
    fetcher.setHeld(true);
    ProxyScraper scraper(fetcher, m_clock);
    QStringList troubles;
    const auto tell = [&troubles](const ScrapedSource &got) {
        troubles.append(got.source.location + u' ' + got.source.trouble);
    };
    const int first = scraper.scrape(sourceAt(u"http://a.example/"_s), tell);
    scraper.scrape(sourceAt(u"http://b.example/"_s), tell);
    scraper.cancel(first);
    scraper.cancel(first);
    scraper.cancel(12'345);
    QVERIFY(troubles.isEmpty());
    QTRY_COMPARE(troubles.size(), 1);
    fetcher.release();
    QTRY_COMPARE(troubles.size(), 2);
    QCOMPARE(troubles, (QStringList{u"http://a.example/ cancelled"_s, u"http://b.example/ "_s}));
}

void ProxyScraperTest::takesTypesFromTheLocation()
{
    const auto outcome = scraped(sourceAt(u"http://lists.example/socks5.txt"_s),
                                 [](const FetchRequest &) { return answered(200, "203.0.113.7:80"); });
    QCOMPARE(outcome.listing.proxies.value(0).key.type, ProxyType::Socks5);
    const auto other = scraped(sourceAt(u"http://socks5.example/list"_s),
                               [](const FetchRequest &) { return answered(200, "203.0.113.7:80"); });
    QCOMPARE(other.listing.proxies.value(0).key.type, ProxyType::Http);
}

void ProxyScraperTest::refusesLocations_data()
{
    QTest::addColumn<QString>("location");

    QTest::newRow("nothing") << u" "_s;
    QTest::newRow("credentials") << u"http://ann:canary@lists.example/"_s;
    QTest::newRow("no host") << u"http://"_s;
}

void ProxyScraperTest::refusesLocations()
{
    QFETCH(const QString, location);
    const auto outcome = scraped(sourceAt(location), [](const FetchRequest &) { return answered(200, {}); });
    QVERIFY(!outcome.source.trouble.isEmpty());
    QVERIFY(!outcome.source.trouble.contains("canary"_L1));
    QVERIFY(m_requests.isEmpty());
}

void ProxyScraperTest::cancels()
{
    ListFetcher fetcher([](const FetchRequest &) { return answered(200, {}); });
    fetcher.setHeld(true);
    ProxyScraper scraper(fetcher, m_clock);
    std::optional<ScrapedSource> outcome;
    scraper.scrape(sourceAt(u"http://lists.example/"_s), [&](ScrapedSource got) { outcome = std::move(got); });
    scraper.cancelAll();
    QTRY_VERIFY(outcome.has_value());
    QCOMPARE(outcome->source.trouble, u"cancelled"_s);
}

void ProxyScraperTest::diesInTheMiddle()
{
    ListFetcher fetcher([](const FetchRequest &) { return answered(200, "203.0.113.7:80"); });
    fetcher.setHeld(true);
    bool isTold = false;
    auto scraper = std::make_unique<ProxyScraper>(fetcher, m_clock);
    scraper->scrape(sourceAt(u"http://lists.example/"_s), [&isTold](const ScrapedSource &) { isTold = true; });
    scraper.reset();
    fetcher.release();
    QCoreApplication::processEvents();
    QVERIFY(!isTold);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyScraperTest)
#include "tst_proxyscraper.moc"
