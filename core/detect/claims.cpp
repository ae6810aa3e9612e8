// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/claims.h"

#include "core/detect/visitjson.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

const QString webdriver = u"navigator.webdriver"_s;
const QString attribute = u"html[webdriver]"_s;

/// One marker in one profile decides: `ifPresent` or `ifAbsent`.
ClaimVerdict byMarker(const DetectionMatrix &matrix, const ClaimVerdict &claim, ClaimState ifPresent,
                      ClaimState ifAbsent)
{
    const Evidence cell = matrix.cell(claim.profile, claim.marker);
    ClaimVerdict verdict = claim;
    verdict.evidence = cell.text;
    if (cell.isPresent)
        verdict.state = *cell.isPresent ? ifPresent : ifAbsent;
    return verdict;
}

/// Any explicit marker in the profile makes the claim outdated.
ClaimVerdict byAnySign(const DetectionMatrix &matrix, Claim claim, const QString &profile)
{
    ClaimVerdict verdict{claim, ClaimState::Unknown, profile, {}, {}};
    const ProfileResult *result = matrix.result(profile);
    if (!result || !result->visit) {
        verdict.evidence = matrix.cell(profile, webdriver).text;
        return verdict;
    }
    QStringList signs;
    const QStringList present = presentMarkers(*result->visit);
    for (const QString &name : present) {
        const Marker *marker = matrix.catalogue().find(name);
        if (marker && marker->evidenceClass == EvidenceClass::Explicit)
            signs.append(name);
    }
    verdict.state = signs.isEmpty() ? ClaimState::True : ClaimState::Outdated;
    verdict.evidence = signs.join(u", "_s);
    return verdict;
}

/// Opera is built from Chromium and driven alike, and safaridriver sets the same property, as the WebDriver standard
/// wants it: what Chromium shows, these show.
ClaimVerdict ofRelatives(const DetectionMatrix &matrix, const ClaimVerdict &claim)
{
    ClaimVerdict verdict = byMarker(matrix, claim, ClaimState::Outdated, ClaimState::Unknown);
    if (verdict.state == ClaimState::Outdated)
        verdict.evidence +=
            u" (Chromium; Opera is built from it, and safaridriver sets the same, as WebDriver demands)"_s;
    return verdict;
}

} // namespace

QList<ClaimVerdict> judgeClaims(const DetectionMatrix &matrix)
{
    const auto claim = [](Claim which, const QString &profile, const QString &marker) {
        return ClaimVerdict{which, ClaimState::Unknown, profile, marker, {}};
    };
    const QString firefox = u"firefox-bidi"_s;
    return {
        byMarker(matrix, claim(Claim::ChromeProperty, u"chromedriver"_s, webdriver), ClaimState::True,
                 ClaimState::Outdated),
        byMarker(matrix, claim(Claim::OldFirefox, u"simulated-old-firefox"_s, attribute), ClaimState::Simulated,
                 ClaimState::Unknown),
        byMarker(matrix, claim(Claim::FirefoxAttribute, firefox, attribute), ClaimState::Outdated, ClaimState::True),
        byAnySign(matrix, Claim::FirefoxOthers, firefox),
        byMarker(matrix, claim(Claim::FirefoxStandard, firefox, webdriver), ClaimState::True, ClaimState::Unknown),
        byMarker(matrix, claim(Claim::PhantomProperties, u"simulated-phantomjs"_s, u"callPhantom"_s),
                 ClaimState::Simulated, ClaimState::Unknown),
        byAnySign(matrix, Claim::AdviceFirefox, firefox),
        ofRelatives(matrix, claim(Claim::AdviceOthers, u"chromedriver"_s, webdriver))};
}

} // namespace sluice::core
