// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QLatin1StringView>

namespace sluice::ui {

/// An icon of resources/icons, painted in the colours of the palette in force, so that it turns with light and dark.
[[nodiscard]] QIcon themedIcon(QLatin1StringView name);

/// The program's own icon, in its own colours.
[[nodiscard]] QIcon programIcon();

} // namespace sluice::ui
