// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/proxy/checking.h"
#include "tests/core/proxy/checkrows.h"
#include "tests/support/certificates.h"
#include "tests/support/fakeclock.h"
#include "tests/support/scriptedproxy.h"
#include "tests/support/suites.h"

#include <QFile>
#include <QTcpServer>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class ProxyCheckerTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theTestUrlDecides_data();
    void theTestUrlDecides();
    void thePageIsCompared_data();
    void thePageIsCompared();
    void aPageThatVaries();
    void aPageThatChangesByItself();
    void aDeadTestUrlIsNoDeadProxy();
    void aTestUrlThatDiesOnTheWay();
    void withoutDirectRequests();
    void anonymity_data();
    void anonymity();
    void anOddHeaderIsNoJudgesAnswer();
    void aDeadJudgeIsNoDeadProxy();
    void aJudgeThatDiesOnTheWay();
    void withoutAnyJudge_data();
    void withoutAnyJudge();
    void theTestUrlsOwnTroubleIsTold();
    void socks4IsNeverContacted();
    void tls_data();
    void tls();
    void aRunGrowsAndTellsItsProgress();
    void cancel();
    void aThousandDeadOnes();

private:
    /// `direct` comes the first two times, `then` after them; the judge is none.
    void servePage(const QByteArray &direct, const QByteArray &then);
    [[nodiscard]] CheckVerdict verdictNow();

    std::unique_ptr<ScriptedProxy> m_proxy;
    std::unique_ptr<MisbehavingServer> m_judge;
    CheckSettings m_settings;
};

void ProxyCheckerTest::init()
{
    failOnAnyWarning();
    m_proxy = std::make_unique<ScriptedProxy>();
    QVERIFY(m_proxy->start());
    m_proxy->askFrom(QHostAddress(u"127.0.0.3"_s));
    m_judge = std::make_unique<MisbehavingServer>();
    QVERIFY(m_judge->start());
    m_judge->add("/judge", judgeHandler());
    m_settings = {};
    m_settings.timeoutMs = 60'000;
}

void ProxyCheckerTest::theTestUrlDecides_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *status, const QString &reason) {
        QTest::newRow(status) << "HTTP/1.1 " + QByteArray(status) + "\r\nContent-Length: 0\r\n\r\n" << reason;
    };
    row("200 OK", {});
    row("204 None", u"status 204 from the test URL"_s);
    row("302 Found", u"status 302 from the test URL"_s);
    row("404 Not Found", u"status 404 from the test URL"_s);
    row("503 Busy", u"status 503 from the test URL"_s);
}

void ProxyCheckerTest::theTestUrlDecides()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, reason);
    servePage("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", answer);
    const CheckRun run = checkAll({subjectAt(m_proxy->port())}, m_settings);
    QCOMPARE(run.verdicts.size(), 1);
    QCOMPARE(run.verdicts[0].state, reason.isEmpty() ? ProxyState::Alive : ProxyState::Dead);
    QCOMPARE(run.verdicts[0].reason, reason);
    QCOMPARE(run.verdicts[0].totalMs >= 0, reason.isEmpty());
    QVERIFY(run.verdicts[0].firstByteMs <= run.verdicts[0].totalMs);
    QCOMPARE(m_judge->count("/page"), 3); // twice directly
}

void ProxyCheckerTest::servePage(const QByteArray &direct, const QByteArray &then)
{
    m_judge->add("/page", [direct, then, count = std::make_shared<int>()](ServedConnection &connection, const auto &) {
        connection.write(++*count > 2 ? then : direct);
        connection.close();
    });
    m_settings.testUrl = QString::fromLatin1(m_judge->url("/page"));
}

CheckVerdict ProxyCheckerTest::verdictNow()
{
    m_settings.judges = QStringList{QString::fromLatin1(m_judge->url("/absent"))};
    return checkOne(subjectAt(m_proxy->port()), m_settings);
}

void ProxyCheckerTest::thePageIsCompared_data()
{
    pageRows();
}

void ProxyCheckerTest::thePageIsCompared()
{
    QFETCH(QByteArray, direct);
    QFETCH(QByteArray, through);
    QFETCH(QString, type);
    QFETCH(QString, reason);
    int count = 0;
    m_judge->add("/page", [&](ServedConnection &connection, const auto &) {
        connection.write(httpAnswer(200, ++count == 3 ? through : direct, type.toLatin1())); // the third is the proxy's
        connection.close();
    });
    m_settings.testUrl = QString::fromLatin1(m_judge->url("/page"));
    const CheckVerdict verdict = verdictNow();
    QCOMPARE(verdict.reason, reason);
    QCOMPARE(verdict.state, reason.isEmpty() ? ProxyState::Alive : ProxyState::Dead);
    QCOMPARE(count, reason.isEmpty() ? 3 : 4); // what is odd is looked at once more
}

void ProxyCheckerTest::aPageThatVaries()
{
    int count = 0;
    QByteArray title = "News";
    m_judge->add("/page", [&](ServedConnection &connection, const auto &) {
        const QByteArray now = ++count == 3 ? title : "News";
        connection.write(httpAnswer(200, "<title>" + now + "</title>" + QByteArray::number(count)));
        connection.close();
    });
    m_settings.testUrl = QString::fromLatin1(m_judge->url("/page"));
    QCOMPARE(verdictNow().state, ProxyState::Alive);
    count = 0;
    title = "Sign in";
    const CheckRun run = checkAll({subjectAt(m_proxy->port())}, m_settings);
    QCOMPARE(run.verdicts.value(0).reason, u"a captive page instead of the test URL's page"_s);
    QCOMPARE(run.warnings.filter(u"varies by itself"_s).size(), 1);
}

void ProxyCheckerTest::aPageThatChangesByItself()
{
    servePage(httpAnswer(200, "<title>News</title>12:00"), httpAnswer(200, "<title>News</title>12:01"));
    QCOMPARE(verdictNow().state, ProxyState::Alive);
    QCOMPARE(m_judge->count("/page"), 4);
}

void ProxyCheckerTest::aDeadTestUrlIsNoDeadProxy()
{
    MisbehavingServer gone;
    QVERIFY(gone.start());
    m_settings.testUrl = QString::fromLatin1(gone.url("/page"));
    gone.stop();
    const CheckRun run = checkAll({subjectAt(m_proxy->port()), subjectAt(1)}, m_settings);
    QCOMPARE(run.verdicts.size(), 2);
    for (const CheckVerdict &verdict : run.verdicts) {
        QCOMPARE(verdict.state, ProxyState::Unchecked);
        QVERIFY2(verdict.reason.startsWith("the test URL itself does not answer"_L1), qPrintable(verdict.reason));
    }
    QCOMPARE(run.warnings.filter(u"the proxies stay as they were"_s).size(), 1);
    QCOMPARE(m_proxy->connections(), 0);
}

void ProxyCheckerTest::aTestUrlThatDiesOnTheWay()
{
    auto dying = std::make_unique<MisbehavingServer>();
    QVERIFY(dying->start());
    dying->add("/page", httpAnswer(200, "ok"));
    m_settings.testUrl = QString::fromLatin1(dying->url("/page"));
    m_settings.judges = QStringList{QString::fromLatin1(m_judge->url("/judge"))};
    m_judge->hold("/judge"); // until the test URL was asked
    FakeClock clock;
    NetworkFetcher fetcher(NetworkSettings{});
    ProxyChecker checker(fetcher, clock);
    CheckRun run;
    listen(checker, run, this);
    checker.setSettings(m_settings);
    checker.check({subjectAt(m_proxy->port())});
    QVERIFY(turnUntil([&] { return m_judge->heldCount("/judge") == 1 && dying->count("/page") == 2; }));
    dying->stop();
    clock.advance(11'000);
    m_judge->unhold("/judge");
    QVERIFY(turnUntil([&run] { return run.isFinished; }));
    QCOMPARE(run.verdicts.value(0).state, ProxyState::Unchecked);
}

void ProxyCheckerTest::withoutDirectRequests()
{
    servePage(httpAnswer(200, "ok"), httpAnswer(200, "ok"));
    m_settings.isTestUrlAskedDirectly = false;
    const CheckRun run = checkAll({subjectAt(m_proxy->port())}, m_settings);
    QCOMPARE(run.verdicts.value(0).state, ProxyState::Alive);
    QCOMPARE(m_judge->count("/page"), 1);
    QCOMPARE(run.warnings.filter(u"cannot be told"_s).size(), 1);
}

void ProxyCheckerTest::anonymity_data()
{
    anonymityRows();
}

void ProxyCheckerTest::anonymity()
{
    QFETCH(ProxyType, type);
    QFETCH(QByteArray, header);
    QFETCH(QString, exit);
    if (!header.isEmpty())
        m_proxy->addHeader(header);
    m_proxy->askFrom(QHostAddress(exit));
    m_settings.ownAddresses = QStringList{u"192.0.2.9"_s};
    const CheckVerdict verdict = checkOne(subjectAt(m_proxy->port(), type), m_settings);
    QCOMPARE(verdict.state, ProxyState::Alive);
    QTEST(anonymityName(verdict.anonymity), "anonymity");
    QTEST(verdict.exitAddress, "exit");
    QTEST(verdict.reason, "reason");
    QCOMPARE(verdict.tunnelAnonymity, type == ProxyType::Https ? verdict.anonymity : Anonymity::Unknown);
    QCOMPARE(m_proxy->tunnels(), type == ProxyType::Https ? 1 : 0);
    QCOMPARE(m_proxy->forwarded(), 1);
    QVERIFY(verdict.totalMs >= verdict.firstByteMs && verdict.firstByteMs >= 0 && verdict.connectMs >= 0);
}

void ProxyCheckerTest::anOddHeaderIsNoJudgesAnswer()
{
    m_proxy->addHeader("User-Agent: Gate/1");
    const CheckVerdict verdict = checkOne(subjectAt(m_proxy->port()), m_settings);
    QCOMPARE(verdict.state, ProxyState::Dead);
    QCOMPARE(verdict.reason, u"the header User-Agent was changed to \"Gate/1\""_s);
}

void ProxyCheckerTest::aDeadJudgeIsNoDeadProxy()
{
    MisbehavingServer gone;
    QVERIFY(gone.start());
    const QString dead = QString::fromLatin1(gone.url("/judge"));
    gone.stop();
    const QString noJudge = QString::fromLatin1(m_judge->url("/ok"));
    m_settings.judges = QStringList{u"nonsense"_s, dead, noJudge, QString::fromLatin1(m_judge->url("/judge"))};
    const CheckRun run = checkAll({subjectAt(m_proxy->port())}, m_settings);
    QCOMPARE(run.verdicts.value(0).state, ProxyState::Alive);
    QCOMPARE(m_judge->count("/judge"), 2);
    QCOMPARE(run.warnings.size(), 3);
    QVERIFY(!run.warnings.filter(u"nonsense"_s).isEmpty());
    QVERIFY(!run.warnings.filter(dead).isEmpty());
    QVERIFY(!run.warnings.filter(noJudge).isEmpty());
}

void ProxyCheckerTest::aJudgeThatDiesOnTheWay()
{
    auto dying = std::make_unique<MisbehavingServer>();
    QVERIFY(dying->start());
    dying->add("/judge", judgeHandler());
    m_settings.judges =
        QStringList{QString::fromLatin1(dying->url("/judge")), QString::fromLatin1(m_judge->url("/judge"))};
    m_settings.testUrl = QString::fromLatin1(m_judge->url("/page"));
    m_settings.isTestUrlAskedDirectly = false;
    m_judge->add("/page", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    m_judge->hold("/page");

    FakeClock clock;
    NetworkFetcher fetcher(NetworkSettings{});
    ProxyChecker checker(fetcher, clock);
    CheckRun run;
    listen(checker, run, this);
    checker.setSettings(m_settings);
    checker.check({subjectAt(m_proxy->port())});
    QVERIFY(turnUntil([this] { return m_judge->heldCount("/page") == 1; }));
    dying->stop();
    clock.advance(11'000);
    m_judge->unhold("/page");
    QVERIFY(turnUntil([&run] { return run.isFinished; }));
    QCOMPARE(run.verdicts.value(0).state, ProxyState::Alive);
    QCOMPARE(run.verdicts[0].exitAddress, u"127.0.0.1"_s); // as that judge has it
    QCOMPARE(m_judge->count("/judge"), 2);
    QCOMPARE(run.warnings.filter(u"does not answer"_s).size(), 1);
}

void ProxyCheckerTest::withoutAnyJudge_data()
{
    QTest::addColumn<bool>("hasTestUrl");
    QTest::newRow("with a test URL") << true;
    QTest::newRow("without a test URL") << false;
}

void ProxyCheckerTest::withoutAnyJudge()
{
    QFETCH(bool, hasTestUrl);
    ScriptedProxy second;
    QVERIFY(second.start());
    if (hasTestUrl)
        m_settings.testUrl = QString::fromLatin1(m_judge->url("/ok"));
    m_settings.judges = QStringList{QString::fromLatin1(m_judge->url("/absent"))};
    const CheckRun run = checkAll({subjectAt(m_proxy->port()), subjectAt(second.port())}, m_settings);
    QCOMPARE(run.verdicts.size(), 2);
    for (const CheckVerdict &verdict : run.verdicts) {
        QCOMPARE(verdict.state, hasTestUrl ? ProxyState::Alive : ProxyState::Unchecked);
        QCOMPARE(verdict.anonymity, Anonymity::Unknown);
        QCOMPARE(verdict.exitAddress, QString());
        QCOMPARE(verdict.reason.contains("no judge answers"_L1), !hasTestUrl);
        QCOMPARE(verdict.reason.isEmpty(), hasTestUrl);
    }
    QCOMPARE(run.warnings.filter(u"no judge answers"_s).size(), 1);
    QCOMPARE(m_proxy->connections(), hasTestUrl ? 1 : 0);
}

void ProxyCheckerTest::theTestUrlsOwnTroubleIsTold()
{
    m_settings.testUrl = QString::fromLatin1(m_judge->url("/absent"));
    const CheckRun run = checkAll({subjectAt(m_proxy->port())}, m_settings);
    QCOMPARE(run.verdicts.value(0).state, ProxyState::Unchecked); // it brought what there is
    QCOMPARE(run.warnings.size(), 1);
    QVERIFY2(run.warnings[0].contains("status 404"_L1), qPrintable(run.warnings[0]));
}

void ProxyCheckerTest::socks4IsNeverContacted()
{
    const CheckVerdict verdict = checkOne(subjectAt(m_proxy->port(), ProxyType::Socks4), m_settings);
    QCOMPARE(verdict.state, ProxyState::Unsupported);
    QVERIFY(!verdict.reason.isEmpty());
    QCOMPARE(m_proxy->connections(), 0);
}

void ProxyCheckerTest::tls_data()
{
    QTest::addColumn<ProxyType>("type");
    QTest::addColumn<QString>("server");
    QTest::addColumn<bool>("isAlive");
    QTest::addColumn<bool>("isIntercepting");
    QTest::newRow("http, the judge itself") << ProxyType::Http << u"judge"_s << true << false;
    QTest::newRow("http, another one of the same issuer") << ProxyType::Http << u"twin"_s << true << false;
    QTest::newRow("http, a stranger's certificate") << ProxyType::Http << u"stranger"_s << true << true;
    QTest::newRow("https, the judge itself") << ProxyType::Https << u"judge"_s << true << false;
    QTest::newRow("https, a stranger's certificate") << ProxyType::Https << u"stranger"_s << false << true;
}

void ProxyCheckerTest::tls()
{
    QFETCH(ProxyType, type);
    QFETCH(QString, server);
    QFETCH(bool, isAlive);
    Certificates certificates;
    if (!certificates.isValid())
        QSKIP("openssl is not installed");
    MisbehavingServer judge;
    QVERIFY(judge.start(*certificates.make({})));
    judge.add("/judge", judgeHandler(u"127.0.0.9"_s));
    Certificates::Wish wish;
    wish.isByStranger = server == "stranger"_L1;
    MisbehavingServer other;
    QVERIFY(other.start(*certificates.make(wish)));
    other.add("/judge", judgeHandler(u"127.0.0.3"_s));
    if (server != "judge"_L1)
        m_proxy->misleadTunnels(other.port());

    m_settings.extraCaPem = certificates.authorityPem();
    m_settings.judges = QStringList{QString::fromLatin1(judge.url("/judge"))};
    if (type == ProxyType::Http)
        m_settings.judges.append(QString::fromLatin1(m_judge->url("/judge")));
    const CheckVerdict verdict = checkOne(subjectAt(m_proxy->port(), type), m_settings);
    QCOMPARE(verdict.state == ProxyState::Alive, isAlive);
    QTEST(verdict.isIntercepting, "isIntercepting");
    QCOMPARE(verdict.reason.contains("certificate of"_L1), verdict.isIntercepting);
    QCOMPARE(m_proxy->tunnels(), 1);
    QCOMPARE(other.count("/judge"), server == "twin"_L1 ? 1 : 0); // nothing is sent to a stranger
    QCOMPARE(verdict.tunnelAnonymity, verdict.isIntercepting ? Anonymity::Unknown
                                      : server == "twin"_L1  ? Anonymity::Elite
                                                             : Anonymity::Transparent);
}

void ProxyCheckerTest::aRunGrowsAndTellsItsProgress()
{
    ScriptedProxy second;
    QVERIFY(second.start());
    second.askFrom(QHostAddress(u"127.0.0.3"_s));
    m_settings.testUrl = QString::fromLatin1(m_judge->url("/page"));
    m_settings.judges = QStringList{QString::fromLatin1(m_judge->url("/judge"))};
    m_settings.isTestUrlAskedDirectly = false;
    m_settings.concurrency = 1;
    m_judge->add("/page", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    m_judge->hold("/page");

    const SystemClock clock;
    NetworkFetcher fetcher(NetworkSettings{});
    ProxyChecker checker(fetcher, clock);
    CheckRun run;
    listen(checker, run, this);
    checker.setSettings(m_settings);
    checker.check({subjectAt(m_proxy->port())});
    QVERIFY(turnUntil([this] { return m_judge->heldCount("/page") == 1; }));
    checker.check({subjectAt(m_proxy->port()), subjectAt(second.port()), subjectAt(1), subjectAt(second.port())});
    QCOMPARE(checker.progress().total, 3);
    QCOMPARE(checker.progress().done, 0);
    QVERIFY(checker.progress().isRunning);
    m_judge->release("/page");
    QVERIFY(turnUntil([this] { return m_judge->heldCount("/page") == 1; }));
    QCOMPARE(run.verdicts.size(), 1); // one at a time, told one by one
    QCOMPARE(second.connections(), 1);
    m_judge->unhold("/page");
    QVERIFY(turnUntil([&run] { return run.isFinished; }));
    const CheckProgress last = run.progress.constLast();
    QCOMPARE(last.total, 3);
    QCOMPARE(last.done, 3);
    QCOMPARE(last.alive, 2);
    QCOMPARE(last.dead, 1);
    QVERIFY(last.perSecond > 0);
    QVERIFY(!last.isRunning);
    QCOMPARE(run.proxies.constLast().key.port, 1);

    run = {};
    checker.check({subjectAt(m_proxy->port())}); // and again
    QVERIFY(turnUntil([&run] { return run.isFinished; }));
    QCOMPARE(run.verdicts.size(), 1);
    QCOMPARE(checker.progress().total, 1);
}

void ProxyCheckerTest::cancel()
{
    m_proxy->behave(ScriptedProxy::Mood::Hangs);
    const SystemClock clock;
    NetworkFetcher fetcher(NetworkSettings{});
    ProxyChecker checker(fetcher, clock);
    CheckRun run;
    listen(checker, run, this);
    checker.setSettings(m_settings);
    checker.cancel(); // nothing runs
    checker.check({subjectAt(m_proxy->port()), subjectAt(m_proxy->port(), ProxyType::Https),
                   subjectAt(m_proxy->port(), ProxyType::Socks5)});
    QVERIFY(turnUntil([this] { return m_proxy->connections() == 3; }));
    checker.cancel();
    QVERIFY(!run.isFinished);
    QVERIFY(turnUntil([&run] { return run.isFinished; }));
    QVERIFY(run.verdicts.isEmpty());
    QVERIFY(!checker.progress().isRunning);
    QVERIFY(turnUntil([&fetcher] { return fetcher.inFlight() == 0; }));

    m_proxy->behave(ScriptedProxy::Mood::Works);
    run = {};
    checker.check({subjectAt(m_proxy->port())});
    QVERIFY(turnUntil([&run] { return run.isFinished; }));
    QCOMPARE(run.verdicts.value(0).state, ProxyState::Alive);
}

void ProxyCheckerTest::aThousandDeadOnes()
{
    const auto threads = [] {
        QFile status(u"/proc/self/status"_s);
        if (!status.open(QIODevice::ReadOnly))
            return 0;
        const QByteArray text = status.readAll();
        return text.mid(text.indexOf("Threads:") + 8, 10).split('\n').value(0).trimmed().toInt();
    };
    QList<CheckSubject> subjects;
    for (int i = 0; i < 1'000; ++i) {
        CheckSubject subject = subjectAt(1, ProxyType(i % 3));
        subject.proxy.key.host = u"127.1.%1.%2"_s.arg(i / 250).arg(i % 250 + 1);
        subject.proxy.id = i + 1;
        subjects.append(subject);
    }
    m_settings.concurrency = 200;
    m_settings.judges = QStringList{QString::fromLatin1(m_judge->url("/judge"))};

    const SystemClock clock;
    NetworkFetcher fetcher(NetworkSettings{});
    ProxyChecker checker(fetcher, clock);
    CheckRun run;
    listen(checker, run, this);
    int most = 0;
    connect(&checker, &ProxyChecker::progressed, this, [&] { most = std::max(most, threads()); });
    checker.setSettings(m_settings);
    const qint64 begun = clock.monotonicMs();
    checker.check(subjects);
    QVERIFY(turnUntil([&run] { return run.isFinished; }, 100'000));
    qInfo("1,000 dead proxies in %lld ms, at most %d threads", clock.monotonicMs() - begun, most);
    QCOMPARE(run.verdicts.size(), 1'000);
    QVERIFY(std::ranges::all_of(run.verdicts, [](const CheckVerdict &verdict) {
        return verdict.state == ProxyState::Dead && !verdict.reason.isEmpty();
    }));
    QSet<qint64> ids;
    for (const ProxyRecord &proxy : run.proxies)
        ids.insert(proxy.id);
    QCOMPARE(ids.size(), 1'000);
    QVERIFY2(most > 0 && most <= 256 + 24, qPrintable(QString::number(most))); // those of the program besides
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::ProxyCheckerTest)
#include "tst_proxychecker.moc"
