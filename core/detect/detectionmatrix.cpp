// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectionmatrix.h"

#include <QJsonDocument>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

DetectionMatrix::DetectionMatrix(MarkerCatalogue catalogue, QList<Profile> profiles)
    : m_catalogue(std::move(catalogue))
    , m_profiles(std::move(profiles))
{}

void DetectionMatrix::take(const ProfileResult &result)
{
    const bool isKnown =
        std::ranges::any_of(m_profiles, [&result](const Profile &profile) { return profile.name == result.profile; });
    if (isKnown)
        m_results[result.profile] = result;
}

const ProfileResult *DetectionMatrix::result(const QString &profile) const
{
    const auto found = m_results.find(profile);
    return found == m_results.end() ? nullptr : &found->second;
}

Evidence DetectionMatrix::cell(const QString &profile, const QString &marker) const
{
    const ProfileResult *known = result(profile);
    if (!known)
        return {marker, std::nullopt, u"this browser has not been run"_s};
    if (!known->visit)
        return {marker, std::nullopt, known->reason};
    for (const Evidence &evidence : known->visit->evidence) {
        if (evidence.marker == marker)
            return evidence;
    }
    return {marker, std::nullopt, u"the page did not test it"_s};
}

QList<ReportLine> DetectionMatrix::lines() const
{
    QList<ReportLine> lines;
    for (const Profile &profile : m_profiles) {
        for (const Marker &marker : m_catalogue.markers()) {
            const Evidence known = cell(profile.name, marker.name);
            lines.append({profile.name, marker.name, marker.evidenceClass, known.isPresent,
                          known.isPresent ? known.text : QString(), known.isPresent ? QString() : known.text});
        }
    }
    return lines;
}

QByteArray reportJson(const QList<ReportLine> &lines)
{
    QJsonArray array;
    for (const ReportLine &line : lines) {
        array.append(QJsonObject{{u"profile"_s, line.profile},
                                 {u"marker"_s, line.marker},
                                 {u"class"_s, evidenceClassName(line.evidenceClass)},
                                 {u"present"_s, line.isPresent ? QJsonValue(*line.isPresent) : QJsonValue()},
                                 {u"evidence"_s, line.evidence},
                                 {u"reason"_s, line.reason}});
    }
    return QJsonDocument(array).toJson(QJsonDocument::Indented);
}

} // namespace sluice::core
