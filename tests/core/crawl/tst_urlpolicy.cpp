// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/urlpolicy.h"
#include "tests/support/suites.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class UrlPolicyTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void patternsDecide_data();
    void patternsDecide();
    void patternsEnd_data();
    void patternsEnd();

private:
    static SkipReason judged(const QStringList &include, const QStringList &exclude, const QByteArray &path);
};

SkipReason UrlPolicyTest::judged(const QStringList &include, const QStringList &exclude, const QByteArray &path)
{
    CrawlSpec spec;
    spec.include = include;
    spec.exclude = exclude;
    UrlPolicy policy(spec);
    policy.addRoot(*WebUrl::parse("http://a.test/"));
    return policy.judge(*WebUrl::parse("http://a.test/" + path));
}

void UrlPolicyTest::patternsDecide_data()
{
    QTest::addColumn<QStringList>("include");
    QTest::addColumn<QStringList>("exclude");
    QTest::addColumn<SkipReason>("expected");
    using L = QStringList;
    QTest::newRow("none") << L{} << L{} << SkipReason::None;
    QTest::newRow("included") << L{u"^http://a.test/item/\\d+$"_s} << L{} << SkipReason::None;
    QTest::newRow("included by the second") << L{u"x"_s, u"ITEM|item"_s} << L{} << SkipReason::None;
    QTest::newRow("not included") << L{u"x"_s} << L{} << SkipReason::NotIncluded;
    QTest::newRow("excluded") << L{} << L{u"/\\d+$"_s} << SkipReason::Excluded;
    QTest::newRow("excluded though included") << L{u"item"_s} << L{u"7"_s} << SkipReason::Excluded;
    QTest::newRow("a match of no letters") << L{u"x*"_s} << L{} << SkipReason::None;
}

void UrlPolicyTest::patternsDecide()
{
    QFETCH(QStringList, include);
    QFETCH(QStringList, exclude);
    QTEST(judged(include, exclude, "item/7"), "expected");
}

void UrlPolicyTest::patternsEnd_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::newRow("a repetition within one") << u"(a+)+$"_s;
    QTest::newRow("twenty searches") << u"(.*a){20}"_s;
    QTest::newRow("two ways for each letter") << u"(?:a|a)*b"_s;
    QTest::newRow("long looks from every place") << u"a[^<]*+(?:<|>)"_s;
}

/// What cannot be told within the steps counts as no match.
void UrlPolicyTest::patternsEnd()
{
    QFETCH(QString, pattern);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 20; ++i)
        QCOMPARE(judged({}, {pattern}, QByteArray(8'000, 'a') + '!'), SkipReason::None);
    qInfo("%lld ms for a URL of 8,000 letters", timer.elapsed() / 20);
    QVERIFY(timer.elapsed() < 20'000);
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::UrlPolicyTest)
#include "tst_urlpolicy.moc"
