// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/evidence.h"
#include "core/detect/markercatalogue.h"
#include "core/detect/profile.h"

#include <map>

namespace sluice::core {

/// What came of sending a profile's browser to the laboratory.
struct ProfileResult
{
    QString profile;
    std::optional<Visit> visit;
    QString reason; ///< why there is no visit

    bool operator==(const ProfileResult &) const = default;
};

/// A line of the report: one marker in one profile.
struct ReportLine
{
    QString profile;
    QString marker;
    EvidenceClass evidenceClass = EvidenceClass::Weak;
    std::optional<bool> isPresent;
    QString evidence; ///< what was seen, where it could be tested
    QString reason;   ///< why it could not be tested

    bool operator==(const ReportLine &) const = default;
};

/// Markers × profiles, filled as the browsers come in.
class DetectionMatrix final
{
public:
    DetectionMatrix(MarkerCatalogue catalogue, QList<Profile> profiles);

    [[nodiscard]] const MarkerCatalogue &catalogue() const { return m_catalogue; }
    [[nodiscard]] const QList<Profile> &profiles() const { return m_profiles; }

    /// Takes the place of an earlier result of the profile; one of an unknown profile is dropped.
    void take(const ProfileResult &result);
    /// Nothing while the profile has not been run.
    [[nodiscard]] const ProfileResult *result(const QString &profile) const;
    /// What is known of a marker in a profile; the text says what was seen, or why nothing is known.
    [[nodiscard]] Evidence cell(const QString &profile, const QString &marker) const;
    /// Profiles in their order, each with all markers in theirs.
    [[nodiscard]] QList<ReportLine> lines() const;

private:
    MarkerCatalogue m_catalogue;
    QList<Profile> m_profiles;
    std::map<QString, ProfileResult> m_results;
};

/// The report as a JSON array of objects with profile, marker, class, present, evidence, reason.
[[nodiscard]] QByteArray reportJson(const QList<ReportLine> &lines);

} // namespace sluice::core
