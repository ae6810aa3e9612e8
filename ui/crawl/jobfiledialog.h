// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileDialog>

namespace sluice::ui {

/// Asks for a job file to read or to write; deletes itself when closed. Open it with open().
[[nodiscard]] QFileDialog *jobFileDialog(QWidget *parent, const QString &title, QFileDialog::AcceptMode mode);

} // namespace sluice::ui
