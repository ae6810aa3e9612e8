// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

namespace sluice::core {

/// A text of others as one line that shows what it says: line ends, tabs and separators are spaces, and what moves a
/// cursor, turns the writing direction or cannot be seen (control and format characters) is left out. At most `most`
/// characters (UTF-16), the last of them "…" where something was cut.
[[nodiscard]] QString displayText(QStringView text, qsizetype most);

} // namespace sluice::core
