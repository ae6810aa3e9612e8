// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/notificationbar.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

NotificationBar::NotificationBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QToolButton(this))
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"notificationBar"_s);
    setPart(this, "notice");
    m_text->setObjectName(u"notificationText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_icon->setEnabled(true);
    m_icon->setFocusPolicy(Qt::NoFocus);
    m_icon->setAttribute(Qt::WA_TransparentForMouseEvents);
    describe(m_icon, u"notificationIcon"_s, tr("Notice"), tr("Notice"));
    describe(m_button, u"notificationButton"_s, tr("Do what the notice offers"), tr("Do what the notice offers"));
    describe(m_close, u"notificationClose"_s, tr("Dismiss"), tr("Dismiss this notice (Esc)"));
    m_close->setIcon(themedIcon("close"_L1));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(m_close);
    connect(m_button, &QPushButton::clicked, this, &NotificationBar::take);
    connect(m_close, &QToolButton::clicked, this, &NotificationBar::dismiss);
    hide();
}

void NotificationBar::showNotice(Tone tone, const QString &text, const QString &button, std::function<void()> chosen)
{
    setStyleProperty(this, "tone", toneName(tone));
    m_icon->setIcon(themedIcon(toneIcon(tone)));
    m_text->setText(text);
    m_button->setText(button);
    m_button->setVisible(!button.isEmpty());
    m_chosen = std::move(chosen);
    show();
}

void NotificationBar::dismiss()
{
    hide();
    m_chosen = {};
}

QString NotificationBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void NotificationBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void NotificationBar::take()
{
    const std::function<void()> chosen = std::move(m_chosen);
    dismiss();
    if (chosen)
        chosen();
}

} // namespace sluice::ui
