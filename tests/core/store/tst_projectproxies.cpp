// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/proxywriter.h"
#include "tests/core/store/storing.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>

using namespace sluice::core;
using namespace sluice::test;
using namespace Qt::StringLiterals;

namespace {

ProxyRecord listed(const QString &host, quint16 port = 8080, ProxyType type = ProxyType::Http)
{
    ProxyRecord proxy;
    proxy.key = {type, {}, host, port};
    proxy.source = u"https://lists.example/"_s;
    return proxy;
}

ProxyRecord full()
{
    ProxyRecord proxy = listed(u"2001:db8::1"_s, 1080, ProxyType::Socks5);
    proxy.key.user = u"ann:@ä"_s;
    proxy.country = u"Côte d’Ivoire"_s;
    proxy.countryCode = u"CI"_s;
    proxy.listedAnonymity = Anonymity::Elite;
    proxy.isNear = true;
    return proxy;
}

ProxyCheckRecord checkOf(qint64 proxy, qint64 at, int totalMs)
{
    ProxyCheckRecord check;
    check.proxy = proxy;
    check.atUtcMs = at;
    check.isAlive = totalMs >= 0;
    check.totalMs = totalMs;
    check.reason = check.isAlive ? u""_s : u"status 502"_s;
    return check;
}

} // namespace

class TestProjectProxies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void figures_data();
    void figures();
    void proxiesComeBackAsTheyWereAdded();
    void knownOnesKeepWhatWasFound();
    void identityIsTypeUserHostAndPort();
    void checksMakeTheLineAndTheHistory();
    void historyKeepsTheNewest();
    void ledgerAddsUp();
    void removedOnesStayRemoved();
    void sourcesAreThereOnce();
    void sourcesThatAreGoneAreNotChanged();
    void everythingSurvivesReopening();
    void tenThousandAtOnce();
    void nothingIsAddedWhereOneFails();
    void liftedTablesHaveTheColumnsOfNewOnes();
};

void TestProjectProxies::figures_data()
{
    QTest::addColumn<qint64>("checks");
    QTest::addColumn<QList<int>>("totals");
    QTest::addColumn<qint64>("successes");
    QTest::addColumn<int>("median");
    QTest::addColumn<int>("late");
    QList<int> hundred;
    for (int i = 100; i > 0; --i)
        hundred.append(i);
    QTest::newRow("none") << qint64(0) << QList<int>() << qint64(0) << -1 << -1;
    QTest::newRow("only dead ones") << qint64(3) << QList<int>() << qint64(0) << -1 << -1;
    QTest::newRow("one") << qint64(2) << QList<int>{7} << qint64(1) << 7 << 7;
    QTest::newRow("two") << qint64(2) << QList<int>{9, 1} << qint64(2) << 1 << 9;
    QTest::newRow("three") << qint64(3) << QList<int>{9, 1, 5} << qint64(3) << 5 << 9;
    QTest::newRow("twenty") << qint64(20) << hundred.mid(80) << qint64(20) << 10 << 19;
    QTest::newRow("hundred") << qint64(100) << hundred << qint64(100) << 50 << 95;
    QTest::newRow("not measured") << qint64(2) << QList<int>{-1, 4} << qint64(2) << 4 << 4;
}

void TestProjectProxies::figures()
{
    QFETCH(qint64, checks);
    QFETCH(QList<int>, totals);
    QFETCH(qint64, successes);
    QFETCH(int, median);
    QFETCH(int, late);
    QCOMPARE(checkFigures(checks, totals), (ProxyCheckFigures{checks, successes, median, late}));
}

void TestProjectProxies::proxiesComeBackAsTheyWereAdded()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    ProxyRecord old = listed(u"old.example"_s, 65'535, ProxyType::Socks4);
    old.state = ProxyState::Unsupported;
    old.reason = u"SOCKS4 cannot be used"_s;
    const auto added = project->addProxies({full(), old});
    QVERIFY(added);
    QCOMPARE(added->size(), 2);
    ProxyRecord expected = full();
    expected.id = added->first().id;
    QVERIFY(expected.id > 0);
    QCOMPARE(added->first(), expected);
    old.id = added->last().id;
    QCOMPARE(added->last(), old);
    QCOMPARE(project->proxies().value(), *added);
    QVERIFY(project->addProxies({}).value().isEmpty());
    QCOMPARE(openReader(folder.path())->proxies(0).value(), *added);
}

void TestProjectProxies::knownOnesKeepWhatWasFound()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    ProxyRecord proxy = project->addProxies({full()}).value().first();
    proxy.state = ProxyState::Alive;
    proxy.anonymity = Anonymity::Anonymous;
    proxy.exitAddress = u"198.51.100.7"_s;
    project->saveCheck(proxy, checkOf(proxy.id, 1'000, 40));

    ProxyRecord again = full();
    again.source = u"https://other.example/"_s;
    again.country = u"Ivory Coast"_s;
    again.countryCode.clear();
    again.listedAnonymity = Anonymity::Unknown;
    const ProxyRecord kept = project->addProxies({again}).value().first();
    QCOMPARE(kept.id, proxy.id);
    QCOMPARE(kept.source, full().source);
    QCOMPARE(kept.country, u"Ivory Coast"_s);
    QCOMPARE(kept.countryCode, u"CI"_s);
    QCOMPARE(kept.listedAnonymity, Anonymity::Elite);
    QCOMPARE(kept.state, ProxyState::Alive);
    QCOMPARE(kept.anonymity, Anonymity::Anonymous);
    QCOMPARE(kept.exitAddress, u"198.51.100.7"_s);
    QCOMPARE(kept.checks, 1);
    QCOMPARE(project->proxies()->size(), 1);
}

void TestProjectProxies::identityIsTypeUserHostAndPort()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    ProxyRecord withUser = listed(u"a.example"_s);
    withUser.key.user = u"ann"_s;
    const QList<ProxyRecord> all = {
        listed(u"a.example"_s), listed(u"a.example"_s, 8081), listed(u"a.example"_s, 8080, ProxyType::Https), withUser,
        listed(u"b.example"_s), listed(u"a.example"_s)};
    const auto added = project->addProxies(all);
    QVERIFY(added);
    QCOMPARE(added->size(), 6);
    QCOMPARE(added->first().id, added->last().id);
    QCOMPARE(project->proxies()->size(), 5);
}

void TestProjectProxies::checksMakeTheLineAndTheHistory()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    ProxyRecord proxy = project->addProxies({listed(u"a.example"_s)}).value().first();
    proxy.state = ProxyState::Alive;
    proxy.connectMs = 3;
    proxy.firstByteMs = 20;
    proxy.totalMs = 30;
    proxy.anonymity = Anonymity::Transparent;
    proxy.exitAddress = u"203.0.113.9"_s;
    proxy.isIntercepting = true;
    proxy.lastCheckedUtcMs = 5'000;
    proxy.nextCheckUtcMs = 9'000;
    proxy.checks = 77; // the store counts itself
    ProxyCheckRecord check = checkOf(proxy.id, 5'000, 30);
    check.anonymity = Anonymity::Transparent;
    check.connectMs = 3;
    check.firstByteMs = 20;
    check.exitAddress = proxy.exitAddress;
    check.isIntercepting = true;
    project->saveCheck(proxy, check);
    QCOMPARE(project->proxyChecks(proxy.id, 10).value(), QList<ProxyCheckRecord>{check});
    proxy.checks = 1;
    proxy.successes = 1;
    proxy.latencyMedianMs = 30;
    proxy.latency95Ms = 30;
    QCOMPARE(project->proxies().value(), QList<ProxyRecord>{proxy});

    proxy.state = ProxyState::Dead;
    proxy.reason = u"five network errors in a row"_s;
    proxy.deadInARow = 1;
    project->saveProxies({proxy});
    QCOMPARE(project->proxies().value(), QList<ProxyRecord>{proxy});
    QCOMPARE(project->proxyChecks(proxy.id, 10)->size(), 1);
}

void TestProjectProxies::historyKeepsTheNewest()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const auto added = project->addProxies({listed(u"a.example"_s), listed(u"b.example"_s)});
    const ProxyRecord proxy = added->first();
    project->saveCheck(added->last(), checkOf(added->last().id, 1, 1));
    const int all = ProxyWriter::keptChecks + 30;
    for (int i = 1; i <= all; ++i)
        project->saveCheck(proxy, checkOf(proxy.id, i, i % 2 ? i : -1));
    const auto checks = project->proxyChecks(proxy.id, 1'000);
    QVERIFY(checks);
    QCOMPARE(checks->size(), ProxyWriter::keptChecks);
    QCOMPARE(checks->first().atUtcMs, all);
    QCOMPARE(checks->last().atUtcMs, 31);
    const auto newest = project->proxyChecks(proxy.id, 3);
    QCOMPARE(newest->size(), 3);
    QCOMPARE(newest->first(), checks->first());
    const QList<ProxyRecord> proxies = project->proxies().value();
    QCOMPARE(proxies.first().checks, ProxyWriter::keptChecks);
    QCOMPARE(proxies.first().successes, 100);
    QCOMPARE(proxies.first().latencyMedianMs, 129);
    QCOMPARE(proxies.last().checks, 1);
}

void TestProjectProxies::ledgerAddsUp()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const qint64 now = clock.utcNow().toMSecsSinceEpoch();
    const auto project = openProject(folder.path(), clock);
    const ProxyRecord proxy = project->addProxies({listed(u"a.example"_s)}).value().first();
    const ProxyHostRecord first{proxy.id, u"shop.example"_s, 4, 1, 0, 0, {}};
    const ProxyHostRecord last{proxy.id, u"shop.example"_s, 9, 2, now + 1, 3, u"status 403"_s};
    const ProxyHostRecord over{proxy.id, u"news.example"_s, 1, 0, now, 1, u"captcha"_s};
    const ProxyHostRecord foreign{proxy.id + 5, u"shop.example"_s, 1, 0, now + 9, 1, {}};
    project->saveProxyHosts({first, over, foreign});
    project->saveProxyHosts({last});
    ProxyHostRecord sum = last;
    sum.requests = first.requests + last.requests;
    sum.errors = first.errors + last.errors;
    QCOMPARE(project->proxyHosts().value(), (QList<ProxyHostRecord>{over, sum}));
    QCOMPARE(project->proxyLedger(proxy.id).value(), (QList<ProxyHostRecord>{over, sum}));
    QVERIFY(project->proxyLedger(proxy.id + 5)->isEmpty());
    QCOMPARE(project->proxyBans(9).value(), (QList<ProxyHostRecord>{sum, over}));
    QCOMPARE(project->proxyBans(1).value(), QList<ProxyHostRecord>{sum});
    QVERIFY(project->proxyBans(-1)->isEmpty());
    QCOMPARE(project->proxies()->first().bans, 1); // the other's time is over
    QCOMPARE(openReader(folder.path())->proxies(now + 1)->first().bans, 0);
    QCOMPARE(openReader(folder.path())->proxyHosts().value(), (QList<ProxyHostRecord>{over, sum}));
    const ProxyHostRecord lifted{proxy.id, u"shop.example"_s, 1, 0, 0, 0, {}};
    project->saveProxyHosts({lifted});
    QCOMPARE(project->proxyBans(9).value(), QList<ProxyHostRecord>{over});
    QCOMPARE(project->proxyHosts()->last().requests, 14);
}

void TestProjectProxies::removedOnesStayRemoved()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const auto added = project->addProxies({listed(u"a.example"_s), listed(u"b.example"_s)}).value();
    const ProxyRecord gone = added.first();
    project->saveCheck(gone, checkOf(gone.id, 1, 1));
    project->saveProxyHosts({{gone.id, u"h"_s, 1, 0, 0, 0, {}}});
    QVERIFY(project->removeProxies({gone.id, 4'711}));
    project->saveCheck(gone, checkOf(gone.id, 2, 1));
    project->saveProxies({gone});
    project->saveProxyHosts({{gone.id, u"h"_s, 1, 0, 0, 0, {}}});
    QCOMPARE(project->proxies().value(), QList<ProxyRecord>{added.last()});
    QVERIFY(project->proxyChecks(gone.id, 10)->isEmpty());
    QVERIFY(project->proxyHosts()->isEmpty());
    const auto again = project->addProxies({listed(u"a.example"_s)});
    QVERIFY(again->first().id != gone.id); // what somebody remembers of the old one is not the new one's
    QCOMPARE(again->first().checks, 0);
}

void TestProjectProxies::sourcesAreThereOnce()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    ProxySourceRecord source;
    source.location = u"https://lists.example/free"_s;
    source.userAgent = u"firefox"_s;
    source.everyMinutes = 30;
    auto saved = project->saveProxySource(source);
    QVERIFY(saved);
    QVERIFY(saved->id > 0);
    source.id = saved->id;
    QCOMPARE(*saved, source);
    source.lastScrapedUtcMs = 77;
    source.found = 300;
    source.refused = 2;
    source.layout = u"table: ip address, port"_s;
    source.trouble = u"its layout changed"_s;
    QCOMPARE(project->saveProxySource(source).value(), source);
    ProxySourceRecord same = source;
    same.id = 0;
    same.everyMinutes = 0;
    saved = project->saveProxySource(same);
    QCOMPARE(saved->id, source.id);
    same.id = source.id;
    QCOMPARE(project->proxySources().value(), QList<ProxySourceRecord>{same});
    QCOMPARE(openReader(folder.path())->proxySources().value(), QList<ProxySourceRecord>{same});
    QVERIFY(project->removeProxySource(source.id));
    QVERIFY(project->proxySources()->isEmpty());
}

void TestProjectProxies::sourcesThatAreGoneAreNotChanged()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    ProxySourceRecord source;
    source.id = 9;
    source.location = u"list.txt"_s;
    const auto saved = project->saveProxySource(source);
    QVERIFY(!saved);
    QCOMPARE(saved.error().kind, StoreFault::NotFound);
    QVERIFY(saved.error().detail.contains(folder.path()));
}

void TestProjectProxies::everythingSurvivesReopening()
{
    const ProjectFolder folder;
    const FakeClock clock;
    QList<ProxyRecord> before;
    {
        const auto project = openProject(folder.path(), clock);
        before = project->addProxies({full(), listed(u"a.example"_s)}).value();
        project->saveCheck(before.last(), checkOf(before.last().id, 1, 8));
        project->saveProxyHosts({{before.first().id, u"h"_s, 1, 1, 0, 0, {}}});
        before = project->proxies().value();
    }
    const auto project = openProject(folder.path(), clock);
    QCOMPARE(project->proxies().value(), before);
    QCOMPARE(before.last().latencyMedianMs, 8);
    QCOMPARE(project->proxyChecks(before.last().id, 9)->size(), 1);
    QCOMPARE(project->proxyHosts()->size(), 1);
}

void TestProjectProxies::tenThousandAtOnce()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    QList<ProxyRecord> many;
    for (int i = 0; i < 10'000; ++i)
        many.append(listed(u"10.0.%1.%2"_s.arg(i / 256).arg(i % 256), 3128));
    QElapsedTimer time;
    time.start();
    const auto added = project->addProxies(many);
    const qint64 adding = time.restart();
    QCOMPARE(added->size(), many.size());
    QCOMPARE(project->addProxies(many)->last().id, added->last().id);
    const qint64 again = time.restart();
    QCOMPARE(project->proxies()->size(), many.size());
    qInfo("10,000 proxies: added in %lld ms, known already %lld ms, read %lld ms", adding, again, time.elapsed());
}

void TestProjectProxies::nothingIsAddedWhereOneFails()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto project = openProject(folder.path(), clock);
    const auto other = Database::open(folder.path(), Database::Access::ReadWrite);
    (*other)->execute("CREATE TRIGGER picky BEFORE INSERT ON proxies WHEN NEW.host = 'bad.example' "
                      "BEGIN SELECT raise(ABORT, 'no'); END");
    QVERIFY((*other)->takeResult());
    QVERIFY(!project->addProxies({listed(u"a.example"_s), listed(u"bad.example"_s)}));
    QVERIFY(project->proxies()->isEmpty());
    QVERIFY(project->addProxies({listed(u"a.example"_s)}));
}

void TestProjectProxies::liftedTablesHaveTheColumnsOfNewOnes()
{
    const ProjectFolder folder;
    const FakeClock clock;
    const auto columns = [](const QString &path) {
        const auto database = Database::open(path, Database::Access::ReadOnly);
        Statement statement(**database, "SELECT m.name, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_schema m, "
                                        "pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name LIKE 'proxy%' "
                                        "OR m.name = 'proxies' ORDER BY m.name, c.cid");
        QStringList lines;
        while (statement.step())
            lines.append(u"%1.%2 %3 %4 %5"_s.arg(statement.text(0), statement.text(1), statement.text(2),
                                                 statement.text(3), statement.text(4)));
        return lines;
    };
    openProject(folder.path(), clock).reset();
    const QStringList fresh = columns(folder.path());
    QVERIFY(fresh.size() > 40);
    {
        const auto old = Database::open(folder.path(), Database::Access::ReadWrite);
        (*old)->execute("DROP TABLE proxy_sources; DROP TABLE proxy_hosts; DROP TABLE proxy_checks; "
                        "DROP TABLE proxies; PRAGMA user_version = 4");
        QVERIFY((*old)->takeResult());
    }
    openProject(folder.path(), clock).reset();
    QCOMPARE(columns(folder.path()), fresh);
}

QTEST_GUILESS_MAIN(TestProjectProxies)
#include "tst_projectproxies.moc"
