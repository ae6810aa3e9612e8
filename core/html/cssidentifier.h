// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <string_view>

namespace sluice::core {

/// "Serialize an identifier" of the CSS Object Model, on UTF-8: what CSS reads back as exactly `name`.
[[nodiscard]] QByteArray escapeCssIdentifier(std::string_view name);

} // namespace sluice::core
