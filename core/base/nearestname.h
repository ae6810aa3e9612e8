// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace sluice::core {

/// The name in `names` that `word` was probably meant to be: at most two letters away (Levenshtein's distance); null
/// when none is near.
[[nodiscard]] QString nearestName(const QString &word, const QStringList &names);

} // namespace sluice::core
