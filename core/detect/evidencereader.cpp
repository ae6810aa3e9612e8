// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/evidencereader.h"

#include "core/base/displaytext.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

Evidence evidenceOf(const QJsonObject &object)
{
    Evidence evidence;
    evidence.marker = object.value(u"name"_s).toString();
    const QJsonValue present = object.value(u"present"_s);
    if (present.isBool())
        evidence.isPresent = present.toBool();
    evidence.text =
        displayText(object.value(present.isBool() ? u"evidence"_s : u"reason"_s).toString(), longestEvidence);
    return evidence;
}

} // namespace

Result<QList<Evidence>, QString> readEvidence(const QByteArray &json, const MarkerCatalogue &catalogue)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isArray())
        return tl::unexpected(u"a JSON array of evidence expected"_s);
    QHash<QString, Evidence> told;
    const QJsonArray array = document.array();
    for (const QJsonValue &value : array) {
        const Evidence evidence = evidenceOf(value.toObject());
        if (!catalogue.find(evidence.marker))
            return tl::unexpected(u"no marker is called \"%1\""_s.arg(displayText(evidence.marker, longestEvidence)));
        if (told.contains(evidence.marker))
            return tl::unexpected(u"\"%1\" is told of twice"_s.arg(evidence.marker));
        told.insert(evidence.marker, evidence);
    }
    QList<Evidence> all;
    for (const Marker &marker : catalogue.markers())
        all.append(told.value(marker.name, {marker.name, std::nullopt, u"the page did not test it"_s}));
    return all;
}

} // namespace sluice::core
