// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sluice::core {

/// The path ("scope.kind") of the first name that stands twice in one object of `json`; null when there is none.
/// `json` must be valid JSON: QJsonDocument, which keeps the last of two silently, has read it before (RFC 8259,
/// section 4: names should be unique).
[[nodiscard]] QString duplicateKey(const QByteArray &json);

} // namespace sluice::core
