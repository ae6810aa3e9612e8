// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QDialog;
class QLabel;
class QPushButton;
class QWidget;

namespace sluice::ui {

/// The strip at the foot of this folder's dialogs.
struct DialogFooter
{
    QLabel *words = nullptr; ///< what is to be said of the form as it stands
    QPushButton *accept = nullptr;
};

/// What the button that ends the dialog says.
struct DialogEnd
{
    QString objectName;
    QString text;
    QString toolTip;
    bool isCancelOffered = true; ///< false: it only closes
};

/// Fills a dialog: the content, and below it the strip with Cancel and the button, which accepts.
[[nodiscard]] DialogFooter frameDialog(QDialog *dialog, QWidget *content, const DialogEnd &end);

} // namespace sluice::ui
