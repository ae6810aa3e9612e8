// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/verdict.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int suspiciousHints = 2;

} // namespace

Verdict judge(const QList<Evidence> &evidence, const MarkerCatalogue &catalogue)
{
    int inconsistencies = 0;
    int hints = 0;
    for (const Evidence &each : evidence) {
        const Marker *marker = catalogue.find(each.marker);
        if (!marker || !each.isPresent.value_or(false))
            continue;
        if (marker->evidenceClass == EvidenceClass::Explicit)
            return Verdict::Automated;
        inconsistencies += marker->evidenceClass == EvidenceClass::Inconsistency ? 1 : 0;
        hints += marker->evidenceClass == EvidenceClass::Weak ? 1 : 0;
    }
    return inconsistencies > 0 || hints >= suspiciousHints ? Verdict::Suspicious : Verdict::Clean;
}

QString verdictName(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Clean:
        return u"clean"_s;
    case Verdict::Suspicious:
        return u"suspicious"_s;
    case Verdict::Automated:
        return u"automated"_s;
    }
    Q_UNREACHABLE();
}

} // namespace sluice::core
