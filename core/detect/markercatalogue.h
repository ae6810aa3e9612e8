// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/detect/marker.h"

#include <QHash>
#include <QJsonArray>
#include <QList>

namespace sluice::core {

/// The markers that the laboratory tests, in the order in which they are shown.
class MarkerCatalogue final
{
public:
    /// Reads a catalogue: a JSON array of objects with name, title, tool, class, source and test. The error names the
    /// marker and the field.
    [[nodiscard]] static Result<MarkerCatalogue, QString> read(const QByteArray &json);
    /// The one in resources/detection/markers.json.
    [[nodiscard]] static MarkerCatalogue builtIn();

    [[nodiscard]] const QList<Marker> &markers() const { return m_markers; }
    /// Nothing where no marker has this name. The pointer lives as long as the catalogue.
    [[nodiscard]] const Marker *find(const QString &name) const;
    /// What pages run: the same array.
    [[nodiscard]] QByteArray json() const;

private:
    QList<Marker> m_markers;
    QHash<QString, qsizetype> m_byName;
};

} // namespace sluice::core
