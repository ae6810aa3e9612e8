// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/plaindoublebox.h"

#include <QLocale>

namespace sluice::ui {

QString PlainDoubleBox::textFromValue(double value) const
{
    QString text = locale().toString(value, 'f', decimals());
    if (!isGroupSeparatorShown())
        text.remove(locale().groupSeparator());
    const QString point = locale().decimalPoint();
    if (text.contains(point)) {
        while (text.endsWith(locale().zeroDigit()))
            text.chop(1);
        if (text.endsWith(point))
            text.chop(point.size());
    }
    return text;
}

} // namespace sluice::ui
