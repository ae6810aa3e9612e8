// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/detectiontexts.h"

#include "ui/widgets/naming.h"

#include <algorithm>

namespace sluice::ui {

QString DetectionTexts::profile(const core::Profile &profile)
{
    switch (profile.kind) {
    case core::ProfileKind::Plain:
        return tr("Embedded engine, as it is");
    case core::ProfileKind::Automation:
        return tr("Embedded engine, driven");
    case core::ProfileKind::Chromedriver:
        return tr("Chromium through chromedriver");
    case core::ProfileKind::ChromedriverMasked:
        return tr("Chromium through chromedriver, masked");
    case core::ProfileKind::Firefox:
        return tr("Firefox");
    case core::ProfileKind::FirefoxBidi:
        return tr("Firefox through WebDriver BiDi");
    case core::ProfileKind::Simulated:
        return tr("Simulated: %1").arg(profile.tool);
    }
    Q_UNREACHABLE();
}

QString DetectionTexts::note(const core::Profile &profile)
{
    switch (profile.kind) {
    case core::ProfileKind::Plain:
        return tr(
            "The engine of the Browser screen, in the program that renders pages for crawls (sluice-render), with "
            "nothing that drives it. The Browser screen has settings of its own: to see what it shows, start the "
            "laboratory and open its address there; the visit is listed under Visits.");
    case core::ProfileKind::Automation:
        return tr("The same engine with --enable-automation, as a driver starts it.");
    case core::ProfileKind::Simulated:
        return tr("The embedded engine with what this tool leaves in a page put there by hand: no real %1 was run.")
            .arg(profile.tool);
    case core::ProfileKind::Chromedriver:
    case core::ProfileKind::ChromedriverMasked:
    case core::ProfileKind::Firefox:
    case core::ProfileKind::FirefoxBidi:
        return {};
    }
    Q_UNREACHABLE();
}

QString DetectionTexts::tip(const core::Profile &profile)
{
    const QString more = note(profile);
    return plainTip(more.isEmpty() ? DetectionTexts::profile(profile)
                                   : DetectionTexts::profile(profile) + u'\n' + more);
}

QString DetectionTexts::profile(const QString &name, const QList<core::Profile> &profiles)
{
    const auto found = std::ranges::find_if(profiles, [&name](const core::Profile &each) { return each.name == name; });
    return found == profiles.end() ? name : profile(*found);
}

QString DetectionTexts::evidenceClass(core::EvidenceClass evidenceClass)
{
    switch (evidenceClass) {
    case core::EvidenceClass::Explicit:
        return tr("Explicit");
    case core::EvidenceClass::Inconsistency:
        return tr("Inconsistency");
    case core::EvidenceClass::Weak:
        return tr("Weak hint");
    case core::EvidenceClass::Legacy:
        return tr("Legacy, not counted");
    }
    Q_UNREACHABLE();
}

Tone DetectionTexts::tone(core::EvidenceClass evidenceClass)
{
    switch (evidenceClass) {
    case core::EvidenceClass::Explicit:
        return Tone::Danger;
    case core::EvidenceClass::Inconsistency:
    case core::EvidenceClass::Weak:
        return Tone::Warning;
    case core::EvidenceClass::Legacy:
        return Tone::Plain;
    }
    Q_UNREACHABLE();
}

QString DetectionTexts::verdict(core::Verdict verdict)
{
    switch (verdict) {
    case core::Verdict::Automated:
        return tr("Automated");
    case core::Verdict::Suspicious:
        return tr("Suspicious");
    case core::Verdict::Clean:
        return tr("Clean");
    }
    Q_UNREACHABLE();
}

Tone DetectionTexts::tone(core::Verdict verdict)
{
    switch (verdict) {
    case core::Verdict::Automated:
        return Tone::Danger;
    case core::Verdict::Suspicious:
        return Tone::Warning;
    case core::Verdict::Clean:
        return Tone::Success;
    }
    Q_UNREACHABLE();
}

QString DetectionTexts::presence(const std::optional<bool> &isPresent)
{
    if (!isPresent)
        return tr("unknown");
    return *isPresent ? tr("present") : tr("absent");
}

QString DetectionTexts::claim(core::Claim claim)
{
    switch (claim) {
    case core::Claim::ChromeProperty:
        return tr("Chrome under Selenium has a navigator.webdriver that is true.");
    case core::Claim::OldFirefox:
        return tr("Older versions of Firefox wrote an attribute “webdriver” into the document.");
    case core::Claim::FirefoxAttribute:
        return tr("Firefox no longer adds this attribute.");
    case core::Claim::FirefoxOthers:
        return tr("Other methods of detection do not work with current builds of Firefox.");
    case core::Claim::FirefoxStandard:
        return tr("The WebDriver standard may bring something like it back to Firefox.");
    case core::Claim::PhantomProperties:
        return tr("PhantomJS leaves properties of its own in the window.");
    case core::Claim::AdviceFirefox:
        return tr("To avoid detection, drive one of the latest builds of Firefox: it gives off no obvious sign.");
    case core::Claim::AdviceOthers:
        return tr("Safari and Opera may be worth a try.");
    }
    Q_UNREACHABLE();
}

QString DetectionTexts::claimState(core::ClaimState state)
{
    switch (state) {
    case core::ClaimState::True:
        return tr("True");
    case core::ClaimState::Outdated:
        return tr("Outdated");
    case core::ClaimState::Simulated:
        return tr("Shown on a simulation");
    case core::ClaimState::Unknown:
        return tr("Not decided");
    }
    Q_UNREACHABLE();
}

Tone DetectionTexts::tone(core::ClaimState state)
{
    switch (state) {
    case core::ClaimState::True:
        return Tone::Success;
    case core::ClaimState::Outdated:
        return Tone::Danger;
    case core::ClaimState::Simulated:
        return Tone::Info;
    case core::ClaimState::Unknown:
        return Tone::Muted;
    }
    Q_UNREACHABLE();
}

} // namespace sluice::ui
