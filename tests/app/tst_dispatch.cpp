// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "tests/support/suites.h"

#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::app;

namespace sluice::test {

class DispatchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void wrongUsageEndsWithTwo_data();
    void wrongUsageEndsWithTwo();
    void helpGoesToStandardOutput_data();
    void helpGoesToStandardOutput();
};

namespace {

struct Outcome
{
    int code = -1;
    QString output;
    QString error;
};

Outcome run(const QString &line)
{
    QTemporaryFile output;
    QTemporaryFile error;
    if (!output.open() || !error.open())
        qFatal("no temporary file");
    Outcome outcome;
    {
        Console console(output.handle(), error.handle());
        outcome.code = dispatch(line.split(u' ', Qt::SkipEmptyParts), console);
    }
    output.seek(0);
    error.seek(0);
    outcome.output = QString::fromUtf8(output.readAll());
    outcome.error = QString::fromUtf8(error.readAll());
    return outcome;
}

} // namespace

void DispatchTest::wrongUsageEndsWithTwo_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("message");
    QTest::newRow("nothing") << QString() << u"Usage: sluice-cli"_s;
    QTest::newRow("an unknown subcommand") << u"bogus"_s << u"unknown subcommand \"bogus\""_s;
    QTest::newRow("a misspelt subcommand") << u"crwal"_s << u"did you mean crawl?"_s;
    QTest::newRow("schedule") << u"schedule"_s << u"schedule is not in this version"_s;
    QTest::newRow("crawl of nothing") << u"crawl"_s << u"URL…|@FILE expected"_s;
    QTest::newRow("crawl with an unknown option") << u"crawl http://x/ --bogus"_s << u"unknown option --bogus"_s;
    for (const char *later : {"--xlsx a", "--proxy pool"})
        QTest::newRow(later) << u"crawl http://x/ "_s + QLatin1String(later)
                             << QString::fromLatin1(later).section(u' ', 0, 0);
    QTest::newRow("crawl rendered by nobody")
        << u"crawl http://x/ --render=lynx"_s << u"--render: expected one of http, rendered, auto"_s;
    QTest::newRow("crawl of a relative URL") << u"crawl example.org"_s << u"expected an absolute http or https URL"_s;
    QTest::newRow("run of a missing job") << u"run /absent.json"_s << u"/absent.json"_s;
    QTest::newRow("resume of two projects") << u"resume a b"_s << u"\"b\" is one argument too many"_s;
    QTest::newRow("resume of crawl 0") << u"resume a --crawl 0"_s << u"--crawl: expected a number from 1"_s;
    QTest::newRow("export to nowhere") << u"export a"_s << u"--csv FILE or --jsonl FILE expected"_s;
    QTest::newRow("export to XLSX") << u"export a --xlsx b"_s << u"--xlsx is not in this version"_s;
    QTest::newRow("export over the project") << u"export a --csv a"_s << u"is the project itself"_s;
    QTest::newRow("images without a folder") << u"crawl http://x/ --images a"_s << u"--images: expected FIELD=DIR"_s;
    QTest::newRow("images of no column") << u"crawl http://x/ --images a=b"_s << u"there is no column \"a\""_s;
    QTest::newRow("proxies without an action") << u"proxies"_s << u"sluice-cli proxies: expected one of "_s;
    QTest::newRow("an unknown action") << u"proxies bogus --json"_s << u"unknown action \"bogus\": expected one of "_s;
    QTest::newRow("an option before the action") << u"proxies --json judge"_s << u"unknown action \"--json\""_s;
    QTest::newRow("judge at no address") << u"proxies judge --bind home"_s << u"--bind: expected an IP address"_s;
    QTest::newRow("judge at another machine's address") << u"proxies judge --bind 192.0.2.1"_s << u"cannot listen"_s;
    QTest::newRow("recipe of nothing") << u"recipe links"_s << u"NAME FILE|URL expected"_s;
    QTest::newRow("an unknown recipe") << u"recipe lniks f"_s << u"unknown recipe \"lniks\""_s;
    QTest::newRow("schema of something") << u"schema thing"_s << u"expected job, project, recipe or model"_s;
    QTest::newRow("model without an action") << u"model"_s << u"expected one of train, evaluate, predict"_s;
    QTest::newRow("training for nothing") << u"model train a.csv --out m"_s << u"--target COL expected"_s;
    QTest::newRow("training into nothing") << u"model train a.csv --target b"_s << u"--out MODEL.json expected"_s;
    QTest::newRow("training over its data")
        << u"model train a.csv --target b --out ./a.csv"_s << u"is read by this command"_s;
    QTest::newRow("an unknown role") << u"model train a.csv --target b --out m --role a=price"_s
                                     << u"--role: expected COL=ROLE"_s;
    QTest::newRow("one fold") << u"model train a.csv --target b --cv 1"_s << u"--cv: expected a number from 2"_s;
    QTest::newRow("a misspelt parameter")
        << u"model train a.csv --target b --cv 2 --param rouns=2"_s << u"did you mean rounds?"_s;
    QTest::newRow("predicting over the data") << u"model predict m a.csv --csv a.csv"_s << u"is read by this command"_s;
    QTest::newRow("a missing model") << u"model evaluate /absent.json a.csv"_s << u"/absent.json"_s;
    QTest::newRow("select by a bad XPath") << u"select --xpath //a[ f"_s << u"--xpath: Position 4: "_s;
    QTest::newRow("select by two") << u"select --xpath //a --css a f"_s << u"either --css or --xpath expected"_s;
    QTest::newRow("select by nothing") << u"select f"_s << u"--css SELECTOR or --xpath EXPR expected"_s;
    QTest::newRow("select with a bad selector") << u"select --css a[ /dev/null"_s << u"--css: "_s;
    QTest::newRow("select in a missing file") << u"select --css a /absent.html"_s << u"/absent.html"_s;
    QTest::newRow("tree of a missing file") << u"tree /absent.html"_s << u"/absent.html"_s;
    QTest::newRow("urls without a verb") << u"urls"_s << u"normalize|resolve expected"_s;
    QTest::newRow("urls with another verb") << u"urls sort"_s << u"expected normalize or resolve"_s;
    QTest::newRow("urls with a bad base") << u"urls resolve --base mailto:x"_s << u"--base: "_s;
    QTest::newRow("robots without agent") << u"robots /dev/null http://x/"_s << u"--agent NAME expected"_s;
    QTest::newRow("robots without URL") << u"robots /dev/null --agent a"_s << u"FILE URL… expected"_s;
    QTest::newRow("robots of a bad URL") << u"robots /dev/null --agent a x"_s << u"URL \"x\": "_s;
    QTest::newRow("fetch of nothing") << u"fetch"_s << u"URL…|@FILE expected"_s;
    QTest::newRow("fetch from an empty list") << u"fetch @/dev/null"_s << u"expected URLs, one a line"_s;
    QTest::newRow("fetch in no mode") << u"fetch http://x/ --mode fast"_s << u"--mode: expected one of as-completed"_s;
    QTest::newRow("fetch until never") << u"fetch http://x/ --until never"_s << u"--until: expected one of first"_s;
    QTest::newRow("fetch until in another mode")
        << u"fetch http://x/ --mode map --until first"_s << u"--until: goes with --mode wait"_s;
    QTest::newRow("fetch in no time") << u"fetch http://x/ --timeout 0"_s << u"--timeout: expected seconds above 0"_s;
    QTest::newRow("fetch polled without rest")
        << u"fetch http://x/ --poll 0"_s << u"--poll: expected seconds above 0"_s;
    QTest::newRow("fetch with none at once") << u"fetch http://x/ --concurrency 0"_s << u"--concurrency: expected"_s;
    QTest::newRow("fetch that follows in another mode")
        << u"fetch http://x/ --mode map --follow a"_s << u"--follow: goes with --mode callback"_s;
    QTest::newRow("fetch by a bad rule") << u"fetch http://x/ --follow css:a["_s << u"--follow: "_s;
    QTest::newRow("fetch into no depth") << u"fetch http://x/ --follow a --follow-depth 0"_s
                                         << u"--follow-depth: expected an integer from 1"_s;
    QTest::newRow("fetch in a scope of nothing")
        << u"fetch http://x/ --scope host"_s << u"--scope: goes with --follow"_s;
    QTest::newRow("fetch of fields into nothing")
        << u"fetch http://x/ --field a=b"_s << u"--field: goes with --project FILE"_s;
    for (const char *crawls : {"--depth 1", "--max-pages 1", "--sitemaps", "--next a", "--images a=b"})
        QTest::newRow(qPrintable(u"fetch with "_s + QLatin1String(crawls)))
            << u"fetch http://x/ "_s + QLatin1String(crawls) << QString::fromLatin1(crawls).section(u' ', 0, 0);
    QTest::newRow("fetch of two wrong URLs") << u"fetch x http://y/ mailto:z"_s << u"mailto:z"_s;
    QTest::newRow("demo at no port") << u"demo --port 65536"_s << u"--port: expected an integer from 0 to 65535"_s;
    QTest::newRow("demo without items") << u"demo --items 0"_s << u"--items: expected an integer from 1"_s;
}

void DispatchTest::wrongUsageEndsWithTwo()
{
    QFETCH(QString, line);
    QFETCH(QString, message);
    const Outcome outcome = run(line);
    QCOMPARE(outcome.code, int(UsageError));
    QVERIFY2(outcome.error.contains(message), qPrintable(outcome.error));
    QCOMPARE(outcome.output, QString());
}

void DispatchTest::helpGoesToStandardOutput_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("text");
    QTest::newRow("of the program") << u"--help"_s << u"Subcommands:"_s;
    QTest::newRow("the version") << u"--version"_s << u"sluice-cli "_s;
    QTest::newRow("of crawl") << u"crawl --help"_s << u"--max-redirects N"_s;
    for (const char *name : {"crawl", "run", "resume", "export", "status", "schema", "select", "tree", "urls", "robots",
                             "sitemap", "fetch", "demo"})
        QTest::newRow(name) << QString::fromLatin1(name) + u" --help"_s
                            << u"Usage: sluice-cli "_s + QLatin1String(name);
}

void DispatchTest::helpGoesToStandardOutput()
{
    QFETCH(QString, line);
    QFETCH(QString, text);
    const Outcome outcome = run(line);
    QCOMPARE(outcome.code, int(Done));
    QVERIFY2(outcome.output.contains(text), qPrintable(outcome.output));
    QCOMPARE(outcome.error, QString());
    QVERIFY(!outcome.output.contains("--xlsx"_L1));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::DispatchTest)
#include "tst_dispatch.moc"
