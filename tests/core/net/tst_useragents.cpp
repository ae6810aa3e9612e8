// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/useragents.h"
#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace sluice::test {

class UserAgentsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void honestOneComesFirst();
    void presets_data();
    void presets();
    void unknownName() { QVERIFY(!userAgentPreset(u"netscape"_s)); }
};

void UserAgentsTest::honestOneComesFirst()
{
    QCOMPARE(userAgentPresets().first().name, u"sluice"_s);
    QCOMPARE(userAgentPresets().first().userAgent, honestUserAgent());
    QCOMPARE(honestUserAgent(), "Sluice/" SLUICE_VERSION " (+desktop scraping workbench)"_ba);
    QCOMPARE(userAgentPresets().size(), 7);
}

void UserAgentsTest::presets_data()
{
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<bool>("isOtherCrawler");
    QTest::newRow("chrome") << "Chrome/"_ba << false;
    QTest::newRow("firefox") << "Firefox/"_ba << false;
    QTest::newRow("safari") << "Version/"_ba << false;
    QTest::newRow("edge") << "Edg/"_ba << false;
    QTest::newRow("googlebot") << "Googlebot/2.1"_ba << true;
    QTest::newRow("bingbot") << "bingbot/2.0"_ba << true;
    QTest::newRow("Chrome") << "Chrome/"_ba << false; // names do not mind case
}

void UserAgentsTest::presets()
{
    QFETCH(QByteArray, part);
    const auto preset = userAgentPreset(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(preset);
    QVERIFY(preset->userAgent.startsWith("Mozilla/5.0 ("));
    QVERIFY(preset->userAgent.contains(part));
    QTEST(preset->isOtherCrawler, "isOtherCrawler");
}

} // namespace sluice::test

QTEST_GUILESS_MAIN(sluice::test::UserAgentsTest)
#include "tst_useragents.moc"
