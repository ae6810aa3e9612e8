// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/claims.h"
#include "core/detect/verdict.h"
#include "ui/widgets/roles.h"

#include <QCoreApplication>

namespace sluice::ui {

/// The words of the detection laboratory.
class DetectionTexts final
{
    Q_DECLARE_TR_FUNCTIONS(sluice::ui::DetectionTexts)

public:
    /// What a profile's browser is: "Chromium through chromedriver".
    [[nodiscard]] static QString profile(const core::Profile &profile);
    [[nodiscard]] static QString profile(const QString &name, const QList<core::Profile> &profiles);
    /// What more there is to know of a profile's browser; empty: nothing.
    [[nodiscard]] static QString note(const core::Profile &profile);
    /// Both, for a tooltip.
    [[nodiscard]] static QString tip(const core::Profile &profile);
    [[nodiscard]] static QString evidenceClass(core::EvidenceClass evidenceClass);
    /// Of a marker of this class where it is present.
    [[nodiscard]] static Tone tone(core::EvidenceClass evidenceClass);
    [[nodiscard]] static QString verdict(core::Verdict verdict);
    [[nodiscard]] static Tone tone(core::Verdict verdict);
    /// "present", "absent" or "unknown".
    [[nodiscard]] static QString presence(const std::optional<bool> &isPresent);
    /// What the article says, in one sentence.
    [[nodiscard]] static QString claim(core::Claim claim);
    /// What the evidence makes of it, in one or two sentences.
    [[nodiscard]] static QString claimState(core::ClaimState state);
    [[nodiscard]] static Tone tone(core::ClaimState state);
};

} // namespace sluice::ui
