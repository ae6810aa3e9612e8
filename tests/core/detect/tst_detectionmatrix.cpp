// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/claims.h"
#include "core/detect/detectionmatrix.h"

#include "tests/support/suites.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

/// A visit in which these markers are present, `unknown` could not be tested and all others are absent.
Visit visitWith(const QStringList &present, const QString &unknown = {})
{
    Visit visit;
    const MarkerCatalogue catalogue = MarkerCatalogue::builtIn();
    for (const Marker &marker : catalogue.markers()) {
        if (marker.name == unknown)
            visit.evidence.append({marker.name, std::nullopt, u"no such interface"_s});
        else
            visit.evidence.append({marker.name, present.contains(marker.name), u"seen "_s + marker.name});
    }
    return visit;
}

DetectionMatrix emptyMatrix()
{
    return {MarkerCatalogue::builtIn(), detectionProfiles()};
}

ClaimVerdict verdictOf(Claim claim, const DetectionMatrix &matrix)
{
    const QList<ClaimVerdict> verdicts = judgeClaims(matrix);
    for (const ClaimVerdict &verdict : verdicts) {
        if (verdict.claim == claim)
            return verdict;
    }
    return {};
}

} // namespace

class TestDetectionMatrix final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { sluice::test::failOnAnyWarning(); }
    void cellsTellWhatIsKnown();
    void aLaterResultTakesThePlace();
    void aReportHasALineForEachCell();
    void claimsAreJudged_data();
    void claimsAreJudged();
    void withoutEvidenceNothingIsClaimed();
};

void TestDetectionMatrix::cellsTellWhatIsKnown()
{
    DetectionMatrix matrix = emptyMatrix();
    QCOMPARE(matrix.cell(u"plain"_s, u"phantom"_s).isPresent, std::nullopt);
    QVERIFY(!matrix.cell(u"plain"_s, u"phantom"_s).text.isEmpty());
    matrix.take({u"plain"_s, visitWith({u"phantom"_s}, u"plugins-disagree"_s), {}});
    QCOMPARE(matrix.cell(u"plain"_s, u"phantom"_s), (Evidence{u"phantom"_s, true, u"seen phantom"_s}));
    QCOMPARE(matrix.cell(u"plain"_s, u"_phantom"_s), (Evidence{u"_phantom"_s, false, u"seen _phantom"_s}));
    QCOMPARE(matrix.cell(u"plain"_s, u"plugins-disagree"_s),
             (Evidence{u"plugins-disagree"_s, std::nullopt, u"no such interface"_s}));
    matrix.take({u"firefox"_s, std::nullopt, u"Firefox is not installed"_s});
    QCOMPARE(matrix.cell(u"firefox"_s, u"phantom"_s),
             (Evidence{u"phantom"_s, std::nullopt, u"Firefox is not installed"_s}));
    matrix.take({u"netscape"_s, visitWith({}), {}});
    QCOMPARE(matrix.result(u"netscape"_s), nullptr);
}

void TestDetectionMatrix::aLaterResultTakesThePlace()
{
    DetectionMatrix matrix = emptyMatrix();
    matrix.take({u"plain"_s, visitWith({u"phantom"_s}), {}});
    matrix.take({u"plain"_s, visitWith({}), {}});
    QCOMPARE(matrix.cell(u"plain"_s, u"phantom"_s).isPresent, std::optional(false));
}

void TestDetectionMatrix::aReportHasALineForEachCell()
{
    DetectionMatrix matrix = emptyMatrix();
    matrix.take({u"plain"_s, visitWith({u"phantom"_s}), {}});
    matrix.take({u"firefox"_s, std::nullopt, u"Firefox is not installed"_s});
    const QList<ReportLine> lines = matrix.lines();
    QCOMPARE(lines.size(), matrix.profiles().size() * matrix.catalogue().markers().size());
    const QJsonArray array = QJsonDocument::fromJson(reportJson(lines)).array();
    QCOMPARE(array.size(), lines.size());
    int nulls = 0;
    for (const QJsonValue &value : array) {
        QCOMPARE(value.toObject().keys(),
                 QStringList({u"class"_s, u"evidence"_s, u"marker"_s, u"present"_s, u"profile"_s, u"reason"_s}));
        const bool isNull = value[u"present"_s].isNull();
        QCOMPARE(value[u"reason"_s].toString().isEmpty(), !isNull);
        nulls += isNull ? 1 : 0;
    }
    QCOMPARE(nulls, lines.size() - matrix.catalogue().markers().size());
    const auto phantom =
        std::ranges::find_if(lines, [](const ReportLine &line) { return line.marker == "phantom"_L1; });
    QCOMPARE(*phantom, (ReportLine{u"plain"_s, u"phantom"_s, EvidenceClass::Explicit, true, u"seen phantom"_s, {}}));
}

void TestDetectionMatrix::claimsAreJudged_data()
{
    QTest::addColumn<int>("claim");
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QStringList>("present");
    QTest::addColumn<int>("state");
    const auto row = [](const char *name, Claim claim, const QString &profile, const QStringList &present,
                        ClaimState state) { QTest::newRow(name) << int(claim) << profile << present << int(state); };
    const QString bidi = u"firefox-bidi"_s;
    const QStringList webdriver = {u"navigator.webdriver"_s};
    row("Chrome tells", Claim::ChromeProperty, u"chromedriver"_s, webdriver, ClaimState::True);
    row("Chrome is silent", Claim::ChromeProperty, u"chromedriver"_s, {}, ClaimState::Outdated);
    row("old Firefox", Claim::OldFirefox, u"simulated-old-firefox"_s, {u"html[webdriver]"_s}, ClaimState::Simulated);
    row("Firefox without attribute", Claim::FirefoxAttribute, bidi, {}, ClaimState::True);
    row("Firefox with attribute", Claim::FirefoxAttribute, bidi, {u"html[webdriver]"_s}, ClaimState::Outdated);
    row("Firefox unseen", Claim::FirefoxOthers, bidi, {u"plugins-none"_s}, ClaimState::True);
    row("Firefox seen", Claim::FirefoxOthers, bidi, webdriver, ClaimState::Outdated);
    row("the standard came", Claim::FirefoxStandard, bidi, webdriver, ClaimState::True);
    row("the standard did not come", Claim::FirefoxStandard, bidi, {}, ClaimState::Unknown);
    row("PhantomJS", Claim::PhantomProperties, u"simulated-phantomjs"_s, {u"callPhantom"_s}, ClaimState::Simulated);
    row("advice that holds", Claim::AdviceFirefox, bidi, {}, ClaimState::True);
    row("advice of old", Claim::AdviceFirefox, bidi, webdriver, ClaimState::Outdated);
    row("browsers that are not here", Claim::AdviceOthers, bidi, {}, ClaimState::Unknown);
    row("their relative shows it", Claim::AdviceOthers, u"chromedriver"_s, webdriver, ClaimState::Outdated);
    row("their relative does not", Claim::AdviceOthers, u"chromedriver"_s, {}, ClaimState::Unknown);
}

void TestDetectionMatrix::claimsAreJudged()
{
    QFETCH(int, claim);
    QFETCH(QString, profile);
    QFETCH(QStringList, present);
    DetectionMatrix matrix = emptyMatrix();
    matrix.take({profile, visitWith(present), {}});
    QTEST(int(verdictOf(Claim(claim), matrix).state), "state");
}

void TestDetectionMatrix::withoutEvidenceNothingIsClaimed()
{
    DetectionMatrix matrix = emptyMatrix();
    matrix.take({u"chromedriver"_s, std::nullopt, u"chromedriver is not installed"_s});
    const QList<ClaimVerdict> verdicts = judgeClaims(matrix);
    QCOMPARE(verdicts.size(), 8);
    for (const ClaimVerdict &verdict : verdicts)
        QCOMPARE(verdict.state, ClaimState::Unknown);
    QCOMPARE(verdicts.first().evidence, u"chromedriver is not installed"_s);
}

QTEST_GUILESS_MAIN(TestDetectionMatrix)
#include "tst_detectionmatrix.moc"
