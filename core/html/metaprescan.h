// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace sluice::core {

/// The encoding that the first usable meta element anywhere in the page names: what "changing the encoding while
/// parsing" (HTML Standard, 13.2.3.5) comes to. Empty when there is none.
[[nodiscard]] QByteArray findLateMeta(QByteArrayView body);

} // namespace sluice::core
