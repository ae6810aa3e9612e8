// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace sluice::ui {

namespace {

/// Paints the icon anew each time, so that it follows light and dark.
class IconView final : public QWidget
{
public:
    IconView(QIcon icon, QWidget *parent)
        : QWidget(parent)
        , m_icon(std::move(icon))
    {
        setFixedSize(40, 40);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setOpacity(0.75);
        m_icon.paint(&painter, rect());
    }

private:
    QIcon m_icon;
};

} // namespace

EmptyState::EmptyState(QLatin1StringView iconName, QWidget *parent)
    : QWidget(parent)
    , m_heading(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_button(new QPushButton(this))
{
    setPart(this, "page");
    setAttribute(Qt::WA_StyledBackground);
    setPart(m_heading, "heading");
    setPart(m_sentence, "hint");
    // What they say may quote what somebody typed.
    m_heading->setTextFormat(Qt::PlainText);
    m_sentence->setTextFormat(Qt::PlainText);
    m_heading->setAlignment(Qt::AlignCenter);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    m_sentence->setMinimumWidth(420);
    m_button->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(8);
    layout->addStretch();
    layout->addWidget(new IconView(themedIcon(iconName), this), 0, Qt::AlignHCenter);
    layout->addWidget(m_heading);
    layout->addWidget(m_sentence, 0, Qt::AlignHCenter);
    layout->addSpacing(8);
    layout->addWidget(m_button, 0, Qt::AlignHCenter);
    layout->addStretch();
    connect(m_button, &QPushButton::clicked, this, &EmptyState::buttonClicked);
}

void EmptyState::setText(const QString &heading, const QString &sentence)
{
    m_heading->setText(heading);
    m_sentence->setText(sentence);
    fitSentence();
}

void EmptyState::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    fitSentence(); // its font is known now
}

/// A layout that centres a label does not ask it for its height at a width.
void EmptyState::fitSentence()
{
    m_sentence->setMinimumHeight(std::max(0, m_sentence->heightForWidth(m_sentence->minimumWidth()))); // -1: no text
}

void EmptyState::setButton(const QString &objectName, const QString &text, const QString &toolTip)
{
    describe(m_button, objectName, text, toolTip);
    m_button->setText(text);
    m_button->setVisible(!text.isEmpty());
}

} // namespace sluice::ui
