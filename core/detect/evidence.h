// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace sluice::core {

/// What a browser showed of one marker.
struct Evidence
{
    QString marker;                ///< Marker::name
    std::optional<bool> isPresent; ///< nothing where it could not be tested
    QString text;                  ///< what was seen, or why nothing could be

    bool operator==(const Evidence &) const = default;
};

/// What evidence amounts to.
enum class Verdict { Clean, Suspicious, Automated };

/// A browser that ran the detectors.
struct Visit
{
    int id = 0;               ///< counted from 1
    QDateTime at;             ///< UTC
    QString userAgent;        ///< of the request
    QString profile;          ///< what the visitor was called in the page's address; may be empty
    QString token;            ///< by which whoever sent the visitor knows it again; may be empty
    QList<Evidence> evidence; ///< one for each marker, in the catalogue's order
    Verdict verdict = Verdict::Clean;
    bool isOwn = false; ///< of a browser that this program sent, under that profile

    bool operator==(const Visit &) const = default;
};

} // namespace sluice::core
