// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QVariant>

class QAction;
class QWidget;

namespace sluice::ui {

/// Gives a widget the three names every interactive widget has: one for tests, one for screen readers, one to hover.
void describe(QWidget *widget, const QString &objectName, const QString &accessibleName, const QString &toolTip);

/// A tooltip that shows `text` as it is. Tooltips are rich text where they look like it, and what comes from pages or
/// files could then load whatever file it names.
[[nodiscard]] QString plainTip(const QString &text);

/// Gives an action its name for tests, and a tooltip and status tip that also tell its shortcut.
void describe(QAction *action, const QString &objectName, const QString &tip);

/// Sets the property by which the style sheet knows what a widget is part of ("title", "hint", "tile" …).
void setPart(QWidget *widget, const char *part);

/// Sets a property that the style sheet looks at, and lets the style look again.
void setStyleProperty(QWidget *widget, const char *name, const QVariant &value);

} // namespace sluice::ui
