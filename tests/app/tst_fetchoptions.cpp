// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/fetchoptions.h"
#include "tests/support/suites.h"

#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::app;

namespace sluice::test {

/// What the words of `fetch` ask for.
class FetchOptionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void modesAreRead_data();
    void modesAreRead();
    void defaultsAreThoseOfTheContract();
    void timesAreRead();
    void followingIsRead();
    void crawlsOptionsAreTaken();
    void everyWrongUrlIsNamed();

private:
    [[nodiscard]] static core::Result<FetchArguments, QStringList> read(const QString &line);
};

core::Result<FetchArguments, QStringList> FetchOptionsTest::read(const QString &line)
{
    QList<Option> options = fetchOptions();
    options.append({u"project"_s, u"FILE"_s, {}});
    const auto arguments = parseArguments(line.split(u' ', Qt::SkipEmptyParts), options);
    if (!arguments)
        return tl::unexpected(QStringList{arguments.error()});
    return readFetch(*arguments);
}

void FetchOptionsTest::modesAreRead_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<core::BatchMode>("mode");
    QTest::addColumn<core::BatchUntil>("until");
    using core::BatchMode;
    using core::BatchUntil;
    QTest::newRow("none") << QString() << BatchMode::AsCompleted << BatchUntil::All;
    QTest::newRow("as-completed") << u"--mode as-completed"_s << BatchMode::AsCompleted << BatchUntil::All;
    QTest::newRow("gather") << u"--mode gather"_s << BatchMode::Gather << BatchUntil::All;
    QTest::newRow("map") << u"--mode map"_s << BatchMode::Map << BatchUntil::All;
    QTest::newRow("wait") << u"--mode wait"_s << BatchMode::Wait << BatchUntil::All;
    QTest::newRow("callback") << u"--mode callback"_s << BatchMode::Callback << BatchUntil::All;
    QTest::newRow("until the first") << u"--mode wait --until first"_s << BatchMode::Wait << BatchUntil::First;
    QTest::newRow("until one failed") << u"--mode=wait --until=first-failed"_s << BatchMode::Wait
                                      << BatchUntil::FirstFailed;
    QTest::newRow("until alone waits") << u"--until first"_s << BatchMode::Wait << BatchUntil::First;
    QTest::newRow("follow alone calls back") << u"--follow a"_s << BatchMode::Callback << BatchUntil::All;
}

void FetchOptionsTest::modesAreRead()
{
    QFETCH(QString, words);
    QFETCH(core::BatchMode, mode);
    QFETCH(core::BatchUntil, until);
    const auto fetch = read(u"http://a.test/ "_s + words);
    QVERIFY2(fetch, fetch ? "" : qPrintable(fetch.error().join(u'\n')));
    QCOMPARE(fetch->spec.mode, mode);
    QCOMPARE(fetch->spec.until, until);
}

void FetchOptionsTest::defaultsAreThoseOfTheContract()
{
    const auto fetch = read(u"http://a.test/1 http://a.test/1"_s);
    QVERIFY(fetch);
    QCOMPARE(fetch->spec.crawl.seeds.size(), 2);
    QCOMPARE(fetch->spec.crawl.concurrency, 200);
    QCOMPARE(fetch->spec.crawl.perHost, 8);
    QCOMPARE(fetch->spec.crawl.timeoutMs, 30'000);
    QVERIFY(fetch->spec.crawl.isRobotsObeyed);
    QVERIFY(!fetch->spec.timeoutMs);
    QCOMPARE(fetch->pollMs, 0);
    QCOMPARE(fetch->spec.newsEveryMs, 0);
}

void FetchOptionsTest::timesAreRead()
{
    const auto fetch = read(u"http://a.test/ --timeout 1.5 --poll 0.25 --request-timeout 7"_s);
    QVERIFY(fetch);
    QCOMPARE(fetch->spec.timeoutMs.value_or(0), 1'500);
    QCOMPARE(fetch->pollMs, 250);
    QCOMPARE(fetch->spec.crawl.timeoutMs, 7'000); // of a request, which --timeout is not about here
    for (const char *wrong : {"--timeout 0", "--timeout -1", "--timeout nan", "--timeout 1e9", "--poll x"})
        QVERIFY2(!read(u"http://a.test/ "_s + QLatin1String(wrong)), wrong);
}

void FetchOptionsTest::followingIsRead()
{
    const auto near = read(u"http://a.test/ --follow css:a@href"_s);
    QVERIFY(near);
    QCOMPARE(near->spec.followRule, u"css:a@href"_s);
    QCOMPARE(near->spec.followDepth, 1);
    QCOMPARE(near->spec.crawl.scope, core::ScopeKind::Any);
    const auto far = read(u"http://a.test/ --follow xpath://a --follow-depth 3 --scope domain --exclude x"_s);
    QVERIFY(far);
    QCOMPARE(far->spec.followDepth, 3);
    QCOMPARE(far->spec.crawl.scope, core::ScopeKind::Domain);
    QCOMPARE(far->spec.crawl.exclude, QStringList{u"x"_s});
}

void FetchOptionsTest::crawlsOptionsAreTaken()
{
    const auto fetch = read(u"http://a.test/ --concurrency 5 --per-host 2 --retries 0 --ignore-robots "
                            "--user-agent Mine/1.0 --header X-A:b --project p --field a=b --render auto"_s);
    QVERIFY2(fetch, fetch ? "" : qPrintable(fetch.error().join(u'\n')));
    const core::CrawlSpec &spec = fetch->spec.crawl;
    QCOMPARE(spec.concurrency, 5);
    QCOMPARE(spec.perHost, 2);
    QCOMPARE(spec.retries, 0);
    QVERIFY(!spec.isRobotsObeyed);
    QCOMPARE(spec.userAgents, QStringList{u"Mine/1.0"_s});
    QCOMPARE(spec.headers.value(0).name, u"X-A"_s);
    QCOMPARE(spec.fields.value(0).name, u"a"_s);
    QCOMPARE(spec.renderMode, core::RenderMode::Auto);
}

void FetchOptionsTest::everyWrongUrlIsNamed()
{
    QTemporaryFile list;
    QVERIFY(list.open());
    list.write("http://a.test/\n\nnonsense\n# remark\nmailto:x@a.test\n");
    list.close();
    const auto fetch = read(u"@"_s + list.fileName());
    QVERIFY(!fetch);
    QCOMPARE(fetch.error().size(), 2);
    QVERIFY2(fetch.error()[0].startsWith(list.fileName() + u" line 3: "_s), qPrintable(fetch.error()[0]));
    QVERIFY2(fetch.error()[1].startsWith(list.fileName() + u" line 5: "_s), qPrintable(fetch.error()[1]));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::FetchOptionsTest)
#include "tst_fetchoptions.moc"
