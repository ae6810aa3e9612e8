// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/suites.h"
#include "ui/spec/proxychoice.h"
#include "ui/spec/requestspage.h"
#include "ui/widgets/callout.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace Qt::StringLiterals;

namespace sluice::test {

class TestProxyChoice final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void whatIsLoadedIsStored_data();
    void whatIsLoadedIsStored();
    void editorsShowWhatBelongsToTheWay_data();
    void editorsShowWhatBelongsToTheWay();
    void namingAProxyChoosesIt();
    void anUnnamedProxyIsNoDirectWay();
    void directRequestsAreWarnedOf();
    void problemsStandAtTheirFields();
};

void TestProxyChoice::whatIsLoadedIsStored_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<int>("policy");
    QTest::addColumn<int>("stickTo");
    using core::ProxyPolicy;
    using core::ProxyStickTo;
    const auto row = [](const char *name, const QString &proxy, ProxyPolicy policy, ProxyStickTo stickTo) {
        QTest::newRow(name) << proxy << int(policy) << int(stickTo);
    };
    row("direct", {}, ProxyPolicy::RoundRobin, ProxyStickTo::Host);
    row("one", u"socks5://me@127.0.0.1:1080"_s, ProxyPolicy::RoundRobin, ProxyStickTo::Host);
    row("first", u"pool"_s, ProxyPolicy::First, ProxyStickTo::Host);
    row("round-robin", u"pool"_s, ProxyPolicy::RoundRobin, ProxyStickTo::Host);
    row("random", u"pool"_s, ProxyPolicy::Random, ProxyStickTo::Host);
    row("fastest", u"pool"_s, ProxyPolicy::Fastest, ProxyStickTo::Host);
    row("least-used", u"pool"_s, ProxyPolicy::LeastUsed, ProxyStickTo::Host);
    row("sticky per host", u"pool"_s, ProxyPolicy::Sticky, ProxyStickTo::Host);
    row("sticky per crawl", u"pool"_s, ProxyPolicy::Sticky, ProxyStickTo::Crawl);
}

void TestProxyChoice::whatIsLoadedIsStored()
{
    QFETCH(QString, proxy);
    QFETCH(int, policy);
    QFETCH(int, stickTo);
    core::CrawlSpec spec;
    spec.proxy = proxy;
    spec.poolPolicy = core::ProxyPolicy(policy);
    spec.poolStickTo = core::ProxyStickTo(stickTo);
    spec.poolConditions = {u"country=DE"_s, u"type=socks5"_s};
    spec.poolAttempts = 7;
    spec.poolWaitMs = 1'500;
    spec.isProxyRequired = false;
    ui::RequestsPage page;
    page.load(spec);
    core::CrawlSpec stored;
    page.store(stored);
    QCOMPARE(stored, spec);
}

void TestProxyChoice::editorsShowWhatBelongsToTheWay_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<bool>("isOne");
    QTest::addColumn<bool>("isPool");
    QTest::newRow("direct") << u""_s << false << false;
    QTest::newRow("one") << u"http://h:1"_s << true << false;
    QTest::newRow("pool") << u"pool"_s << false << true;
}

void TestProxyChoice::editorsShowWhatBelongsToTheWay()
{
    QFETCH(QString, proxy);
    QFETCH(bool, isOne);
    QFETCH(bool, isPool);
    core::CrawlSpec spec;
    spec.proxy = proxy;
    ui::RequestsPage page;
    page.load(spec);
    page.show();
    QCOMPARE(page.findChild<QWidget *>(u"proxyField"_s)->isVisible(), isOne);
    for (const char *name :
         {"proxyPolicyField", "proxyConditionsField", "proxyAttemptsField", "proxyWaitField", "proxyDirectBox"}) {
        const auto *editor = page.findChild<QWidget *>(QLatin1StringView(name));
        QVERIFY2(editor, name);
        QCOMPARE(editor->isVisible(), isPool);
        QVERIFY(!editor->accessibleName().isEmpty());
        QVERIFY(!editor->toolTip().isEmpty());
    }
}

void TestProxyChoice::namingAProxyChoosesIt()
{
    ui::RequestsPage page;
    page.load({});
    const QSignalSpy changed(&page, &ui::SpecPage::changed);
    page.findChild<QLineEdit *>(u"proxyField"_s)->setText(u"http://h:1"_s);
    QVERIFY(changed.size() > 0);
    core::CrawlSpec spec;
    page.store(spec);
    QCOMPARE(spec.proxy, u"http://h:1"_s);
}

void TestProxyChoice::anUnnamedProxyIsNoDirectWay()
{
    ui::RequestsPage page;
    page.load({});
    page.findChild<QComboBox *>(u"proxyWayField"_s)->setCurrentIndex(1);
    core::CrawlSpec spec;
    spec.seeds = {u"https://example.com/"_s};
    page.store(spec);
    const QList<core::SpecProblem> problems = core::validate(spec);
    QCOMPARE(problems.size(), 1);
    QCOMPARE(problems.first().field, u"requests.proxy"_s);
}

void TestProxyChoice::directRequestsAreWarnedOf()
{
    core::CrawlSpec spec;
    spec.proxy = u"pool"_s;
    ui::RequestsPage page;
    page.load(spec);
    page.show();
    const auto *warning = page.findChild<ui::Callout *>(u"proxyWarning"_s);
    QVERIFY(!warning->isVisible());
    page.findChild<QCheckBox *>(u"proxyDirectBox"_s)->setChecked(true);
    QVERIFY(warning->isVisible());
    page.findChild<QComboBox *>(u"proxyWayField"_s)->setCurrentIndex(0);
    QVERIFY(!warning->isVisible());
}

void TestProxyChoice::problemsStandAtTheirFields()
{
    core::CrawlSpec spec;
    spec.proxy = u"pool"_s;
    spec.poolConditions = {u"country=DE"_s, u"colour=blue"_s};
    ui::RequestsPage page;
    page.load(spec);
    const QList<core::SpecProblem> problems = core::validate(spec);
    const auto isOurs = [](const core::SpecProblem &each) { return each.field == "proxy_pool.where[1]"_L1; };
    QVERIFY(std::any_of(problems.cbegin(), problems.cend(), isOurs));
    QCOMPARE(page.showProblems(problems), 1);
}

} // namespace sluice::test

QTEST_MAIN(sluice::test::TestProxyChoice)
#include "tst_proxychoice.moc"
