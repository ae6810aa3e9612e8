// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/visitjson.h"

#include "core/detect/verdict.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

QJsonObject visitJson(const Visit &visit, const MarkerCatalogue &catalogue)
{
    QJsonArray markers;
    for (const Evidence &evidence : visit.evidence) {
        const Marker *marker = catalogue.find(evidence.marker);
        if (marker && evidence.isPresent.value_or(false))
            markers.append(QJsonObject{{u"name"_s, marker->name},
                                       {u"class"_s, evidenceClassName(marker->evidenceClass)},
                                       {u"evidence"_s, evidence.text}});
    }
    return {{u"id"_s, visit.id},
            {u"user_agent"_s, visit.userAgent},
            {u"verdict"_s, verdictName(visit.verdict)},
            {u"markers"_s, markers}};
}

QStringList presentMarkers(const Visit &visit)
{
    QStringList names;
    for (const Evidence &evidence : visit.evidence) {
        if (evidence.isPresent.value_or(false))
            names.append(evidence.marker);
    }
    return names;
}

} // namespace sluice::core
