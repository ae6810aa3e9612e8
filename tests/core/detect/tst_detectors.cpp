// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectionpages.h"
#include "core/detect/markercatalogue.h"
#include "core/detect/simulation.h"

#include "tests/support/suites.h"

#include <QJSEngine>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

/// As much of an undriven browser as the detectors look at. A bound function reads as native code.
const QString plainBrowser = uR"(
var window = this;
function PluginArray() {}
Object.defineProperty(PluginArray.prototype, Symbol.toStringTag, {value: "PluginArray"});
function Navigator() {}
function make() {
  var made = Object.create(Navigator.prototype);
  var values = {userAgent: "Mozilla/5.0 Chrome/120.0.0.0", platform: "Linux", language: "en", languages: ["en"],
                hardwareConcurrency: 8};
  Object.keys(values).forEach(function (name) {
    Object.defineProperty(made, name, {value: values[name], configurable: true});
  });
  made.plugins = Object.create(PluginArray.prototype, {length: {value: 5}});
  made.permissions = {query: function () { return Promise.resolve({state: "prompt"}); }};
  return made;
}
Object.defineProperty(Navigator.prototype, "webdriver",
                      {get: (function () { return false; }).bind(null), configurable: true});
var navigator = make();
var Notification = {permission: "default"};
window.chrome = {};
Object.defineProperty(window, "outerWidth", {value: 1200, configurable: true});
Object.defineProperty(window, "outerHeight", {value: 800, configurable: true});
var attributes = {};
var document = {
  documentElement: {
    getAttribute: function (name) { return name in attributes ? attributes[name] : null; },
    setAttribute: function (name, value) { attributes[name] = value; }
  },
  body: {appendChild: function (child) { child.parentNode = {removeChild: function () {}}; }},
  createElement: function () { return {style: {}, contentWindow: {navigator: make()}}; }
};
function setTimeout() { return 1; }
function clearTimeout() {}
function Worker() {}
Worker.prototype.terminate = function () {};
Object.defineProperty(Worker.prototype, "onmessage", {set: function (listener) { listener({data: make()}); }});
)"_s;

/// Runs the detectors on these markers and gives what they found, by marker.
QHash<QString, QJsonObject> detect(const QList<Marker> &simulated)
{
    QJSEngine engine;
    const auto run = [&engine](const QString &script) {
        const QJSValue value = engine.evaluate(script);
        if (value.isError())
            qFatal("%s", qPrintable(value.toString()));
    };
    run(plainBrowser);
    run(simulationScript(simulated));
    run(QString::fromUtf8(detectionFile("detectors.js")));
    run(u"var answer = ''; sluiceDetectors.run(%1, function (results) { answer = JSON.stringify(results); });"_s.arg(
        QString::fromUtf8(MarkerCatalogue::builtIn().json())));
    QHash<QString, QJsonObject> found;
    if (!QTest::qWaitFor([&] { return !engine.globalObject().property(u"answer"_s).toString().isEmpty(); }))
        return found;
    const QByteArray answer = engine.globalObject().property(u"answer"_s).toString().toUtf8();
    const QJsonArray results = QJsonDocument::fromJson(answer).array();
    for (const QJsonValue &result : results)
        found.insert(result[u"name"_s].toString(), result.toObject());
    return found;
}

} // namespace

class TestDetectors final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void aPlainBrowserShowsNothing();
    void eachMarkerIsSeen_data();
    void eachMarkerIsSeen();
    void oldBrowsersLackInterfaces();
};

void TestDetectors::aPlainBrowserShowsNothing()
{
    const auto found = detect({});
    QCOMPARE(found.size(), MarkerCatalogue::builtIn().markers().size());
    for (const QJsonObject &result : found) {
        const QString name = result[u"name"_s].toString();
        const bool isExpected = name == "webdriver-in-navigator"_L1; // why it is a legacy test
        QVERIFY2(result[u"present"_s] == QJsonValue(isExpected), qPrintable(name));
        QVERIFY2(!result[u"evidence"_s].toString().isEmpty(), qPrintable(name));
    }
}

void TestDetectors::eachMarkerIsSeen_data()
{
    QTest::addColumn<QString>("name");
    const MarkerCatalogue catalogue = MarkerCatalogue::builtIn();
    for (const Marker &marker : catalogue.markers())
        QTest::newRow(qPrintable(marker.name)) << marker.name;
}

void TestDetectors::eachMarkerIsSeen()
{
    QFETCH(QString, name);
    const MarkerCatalogue catalogue = MarkerCatalogue::builtIn();
    const auto found = detect({*catalogue.find(name)});
    if (name == "agent-header-disagrees"_L1) { // the laboratory compares, the page only tells
        QCOMPARE(found.value(name).value(u"evidence"_s).toString(), u"Painted/1.0"_s);
        return;
    }
    QCOMPARE(found.value(name).value(u"present"_s), QJsonValue(true));
}

void TestDetectors::oldBrowsersLackInterfaces()
{
    Marker poorer = *MarkerCatalogue::builtIn().find(u"plugins-none"_s);
    poorer.test[u"simulate"_s] = u"delete window.Worker; window.Worker = undefined; window.Notification = undefined; "
                                 "navigator.plugins = undefined; window.PluginArray = undefined;"_s;
    const auto found = detect({poorer});
    for (const QString &name :
         {u"worker-disagrees"_s, u"permissions-disagree"_s, u"plugins-disagree"_s, u"plugins-none"_s}) {
        QVERIFY2(found.value(name).value(u"present"_s).isNull(), qPrintable(name));
        QVERIFY2(!found.value(name).value(u"reason"_s).toString().isEmpty(), qPrintable(name));
    }
    QCOMPARE(found.value(u"languages-empty"_s).value(u"present"_s), QJsonValue(false));
}

QTEST_GUILESS_MAIN(TestDetectors)
#include "tst_detectors.moc"
