// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/democatalog.h"

namespace sluice::core {

/// An item as a schema.org Product in JSON-LD, safe to stand in a script element.
[[nodiscard]] QByteArray productJson(const DemoItem &item);

/// An item's picture (SVG): the shape of its category in colours of its own.
[[nodiscard]] QByteArray productPicture(const DemoItem &item);

} // namespace sluice::core
