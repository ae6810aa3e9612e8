// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/schedulebar.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

ScheduleBar::ScheduleBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QToolButton(this))
    , m_text(new QLabel(this))
    , m_allow(new QPushButton(tr("R&un here"), this))
    , m_refuse(new QPushButton(tr("Not no&w"), this))
{
    setObjectName(u"proxyScheduleBar"_s);
    setPart(this, "notice");
    m_text->setObjectName(u"proxyScheduleText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    describe(m_icon, u"notificationIcon"_s, tr("Notice"), QString());
    m_icon->setFocusPolicy(Qt::NoFocus);
    m_icon->setAttribute(Qt::WA_TransparentForMouseEvents);
    describe(m_allow, u"proxyScheduleAllow"_s, tr("Run here"),
             tr("Check and read on schedule whenever this project is open on this machine"));
    describe(m_refuse, u"proxyScheduleRefuse"_s, tr("Not now"),
             tr("Nothing is asked by itself; the question comes again when the project is next opened"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_allow);
    layout->addWidget(m_refuse);
    connect(m_allow, &QPushButton::clicked, this, &ScheduleBar::allowed);
    connect(m_refuse, &QPushButton::clicked, this, &ScheduleBar::refused);
    hide();
}

void ScheduleBar::ask(const QString &question, const QString &details)
{
    showText(Tone::Info, question, true);
    m_text->setToolTip(plainTip(details));
}

void ScheduleBar::tell(const QString &text)
{
    showText(Tone::Info, text, false);
    m_text->setToolTip({});
}

void ScheduleBar::showText(Tone tone, const QString &text, bool isQuestion)
{
    setStyleProperty(this, "tone", toneName(tone));
    m_icon->setIcon(themedIcon(toneIcon(tone)));
    m_text->setText(text);
    m_allow->setVisible(isQuestion);
    m_refuse->setVisible(isQuestion);
    setVisible(true);
}

QString ScheduleBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

} // namespace sluice::ui
