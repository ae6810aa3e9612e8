// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/naming.h"

#include <QAction>
#include <QStyle>
#include <QTextDocument>
#include <QVariant>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace sluice::ui {

void describe(QWidget *widget, const QString &objectName, const QString &accessibleName, const QString &toolTip)
{
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    widget->setToolTip(Qt::mightBeRichText(toolTip) ? plainTip(toolTip) : toolTip);
}

QString plainTip(const QString &text)
{
    if (text.isEmpty())
        return {};
    return u"<p style='white-space: pre-wrap'>%1</p>"_s.arg(text.toHtmlEscaped());
}

void describe(QAction *action, const QString &objectName, const QString &tip)
{
    action->setObjectName(objectName);
    action->setStatusTip(tip);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? tip : u"%1 (%2)"_s.arg(tip, keys));
}

void setPart(QWidget *widget, const char *part)
{
    widget->setProperty("part", QString::fromLatin1(part));
}

void setStyleProperty(QWidget *widget, const char *name, const QVariant &value)
{
    if (widget->property(name) == value)
        return;
    widget->setProperty(name, value);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

} // namespace sluice::ui
