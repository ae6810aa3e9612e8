// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QString>

#include <optional>

namespace sluice::core {

/// How much a marker proves.
enum class EvidenceClass {
    Explicit,      ///< only a driver puts it there
    Inconsistency, ///< two answers of one browser that cannot both be true
    Weak,          ///< honest browsers have it too
    Legacy,        ///< a test that was right once; never counted
};

/// Something by which a driven browser gives itself away, as data: what it is called, how it is tested.
struct Marker
{
    QString name;  ///< unique in its catalogue
    QString title; ///< for people
    QString tool;  ///< what leaves it
    EvidenceClass evidenceClass = EvidenceClass::Weak;
    QString source;   ///< how it is known
    QJsonObject test; ///< what resources/detection/detectors.js runs: its kind and that kind's arguments

    bool operator==(const Marker &) const = default;
};

/// "explicit", "inconsistency", "weak", "legacy": as files and the command line spell it.
[[nodiscard]] QString evidenceClassName(EvidenceClass evidenceClass);
[[nodiscard]] std::optional<EvidenceClass> evidenceClassOf(const QString &name);

} // namespace sluice::core
