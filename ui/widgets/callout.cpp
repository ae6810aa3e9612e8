// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/callout.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

QString toneName(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
    case Tone::Muted:
    case Tone::Info:
        return u"info"_s;
    case Tone::Success:
        return u"success"_s;
    case Tone::Warning:
        return u"warning"_s;
    case Tone::Danger:
        return u"danger"_s;
    }
    return {};
}

QLatin1StringView toneIcon(Tone tone)
{
    switch (tone) {
    case Tone::Plain:
    case Tone::Muted:
    case Tone::Info:
        return "info"_L1;
    case Tone::Success:
        return "done"_L1;
    case Tone::Warning:
        return "warning"_L1;
    case Tone::Danger:
        return "error"_L1;
    }
    return {};
}

Callout::Callout(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QToolButton(this))
    , m_text(new QLabel(this))
{
    setPart(this, "callout");
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    describe(m_icon, u"calloutIcon"_s, tr("Note"), tr("Note"));
    m_icon->setFocusPolicy(Qt::NoFocus);
    m_icon->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 12, 6);
    layout->setSpacing(4);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1, Qt::AlignVCenter);
    hide();
}

void Callout::setMessage(Tone tone, const QString &text)
{
    setStyleProperty(this, "tone", toneName(tone));
    m_icon->setIcon(themedIcon(toneIcon(tone)));
    m_text->setText(text);
    setVisible(!text.isEmpty());
}

QString Callout::text() const
{
    return m_text->text();
}

} // namespace sluice::ui
