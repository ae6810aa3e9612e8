// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/robots.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

using core::RobotsFile;
using core::RobotsVerdict;
using core::WebUrl;

class RobotsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void decides_data();
    void decides();
    void choosesTheAgentsGroup_data();
    void choosesTheAgentsGroup();
    void readsCrawlDelay_data();
    void readsCrawlDelay();
    void listsSitemapsOfAllGroups();
    void namesTheRuleThatDecided();
    void standsInForMissingFiles();
    void ignoresWhatIsPastTheLimit();
    void dropsTheLineThatTheLimitCuts();
    void hostilePatternsTakeLinearTime();
    void checksUrlsAsWritten_data();
    void checksUrlsAsWritten();
    void agreesWithTheReferenceSuite();
};

void RobotsTest::decides_data()
{
    QTest::addColumn<QByteArray>("rules");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("isAllowed");

    const auto row = [](const char *name, const char *rules, const char *path, bool isAllowed) {
        QTest::newRow(name) << QByteArray(rules) << QByteArray(path) << isAllowed;
    };
    row("nothing forbids nothing", "", "/a", true);
    row("a prefix forbids what is below", "Disallow: /a", "/a/b", false);
    row("a prefix forbids longer names", "Disallow: /a", "/abc", false);
    row("other paths stay allowed", "Disallow: /a", "/b", true);
    row("an empty Disallow forbids nothing", "Disallow:", "/a", true);
    row("paths are case-sensitive", "Disallow: /A", "/a", true);
    row("keys are not", "DISALLOW: /a", "/a", false);
    row("the longest match wins: Allow", "Disallow: /a\nAllow: /a/b", "/a/b", true);
    row("the longest match wins: Disallow", "Allow: /a\nDisallow: /a/b", "/a/b", false);
    row("order does not matter", "Allow: /a/b\nDisallow: /a", "/a/b", true);
    row("Allow wins a tie", "Disallow: /a\nAllow: /a", "/a", true);
    row("a star stands for anything", "Disallow: /*.gif", "/x/y.gif?z", false);
    row("a star stands for nothing too", "Disallow: /a*b", "/ab", false);
    row("a dollar ends the path", "Disallow: /*.gif$", "/x.gif", false);
    row("a dollar does not match further", "Disallow: /*.gif$", "/x.gif?y", true);
    row("a dollar inside is a character", "Disallow: /a$b", "/a$b", false);
    row("a dollar inside does not end", "Disallow: /a$b", "/a", true);
    row("an encoded star is a character", "Disallow: /a%2Ab", "/axb", true);
    row("an encoded star matches the star", "Disallow: /a%2ab", "/a*b", false);
    row("the query counts", "Disallow: /a?b", "/a?bc", false);
    row("encoded and raw text are one", "Disallow: /\xC3\xA4", "/%C3%A4", false);
    row("hexadecimal digits have no case", "Disallow: /%c3%A4", "/%C3%a4", false);
    row("an encoded slash is no slash", "Disallow: /a%2Fb", "/a/b", true);
    row("a comment ends the line", "Disallow: /a # /b", "/a", false);
    row("a comment is no rule", "# Disallow: /", "/a", true);
    row("blanks around are dropped", "  Disallow\t:\t /a \t", "/a", false);
    row("the colon may be forgotten", "Disallow /a", "/a", false);
    row("three words without colon are no rule", "Disallow /a /b", "/a", true);
    row("a path without slash matches nothing", "Disallow: a", "/a", true);
    row("CR ends lines", "Disallow: /a\rAllow: /a/b", "/a/b", true);
    row("CR LF ends lines", "Disallow: /a\r\nAllow: /a/b\r\n", "/a/b", true);
    row("nonsense is passed over", "\x01\xFF\n:\n::\nfoo: bar\nDisallow: /a", "/a", false);
    row("robots.txt itself is always allowed", "Disallow: /", "/robots.txt", true);
    row("an allowed index page allows its folder", "Allow: /a/index.html\nDisallow: /", "/a/", true);
    row("but nothing else in the folder", "Allow: /a/index.html\nDisallow: /", "/a/b", false);
    row("an empty path is the root", "Disallow: /$", "", false);
}

void RobotsTest::decides()
{
    QFETCH(QByteArray, rules);
    QFETCH(QByteArray, path);
    const RobotsFile file = RobotsFile::parse("User-agent: *\n" + rules);
    QTEST(file.checkPath("Sluice", path).isAllowed, "isAllowed");
}

void RobotsTest::choosesTheAgentsGroup_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<bool>("isAllowed"); // of /a

    const auto row = [](const char *name, const char *text, const char *agent, bool isAllowed) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(agent) << isAllowed;
    };
    const char *const two = "User-agent: *\nDisallow: /a\nUser-agent: Sluice\nDisallow: /b\n";
    row("the named group replaces everyone's", two, "Sluice", true);
    row("others keep everyone's", two, "Other", false);
    row("tokens have no case", two, "sLUICE", true);
    row("a user agent string is its token", two, "Sluice/1.0 (+https://example.org)", true);
    row("a browser-like string names its token", two, "Mozilla/5.0 (compatible; Sluice/1.0; +https://e.org)", true);
    row("a longer token is another", two, "Sluice2", false);
    row("a shorter token is another", two, "Slui", false);
    row("two words are no token", two, "Sluice Bot", false);
    row("no agent is everyone", two, "", false);
    row("a version in the file does not matter", "User-agent: Sluice/2.0\nDisallow: /a", "Sluice", false);
    row("agents share the rules below", "User-agent: A\nUser-agent: Sluice\nDisallow: /a", "Sluice", false);
    row("blank lines do not end a group", "User-agent: Sluice\n\n\nDisallow: /a", "Sluice", false);
    row("groups of one agent are one",
        "User-agent: Sluice\nDisallow: /a\nUser-agent: B\nAllow: /\nUser-agent: Sluice\nDisallow: /b", "Sluice", false);
    row("Allow wins a tie between them",
        "User-agent: Sluice\nDisallow: /a\nUser-agent: B\nDisallow: /b\nUser-agent: Sluice\nAllow: /a", "Sluice", true);
    row("a sitemap line does not end the agents", "User-agent: Sluice\nSitemap: /s\nUser-agent: B\nDisallow: /a",
        "Sluice", false);
    row("a crawl delay does", "User-agent: *\nCrawl-delay: 5\nUser-agent: B\nDisallow: /a", "Sluice", true);
    row("an empty rule ends the agents", "User-agent: Sluice\nDisallow:\nUser-agent: B\nDisallow: /a", "Sluice", true);
    row("rules before any agent count for nobody", "Disallow: /a\nUser-agent: Sluice\nDisallow: /b", "Sluice", true);
    row("a byte order mark is skipped", "\xEF\xBB\xBFUser-agent: Sluice\nDisallow: /a", "Sluice", false);
    row("but not in the middle",
        "User-agent: Sluice\n\xEF\xBB\xBF"
        "Disallow: /a",
        "Sluice", true);
}

void RobotsTest::choosesTheAgentsGroup()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, agent);
    const auto url = WebUrl::parse("https://example.org/a");
    QVERIFY(url);
    QTEST(RobotsFile::parse(text).check(agent, *url).isAllowed, "isAllowed");
}

void RobotsTest::readsCrawlDelay_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("milliseconds"); // -1: none

    QTest::newRow("whole seconds") << QByteArray("Crawl-delay: 10") << 10'000;
    QTest::newRow("decimals") << QByteArray("crawl-delay: 0.25") << 250;
    QTest::newRow("zero") << QByteArray("Crawl-delay: 0") << 0;
    QTest::newRow("with a comment") << QByteArray("Crawl-delay: 2 # please") << 2'000;
    QTest::newRow("at most a day") << QByteArray("Crawl-delay: 1e300") << 86'400'000;
    QTest::newRow("negative") << QByteArray("Crawl-delay: -1") << -1;
    QTest::newRow("not a number") << QByteArray("Crawl-delay: often") << -1;
    QTest::newRow("infinite") << QByteArray("Crawl-delay: inf") << -1;
    QTest::newRow("nan") << QByteArray("Crawl-delay: nan") << -1;
    QTest::newRow("empty") << QByteArray("Crawl-delay:") << -1;
    QTest::newRow("absent") << QByteArray("Disallow: /") << -1;
    QTest::newRow("of another group") << QByteArray("Disallow: /\nUser-agent: B\nCrawl-delay: 3") << -1;
}

void RobotsTest::readsCrawlDelay()
{
    QFETCH(QByteArray, line);
    const RobotsFile file = RobotsFile::parse("User-agent: Sluice\n" + line);
    QTEST(file.crawlDelayMs("Sluice").value_or(-1), "milliseconds");
    QVERIFY(!file.crawlDelayMs("Stranger"));
}

void RobotsTest::listsSitemapsOfAllGroups()
{
    const RobotsFile file = RobotsFile::parse("Sitemap: https://a.example/1.xml\nUser-agent: x\nDisallow: /\n"
                                              "sitemap:/2.xml\nSitemap:\nUser-agent: y\nSITEMAP : 3.xml # c\n");
    QCOMPARE(file.sitemaps(), (QList<QByteArray>{"https://a.example/1.xml", "/2.xml", "3.xml"}));
}

void RobotsTest::namesTheRuleThatDecided()
{
    const RobotsFile file = RobotsFile::parse("user-agent: *\ndisallow :/private # secret\nALLOW: /private/open\n");
    QCOMPARE(file.checkPath("Sluice", "/private/x"), (RobotsVerdict{false, "Disallow: /private"}));
    QCOMPARE(file.checkPath("Sluice", "/private/open"), (RobotsVerdict{true, "Allow: /private/open"}));
    QCOMPARE(file.checkPath("Sluice", "/other"), (RobotsVerdict{true, ""}));
}

void RobotsTest::standsInForMissingFiles()
{
    QVERIFY(RobotsFile::allowingAll().checkPath("Sluice", "/a").isAllowed);
    QVERIFY(!RobotsFile::disallowingAll().checkPath("Sluice", "/a").isAllowed);
    QVERIFY(!RobotsFile::disallowingAll().checkPath("", "/").isAllowed);
    QVERIFY(RobotsFile::disallowingAll().sitemaps().isEmpty());
}

void RobotsTest::ignoresWhatIsPastTheLimit()
{
    const QByteArray start = "User-agent: *\nDisallow: /a\n";
    const QByteArray filler = '#' + QByteArray(500 * 1024 - start.size() - 2, 'x') + '\n';
    const RobotsFile file = RobotsFile::parse(start + filler + "Disallow: /b\n");
    QVERIFY(!file.checkPath("Sluice", "/a").isAllowed);
    QVERIFY(file.checkPath("Sluice", "/b").isAllowed);
}

void RobotsTest::dropsTheLineThatTheLimitCuts()
{
    const QByteArray start = "User-agent: *\nDisallow: /a\n";
    const QByteArray cut = "Disallow: /private";
    const QByteArray filler = '#' + QByteArray(500 * 1024 - start.size() - 2 - cut.size() + 4, 'x') + '\n';
    const RobotsFile whole = RobotsFile::parse(start + filler.last(filler.size() - 4) + cut);
    QVERIFY(!whole.checkPath("Sluice", "/private").isAllowed);
    const RobotsFile file = RobotsFile::parse(start + filler + cut + '\n');
    QVERIFY(file.checkPath("Sluice", "/priv").isAllowed);
    QVERIFY(file.checkPath("Sluice", "/private").isAllowed);
    QVERIFY(!file.checkPath("Sluice", "/a").isAllowed);
}

void RobotsTest::hostilePatternsTakeLinearTime()
{
    QByteArray text = "User-agent: *\n";
    for (int rule = 0; rule < 200; ++rule)
        text += "Disallow: /" + QByteArray("a*").repeated(1000) + "b$\n";
    const RobotsFile file = RobotsFile::parse(text);
    const QByteArray path = '/' + QByteArray(8000, 'a');
    QElapsedTimer timer;
    timer.start();
    QVERIFY(file.checkPath("Sluice", path).isAllowed);
    // Backtracking would take longer than the universe has stood.
    QVERIFY(timer.elapsed() < 5'000);
}

void RobotsTest::checksUrlsAsWritten_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QByteArray>("url");

    const auto row = [](const char *name, const char *rule, const char *url) {
        QTest::newRow(name) << QByteArray(rule) << QByteArray(url);
    };
    row("path and query", "/a?b$", "http://h/a?b");
    row("a fragment is dropped", "/a$", "http://h/a#b//c");
    row("nothing is the root", "/$", "");
    row("a host is the root", "/$", "http://h");
    row("a query alone", "/?a$", "http://h?a");
    row("a path alone", "/a/b$", "/a/b");
    row("slashes in the path stay", "/a//b$", "http://h/a//b");
    row("no dot segments are removed", "/a/../b$", "http://h/a/../b");
}

void RobotsTest::checksUrlsAsWritten()
{
    QFETCH(QByteArray, rule);
    QFETCH(QByteArray, url);
    const RobotsFile file = RobotsFile::parse("User-agent: *\nDisallow: " + rule);
    QVERIFY(!file.checkAsWritten("Sluice", url).isAllowed);
    QVERIFY(RobotsFile::parse("User-agent: *\nDisallow: /\xC3\xA4")
                .checkAsWritten("Sluice", "http://h/\xC3\xA4")
                .isAllowed);
}

void RobotsTest::agreesWithTheReferenceSuite()
{
    const QString path = suitePath(u"google-robotstxt/correctness.jsonl"_s);
    if (path.isEmpty())
        QSKIP("SLUICE_SUITES is not set");
    QFile suite(path);
    QVERIFY(suite.open(QIODevice::ReadOnly));
    int count = 0;
    int wrong = 0;
    while (!suite.atEnd()) {
        const QJsonObject example = QJsonDocument::fromJson(suite.readLine()).object();
        const QByteArray text = QByteArray::fromBase64(example[u"robotstxt_b64"].toString().toLatin1());
        const QByteArray url = example[u"url"].toString().toUtf8();
        const bool expected = example[u"allowed"].toBool();
        ++count;
        const RobotsFile file = RobotsFile::parse(text);
        if (file.checkAsWritten(example[u"agent"].toString().toUtf8(), url).isAllowed == expected)
            continue;
        ++wrong;
        qInfo("%s %s: expected %d\n%s", qPrintable(example[u"agent"].toString()), url.constData(), expected,
              text.constData());
    }
    qInfo("robots.txt suite: %d of %d cases agree", count - wrong, count);
    QVERIFY(count >= 146);
    QCOMPARE(wrong, 0);
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::RobotsTest)
#include "tst_robots.moc"
