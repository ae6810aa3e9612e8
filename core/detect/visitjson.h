// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/evidence.h"
#include "core/detect/markercatalogue.h"

#include <QJsonObject>

namespace sluice::core {

/// A visit as `/visits.json` has it: id, user_agent, verdict, and in markers those present, each with name, class and
/// evidence.
[[nodiscard]] QJsonObject visitJson(const Visit &visit, const MarkerCatalogue &catalogue);

/// The names of the markers that are present.
[[nodiscard]] QStringList presentMarkers(const Visit &visit);

} // namespace sluice::core
