// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <QByteArray>
#include <QList>

namespace sluice::core {

/// URL ids as table outlinks keeps them: ascending and each once, every id as the difference from the one before it in
/// base-128 digits, least significant first, the high bit set on all but the last (LEB128).
[[nodiscard]] QByteArray packIds(QList<UrlId> ids);
/// The ids of packIds(), ascending; what is cut or oversized in a damaged file ends the list.
[[nodiscard]] QList<UrlId> unpackIds(const QByteArray &packed);

} // namespace sluice::core
