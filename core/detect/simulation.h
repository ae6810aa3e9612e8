// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/marker.h"

#include <QList>

namespace sluice::core {

/// JavaScript that leaves these markers in a page, as the browser that it stands for would. It must run before the
/// page's first script; attributes of the html element are set as soon as there is one.
[[nodiscard]] QString simulationScript(const QList<Marker> &markers);

} // namespace sluice::core
