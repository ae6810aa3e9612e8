// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/detectionmatrix.h"

namespace sluice::core {

/// What the article on detecting Selenium says.
enum class Claim {
    ChromeProperty,    ///< Chrome under Selenium has navigator.webdriver true
    OldFirefox,        ///< older Firefox wrote an attribute "webdriver" into the document
    FirefoxAttribute,  ///< Firefox no longer does
    FirefoxOthers,     ///< other tests do not work on a current Firefox
    FirefoxStandard,   ///< the standard may bring something like it back to Firefox
    PhantomProperties, ///< PhantomJS leaves properties in the window
    AdviceFirefox,     ///< to stay unseen, drive a current Firefox
    AdviceOthers,      ///< Safari and Opera may be worth a try
};

enum class ClaimState {
    True,
    Outdated,
    Simulated, ///< the test works on a simulation; the browser itself is history
    Unknown,   ///< the evidence is not there
};

struct ClaimVerdict
{
    Claim claim = Claim::ChromeProperty;
    ClaimState state = ClaimState::Unknown;
    QString profile;  ///< whose evidence decides; empty where none can
    QString marker;   ///< which evidence; empty where all of it counts
    QString evidence; ///< what was seen, or why nothing is known

    bool operator==(const ClaimVerdict &) const = default;
};

/// Every claim in the article's order, as the evidence gathered so far decides it.
[[nodiscard]] QList<ClaimVerdict> judgeClaims(const DetectionMatrix &matrix);

} // namespace sluice::core
