// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/roles.h"

class QMessageBox;
class QString;
class QWidget;

namespace sluice::ui {

/// A message box in the program's look, without buttons yet; it deletes itself when closed. Open it with open().
[[nodiscard]] QMessageBox *makeQuestion(QWidget *parent, const QString &objectName, Tone tone, const QString &title,
                                        const QString &text, const QString &detail);

} // namespace sluice::ui
