// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/evidence.h"
#include "core/detect/markercatalogue.h"

namespace sluice::core {

/// Characters of a visitor's text that are kept.
constexpr qsizetype longestEvidence = 500;

/// Reads what the laboratory's page posts: a JSON array of {name, present: true | false | null, evidence or reason}.
/// Gives one Evidence for each marker of the catalogue, in its order; a marker that was not told of could not be
/// tested. Texts are made safe to show and cut at longestEvidence (displayText). The error says what is wrong: not an
/// array, an unknown marker, one twice.
[[nodiscard]] Result<QList<Evidence>, QString> readEvidence(const QByteArray &json, const MarkerCatalogue &catalogue);

} // namespace sluice::core
