// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/browserprograms.h"
#include "core/detect/markercatalogue.h"
#include "core/detect/profile.h"

#include "tests/support/suites.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

class TestProfiles final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void theRealBrowsersComeFirst();
    void eachMarkerIsSimulatedByOneProfile();
    void wrongSimulationsAreRefused_data();
    void wrongSimulationsAreRefused();
    void missingProgramsAreNamed_data();
    void missingProgramsAreNamed();
};

void TestProfiles::theRealBrowsersComeFirst()
{
    QStringList names;
    const QList<Profile> profiles = detectionProfiles();
    for (const Profile &profile : profiles)
        names.append(profile.name);
    const QStringList real = {u"plain"_s,   u"automation"_s,  u"chromedriver"_s, u"chromedriver-masked"_s,
                              u"firefox"_s, u"firefox-bidi"_s};
    QCOMPARE(names.mid(0, real.size()), real);
    QCOMPARE(QSet<QString>(names.cbegin(), names.cend()).size(), names.size());
    for (const Profile &profile : profiles)
        QCOMPARE(profile.kind == ProfileKind::Simulated, profile.name.startsWith("simulated-"_L1));
}

void TestProfiles::eachMarkerIsSimulatedByOneProfile()
{
    QHash<QString, int> simulated;
    const QList<Profile> profiles = detectionProfiles();
    for (const Profile &profile : profiles) {
        for (const QString &marker : profile.markers)
            ++simulated[marker];
    }
    const MarkerCatalogue catalogue = MarkerCatalogue::builtIn();
    for (const Marker &marker : catalogue.markers())
        QVERIFY2(simulated.value(marker.name) == 1, qPrintable(marker.name));
}

void TestProfiles::wrongSimulationsAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("part");
    QTest::newRow("no array") << QByteArray("{}") << u"array"_s;
    QTest::newRow("name") << QByteArray(R"([{"name":"x","tool":"X","markers":["phantom"]}])") << u"\"x\""_s;
    QTest::newRow("tool") << QByteArray(R"([{"name":"simulated-x","markers":["phantom"]}])") << u"stands for"_s;
    QTest::newRow("no marker") << QByteArray(R"([{"name":"simulated-x","tool":"X","markers":[]}])") << u"no marker"_s;
    QTest::newRow("unknown marker") << QByteArray(R"([{"name":"simulated-x","tool":"X","markers":["nobody"]}])")
                                    << u"nobody"_s;
    QTest::newRow("twice") << QByteArray(R"([{"name":"simulated-x","tool":"X","markers":["phantom"]},
                                             {"name":"simulated-x","tool":"X","markers":["phantom"]}])")
                           << u"second"_s;
}

void TestProfiles::wrongSimulationsAreRefused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, part);
    const auto profiles = readSimulations(json, MarkerCatalogue::builtIn());
    QVERIFY(!profiles);
    QVERIFY2(profiles.error().contains(part), qPrintable(profiles.error()));
}

void TestProfiles::missingProgramsAreNamed_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<BrowserPrograms>("programs");
    QTest::addColumn<QString>("part"); // of the reason; empty: none
    const BrowserPrograms all{u"r"_s, u"d"_s, u"c"_s, u"f"_s};
    for (const Profile &profile : detectionProfiles())
        QTest::addRow("%s with all", qPrintable(profile.name)) << profile.name << all << QString();
    for (const QString &name : {u"plain"_s, u"automation"_s, u"simulated-phantomjs"_s}) {
        QTest::addRow("%s without sluice-render", qPrintable(name))
            << name << BrowserPrograms{{}, u"d"_s, u"c"_s, u"f"_s} << u"sluice-render"_s;
    }
    for (const QString &name : {u"chromedriver"_s, u"chromedriver-masked"_s}) {
        QTest::addRow("%s without driver", qPrintable(name))
            << name << BrowserPrograms{u"r"_s, {}, u"c"_s, u"f"_s} << u"chromedriver"_s;
        QTest::addRow("%s without browser", qPrintable(name))
            << name << BrowserPrograms{u"r"_s, u"d"_s, {}, u"f"_s} << u"Chromium"_s;
    }
    for (const QString &name : {u"firefox"_s, u"firefox-bidi"_s})
        QTest::addRow("%s without it", qPrintable(name))
            << name << BrowserPrograms{u"r"_s, u"d"_s, u"c"_s, {}} << u"Firefox"_s;
}

void TestProfiles::missingProgramsAreNamed()
{
    QFETCH(QString, profile);
    QFETCH(BrowserPrograms, programs);
    QFETCH(QString, part);
    for (const Profile &each : detectionProfiles()) {
        if (each.name != profile)
            continue;
        const QString reason = missingProgram(each, programs);
        QCOMPARE(reason.isEmpty(), part.isEmpty());
        QVERIFY2(reason.contains(part), qPrintable(reason));
        return;
    }
    QFAIL("no such profile");
}

QTEST_GUILESS_MAIN(TestProfiles)
#include "tst_profiles.moc"
