// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sluice::ui {

/// JavaScript that lets a person choose elements of a page, for a world that the page cannot look into. What happens it
/// writes to the console as lines of `mark` and JSON: {"picked": {…}} and {"ended": true}. The page gets none of the
/// clicks.
[[nodiscard]] QString pickerScript(const QString &mark);

/// JavaScript that outlines what a selector finds and gives their number; -1: it is none for the browser.
[[nodiscard]] QString markScript(const QString &selector);

/// JavaScript that takes the picker away again.
[[nodiscard]] QString endScript();

} // namespace sluice::ui
