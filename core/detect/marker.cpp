// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/marker.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

QString evidenceClassName(EvidenceClass evidenceClass)
{
    switch (evidenceClass) {
    case EvidenceClass::Explicit:
        return u"explicit"_s;
    case EvidenceClass::Inconsistency:
        return u"inconsistency"_s;
    case EvidenceClass::Weak:
        return u"weak"_s;
    case EvidenceClass::Legacy:
        return u"legacy"_s;
    }
    Q_UNREACHABLE();
}

std::optional<EvidenceClass> evidenceClassOf(const QString &name)
{
    for (const EvidenceClass each :
         {EvidenceClass::Explicit, EvidenceClass::Inconsistency, EvidenceClass::Weak, EvidenceClass::Legacy}) {
        if (evidenceClassName(each) == name)
            return each;
    }
    return std::nullopt;
}

} // namespace sluice::core
