// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace sluice::core {

/// The keys of a JSON object (UTF-8) in the order they stand there, without those of nested objects. QJsonObject sorts
/// them and so cannot tell. Ends at the first thing that is no JSON.
[[nodiscard]] QList<QByteArray> jsonKeys(QByteArrayView object);

} // namespace sluice::core
