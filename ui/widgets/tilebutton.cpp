// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tilebutton.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/theme.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace sluice::ui {

TileButton::TileButton(QLatin1StringView iconName, const QString &heading, const QString &sentence, QWidget *parent)
    : QPushButton(parent)
    , m_picture(themedIcon(iconName))
    , m_heading(heading)
    , m_sentence(sentence)
{
    setPart(this, "tile");
    setAutoDefault(false);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize TileButton::sizeHint() const
{
    return {224, 136};
}

void TileButton::paintEvent(QPaintEvent *event)
{
    QPushButton::paintEvent(event);
    QPainter painter(this);
    const QRect area = rect().adjusted(20, 20, -20, -16);
    m_picture.paint(&painter, QRect(area.topLeft(), QSize(32, 32)));
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    bold.setPointSizeF(font().pointSizeF() * 1.1);
    painter.setFont(bold);
    painter.setPen(palette().color(QPalette::ButtonText));
    const int headingTop = area.top() + 32 + 12;
    const int headingHeight = QFontMetrics(bold).height();
    painter.drawText(QRect(area.left(), headingTop, area.width(), headingHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     m_heading);
    painter.setFont(font());
    painter.setPen(colorsFor(palette()).tone(Tone::Muted));
    const int sentenceTop = headingTop + headingHeight + 4;
    painter.drawText(QRect(area.left(), sentenceTop, area.width(), area.bottom() - sentenceTop),
                     Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, m_sentence);
}

} // namespace sluice::ui
