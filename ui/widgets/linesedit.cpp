// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/linesedit.h"

#include <QFontMetrics>

namespace sluice::ui {

LinesEdit::LinesEdit(int rows, QWidget *parent)
    : QPlainTextEdit(parent)
{
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFixedHeight(rows * fontMetrics().lineSpacing() + 2 * int(document()->documentMargin()) + 10);
}

void LinesEdit::setLines(const QStringList &lines)
{
    setPlainText(lines.join(u'\n'));
}

QStringList LinesEdit::lines() const
{
    QStringList lines;
    const QString text = toPlainText();
    for (const QStringView line : QStringView(text).split(u'\n')) {
        if (const QStringView item = line.trimmed(); !item.isEmpty())
            lines.append(item.toString());
    }
    return lines;
}

} // namespace sluice::ui
