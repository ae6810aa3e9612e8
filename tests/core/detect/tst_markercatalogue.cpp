// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/markercatalogue.h"
#include "core/detect/verdict.h"

#include "tests/support/suites.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

class TestMarkerCatalogue final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void theBuiltInOneIsWhole();
    void whatIsWrittenIsReadAgain();
    void wrongOnesAreRefused_data();
    void wrongOnesAreRefused();
    void evidenceIsJudged_data();
    void evidenceIsJudged();
};

void TestMarkerCatalogue::theBuiltInOneIsWhole()
{
    const MarkerCatalogue catalogue = MarkerCatalogue::builtIn();
    for (const QString &name : {u"navigator.webdriver"_s,
                                u"html[webdriver]"_s,
                                u"html[selenium]"_s,
                                u"html[driver]"_s,
                                u"callPhantom"_s,
                                u"_phantom"_s,
                                u"phantom"_s,
                                u"__webdriver_evaluate"_s,
                                u"__selenium_evaluate"_s,
                                u"__webdriver_script_fn"_s,
                                u"__driver_evaluate"_s,
                                u"__fxdriver_evaluate"_s,
                                u"__webdriver_unwrapped"_s,
                                u"__selenium_unwrapped"_s,
                                u"__driver_unwrapped"_s,
                                u"__fxdriver_unwrapped"_s,
                                u"_Selenium_IDE_Recorder"_s,
                                u"_selenium"_s,
                                u"calledSelenium"_s,
                                u"callSelenium"_s,
                                u"$cdc_…"_s,
                                u"$chrome_asyncScriptInfo"_s,
                                u"__$webdriverAsyncExecutor"_s,
                                u"__webdriverFunc"_s,
                                u"__lastWatirAlert"_s,
                                u"_WEBDRIVER_ELEM_CACHE"_s,
                                u"domAutomation"_s,
                                u"domAutomationController"_s,
                                u"__nightmare"_s,
                                u"__phantomas"_s,
                                u"awesomium"_s,
                                u"CefSharp"_s,
                                u"spawn"_s,
                                u"emit"_s,
                                u"fmget_targets"_s,
                                u"__pwInitScripts"_s,
                                u"__playwright__binding__"_s,
                                u"agent:HeadlessChrome"_s,
                                u"agent:PhantomJS"_s,
                                u"agent:Electron"_s,
                                u"agent:SlimerJS"_s,
                                u"languages-empty"_s,
                                u"outer-size-zero"_s,
                                u"permissions-disagree"_s,
                                u"plugins-disagree"_s,
                                u"iframe-disagrees"_s,
                                u"worker-disagrees"_s,
                                u"webdriver-in-navigator"_s,
                                u"plugins-none"_s})
        QVERIFY2(catalogue.find(name), qPrintable(name));
    QCOMPARE(catalogue.find(u"webdriver-in-navigator"_s)->evidenceClass, EvidenceClass::Legacy);
    QCOMPARE(catalogue.find(u"plugins-none"_s)->evidenceClass, EvidenceClass::Legacy);
    QVERIFY(!catalogue.find(u"webdriver"_s));
}

void TestMarkerCatalogue::whatIsWrittenIsReadAgain()
{
    const MarkerCatalogue catalogue = MarkerCatalogue::builtIn();
    const auto again = MarkerCatalogue::read(catalogue.json());
    QVERIFY(again);
    QCOMPARE(again->markers(), catalogue.markers());
}

void TestMarkerCatalogue::wrongOnesAreRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("error");

    const QByteArray good = R"({"name":"a","title":"A","tool":"t","class":"weak","source":"s",)"
                            R"("test":{"kind":"global","name":"a"}})";
    const auto with = [&](const QByteArray &before, const QByteArray &after) {
        return '[' + QByteArray(good).replace(before, after) + ']';
    };
    QTest::newRow("not JSON") << QByteArray("x") << u"not a JSON array: illegal value at byte 1"_s;
    QTest::newRow("an object") << good << u"not a JSON array: no error occurred at byte 0"_s;
    QTest::newRow("no title") << with("\"A\"", "\"\"") << u"marker 1: title: a text expected"_s;
    QTest::newRow("unknown class") << with("weak", "strong")
                                   << u"marker 1: class: explicit, inconsistency, weak or legacy expected"_s;
    QTest::newRow("unknown kind") << with("global", "magic") << u"marker 1: test.kind: \"magic\" is not known"_s;
    QTest::newRow("an argument is missing")
        << with(R"({"kind":"global","name":"a"})", R"({"kind":"global"})") << u"marker 1: test.name is missing"_s;
    QTest::newRow("a name twice") << '[' + good + ',' + good + ']' << u"marker 2: a second \"a\""_s;
    QTest::newRow("not an object") << QByteArray("[1]") << u"marker 1: name: a text expected"_s;
}

void TestMarkerCatalogue::wrongOnesAreRefused()
{
    QFETCH(QByteArray, json);
    const auto catalogue = MarkerCatalogue::read(json);
    QVERIFY(!catalogue);
    QTEST(catalogue.error(), "error");
}

void TestMarkerCatalogue::evidenceIsJudged_data()
{
    QTest::addColumn<QStringList>("present");
    QTest::addColumn<QString>("verdict");

    QTest::newRow("nothing") << QStringList{} << u"clean"_s;
    QTest::newRow("an explicit marker") << QStringList{u"navigator.webdriver"_s} << u"automated"_s;
    QTest::newRow("an inconsistency") << QStringList{u"languages-empty"_s} << u"suspicious"_s;
    QTest::newRow("one weak hint") << QStringList{u"spawn"_s} << u"clean"_s;
    QTest::newRow("two weak hints") << QStringList{u"spawn"_s, u"emit"_s} << u"suspicious"_s;
    QTest::newRow("legacy tests") << QStringList{u"webdriver-in-navigator"_s, u"plugins-none"_s} << u"clean"_s;
    QTest::newRow("an explicit one after others")
        << QStringList{u"spawn"_s, u"languages-empty"_s, u"html[webdriver]"_s} << u"automated"_s;
    QTest::newRow("an unknown one") << QStringList{u"nobody knows"_s} << u"clean"_s;
}

void TestMarkerCatalogue::evidenceIsJudged()
{
    QFETCH(QStringList, present);
    QList<Evidence> evidence = {{u"_phantom"_s, false, {}}, {u"phantom"_s, std::nullopt, u"not testable"_s}};
    for (const QString &name : present)
        evidence.append({name, true, {}});
    QTEST(verdictName(judge(evidence, MarkerCatalogue::builtIn())), "verdict");
}

QTEST_GUILESS_MAIN(TestMarkerCatalogue)
#include "tst_markercatalogue.moc"
