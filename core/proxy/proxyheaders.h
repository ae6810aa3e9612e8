// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

namespace sluice::core {

/// Whether a request header of this name tells that a proxy asks, whatever its value.
[[nodiscard]] bool tellsOfProxy(QByteArrayView name);

} // namespace sluice::core
