// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/panelbar.h"

#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QLineEdit>

namespace sluice::ui {

PanelBar::PanelBar(QWidget *parent)
    : QFrame(parent)
    , m_leading(new QHBoxLayout)
    , m_trailing(new QHBoxLayout)
{
    setPart(this, "bar");
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(16);
    layout->addLayout(m_leading);
    layout->addStretch(1);
    layout->addLayout(m_trailing);
    m_leading->setSpacing(8);
    m_trailing->setSpacing(8);
}

void PanelBar::addLeading(QWidget *widget)
{
    if (qobject_cast<QLineEdit *>(widget))
        widget->setMinimumWidth(300);
    m_leading->addWidget(widget);
}

void PanelBar::addTrailing(QWidget *widget)
{
    m_trailing->addWidget(widget);
}

} // namespace sluice::ui
