// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/politefetcher.h"
#include "tests/support/fakeclock.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

namespace {

/// A site that lets ann with the password "pw" in, and remembers what it was sent.
class GuardedSite final : public Fetcher
{
public:
    void fetch(FetchRequest request, QObject *context, Done done) override
    {
        const QByteArray sent = headerValue(request.headers, "Authorization");
        asked.append(request.url.text() + ' ' + sent.left(sent.indexOf(' ')));
        credentials.append(sent);
        const bool isRight = accepted ? accepted(sent) : !sent.isEmpty();
        FetchResponse answer;
        answer.status = isRight ? 200 : 401;
        if (!isRight)
            answer.headers.append({"WWW-Authenticate", challenge});
        QMetaObject::invokeMethod(
            context, [done = std::move(done), answer] { done(answer); }, Qt::QueuedConnection);
    }
    void cancelAll(QObject *) override {}

    QByteArray challenge = "Basic realm=\"r\"";
    std::function<bool(const QByteArray &)> accepted;
    QByteArrayList asked;
    QByteArrayList credentials;
};

} // namespace

/// Logins of HTTP authentication as a crawl sends them.
class SiteLoginsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_fetcher.reset(); }
    void basicIsSentOnceItIsAskedFor();
    void digestCountsAndRenews();
    void aWrongPasswordIsTriedOnce();
    void theAnswerWaitsForItsTurn();
    void noOtherOriginSeesIt();
    void ownHeadersComeFirst();
    void aPausedCrawlAnswersLater();
    void cancellingEndsWhatWaits();
    void plansKnowWhereALoginGoes();
    void plansNameAMissingPassword();

private:
    void fetch(const QByteArray &url);
    [[nodiscard]] int fetchedStatus(const QByteArray &url);

    FakeClock m_clock;
    CrawlPlan m_plan;
    GuardedSite m_site;
    std::unique_ptr<HostGate> m_gate;
    std::unique_ptr<PoliteFetcher> m_fetcher;
    std::optional<FetchResult> m_result;
};

void SiteLoginsTest::init()
{
    failOnAnyWarning();
    m_site = GuardedSite();
    m_plan = CrawlPlan();
    m_plan.spec.isAdaptive = false;
    m_plan.userAgents = {"Sluice-Test/1"};
    m_plan.logins.insert("http://a.test", {u"ann"_s, u"pw"_s});
    m_gate = std::make_unique<HostGate>(m_clock);
    m_fetcher = std::make_unique<PoliteFetcher>(m_plan, m_site, *m_gate, m_clock);
    m_result.reset();
}

void SiteLoginsTest::fetch(const QByteArray &url)
{
    m_result.reset();
    m_fetcher->fetch(m_fetcher->requestFor(WebUrl::parse(url).value()),
                     [this](FetchResult result) { m_result = std::move(result); });
}

int SiteLoginsTest::fetchedStatus(const QByteArray &url)
{
    fetch(url);
    const bool isDone = QTest::qWaitFor([this] { return m_result.has_value(); }, 10'000);
    return isDone && *m_result ? m_result->value().status : -1;
}

void SiteLoginsTest::basicIsSentOnceItIsAskedFor()
{
    QCOMPARE(fetchedStatus("http://a.test/"), 200);
    QCOMPARE(fetchedStatus("http://a.test/b"), 200);
    QCOMPARE(m_site.asked, (QByteArrayList{"http://a.test/ ", "http://a.test/ Basic", "http://a.test/b Basic"}));
    QCOMPARE(m_site.credentials.last(), basicCredentials({u"ann"_s, u"pw"_s}));
    QCOMPARE(m_gate->host("http://a.test")->requests, 3);
    QCOMPARE(m_fetcher->inFlight(), 0);
}

void SiteLoginsTest::digestCountsAndRenews()
{
    m_site.challenge = "Digest realm=r, nonce=n1, qop=auth";
    m_site.accepted = [](const QByteArray &sent) { return sent.contains("nonce=\"n1\""); };
    QCOMPARE(fetchedStatus("http://a.test/"), 200);
    QCOMPARE(fetchedStatus("http://a.test/b?c=d"), 200);
    QVERIFY(m_site.credentials.last().contains("uri=\"/b?c=d\""));
    QVERIFY(m_site.credentials.last().contains("nc=00000002"));
    m_site.challenge = "Digest realm=r, nonce=n2, qop=auth, stale=true";
    m_site.accepted = [](const QByteArray &sent) { return sent.contains("nonce=\"n2\""); };
    QCOMPARE(fetchedStatus("http://a.test/c"), 200);
    QCOMPARE(m_site.asked.size(), 5);
    QVERIFY(m_site.credentials.last().contains("nc=00000001"));
}

void SiteLoginsTest::aWrongPasswordIsTriedOnce()
{
    m_site.accepted = [](const QByteArray &) { return false; };
    QCOMPARE(fetchedStatus("http://a.test/"), 401);
    QCOMPARE(fetchedStatus("http://a.test/b"), 401);
    QCOMPARE(m_site.asked, (QByteArrayList{"http://a.test/ ", "http://a.test/ Basic", "http://a.test/b "}));
}

void SiteLoginsTest::theAnswerWaitsForItsTurn()
{
    m_plan.spec.delayMs = 60'000;
    fetch("http://a.test/");
    QTRY_COMPARE(m_fetcher->inFlight(), 0);
    QVERIFY(!m_result);
    QCOMPARE(m_site.asked.size(), 1);
    QVERIFY2(m_fetcher->waitMs("http://a.test") > 0, "what waits goes before anything new");
    m_clock.advance(60'000);
    Q_EMIT m_gate->released("http://a.test");
    QTRY_VERIFY(m_result);
    QCOMPARE((*m_result)->status, 200);
}

void SiteLoginsTest::noOtherOriginSeesIt()
{
    QCOMPARE(fetchedStatus("http://a.test/"), 200);
    for (const QByteArray &foreign : {"http://a.test:81/"_ba, "https://a.test/"_ba, "http://b.test/"_ba}) {
        QCOMPARE(fetchedStatus(foreign), 401);
        QCOMPARE(m_site.asked.last(), foreign + ' ');
    }
}

void SiteLoginsTest::ownHeadersComeFirst()
{
    m_plan.openHeaders = {{"authorization", "Bearer x"}};
    m_site.accepted = [](const QByteArray &) { return false; };
    QCOMPARE(fetchedStatus("http://a.test/"), 401);
    QCOMPARE(m_site.asked, QByteArrayList{"http://a.test/ Bearer"});
}

void SiteLoginsTest::aPausedCrawlAnswersLater()
{
    fetch("http://a.test/");
    m_fetcher->setHeld(true);
    QTRY_VERIFY(m_fetcher->isIdle());
    QVERIFY(!m_result);
    m_fetcher->setHeld(false);
    QTRY_VERIFY(m_result);
    QCOMPARE((*m_result)->status, 200);
}

void SiteLoginsTest::cancellingEndsWhatWaits()
{
    fetch("http://a.test/");
    m_fetcher->setHeld(true);
    QTRY_VERIFY(m_fetcher->isIdle());
    m_fetcher->cancelAll();
    QTRY_VERIFY(m_result);
    QCOMPARE(m_result->error().kind, FetchFault::Cancelled);
}

void SiteLoginsTest::plansKnowWhereALoginGoes()
{
    SessionSecretStore secrets;
    QVERIFY(secrets.write(u"ann@a.test"_s, "pw1"));
    QVERIFY(secrets.write(u"bob@b.test:8080"_s, "pw2"));
    CrawlSpec spec;
    spec.seeds = {u"http://a.test/x"_s, u"https://c.test/"_s};
    spec.logins = {{u"a.test"_s, u"ann"_s}, {u"b.test:8080"_s, u"bob"_s}};
    const auto plan = makePlan(spec, secrets);
    QVERIFY2(plan, plan ? "" : qPrintable(plan.error().detail));
    QCOMPARE(plan->logins.size(), 3);
    QCOMPARE(plan->logins.value("http://a.test"), (HttpLogin{u"ann"_s, u"pw1"_s})); // a seed says http
    QCOMPARE(plan->logins.value("https://a.test"), (HttpLogin{u"ann"_s, u"pw1"_s}));
    QCOMPARE(plan->logins.value("https://b.test:8080"), (HttpLogin{u"bob"_s, u"pw2"_s}));
}

void SiteLoginsTest::plansNameAMissingPassword()
{
    CrawlSpec spec;
    spec.seeds = {u"http://a.test/"_s};
    spec.logins = {{u"a.test"_s, u"ann"_s}};
    const auto plan = makePlan(spec, SessionSecretStore());
    QVERIFY(!plan);
    QCOMPARE(plan.error().kind, StartFault::Secret);
    QVERIFY(plan.error().detail.contains(u"ann@a.test"_s));
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::SiteLoginsTest)
#include "tst_sitelogins.moc"
