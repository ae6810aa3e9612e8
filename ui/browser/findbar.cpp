// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/findbar.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QShortcut>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

FindBar::FindBar(QWidget *parent)
    : QFrame(parent)
    , m_words(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_previous(new QToolButton(this))
    , m_next(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    setPart(this, "footer");
    describe(m_words, u"browserFind"_s, tr("Find on the page"), tr("Words to find; Enter goes to the next place"));
    describe(m_previous, u"browserFindPrevious"_s, tr("Previous place"), tr("Previous place (Shift+F3)"));
    describe(m_next, u"browserFindNext"_s, tr("Next place"), tr("Next place (F3)"));
    describe(m_close, u"browserFindClose"_s, tr("Close"), tr("Find nothing more (Esc)"));
    m_words->setPlaceholderText(tr("Find on the page"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(320);
    m_count->setObjectName(u"browserFindCount"_s);
    setPart(m_count, "hint");
    m_previous->setIcon(themedIcon("up"_L1));
    m_next->setIcon(themedIcon("down"_L1));
    m_close->setIcon(themedIcon("close"_L1));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_previous);
    layout->addWidget(m_next);
    layout->addWidget(m_count);
    layout->addStretch(1);
    layout->addWidget(m_close);
    const auto shortcut = [this](const QKeySequence &keys, QWidget *place, auto slot) {
        auto *made = new QShortcut(keys, place);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QShortcut::activated, this, slot);
    };
    shortcut(QKeySequence(Qt::Key_F3), parent, [this] { find(false); });
    shortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3), parent, [this] { find(true); });
    connect(m_words, &QLineEdit::textChanged, this, [this] { find(false); });
    connect(m_words, &QLineEdit::returnPressed, this, [this] { find(false); });
    connect(m_previous, &QToolButton::clicked, this, [this] { find(true); });
    connect(m_next, &QToolButton::clicked, this, [this] { find(false); });
    connect(m_close, &QToolButton::clicked, this, &FindBar::close);
    hide();
}

bool FindBar::event(QEvent *event)
{
    // Else the Escape that stops a load would come first.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QFrame::event(event);
}

void FindBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QFrame::keyPressEvent(event);
}

void FindBar::open()
{
    show();
    m_words->setFocus(Qt::ShortcutFocusReason);
    m_words->selectAll();
    if (!m_words->text().isEmpty())
        find(false);
}

void FindBar::close()
{
    hide();
    m_count->clear();
    Q_EMIT findRequested({}, false);
}

void FindBar::find(bool isBackward)
{
    if (m_words->text().isEmpty())
        m_count->clear();
    if (isVisible())
        Q_EMIT findRequested(m_words->text(), isBackward);
}

void FindBar::showMatches(int active, int count)
{
    const bool isEmpty = m_words->text().isEmpty();
    setStyleProperty(m_words, "wrong", !isEmpty && count == 0);
    m_count->setText(isEmpty      ? QString()
                     : count == 0 ? tr("not on this page")
                                  : tr("%1 of %2").arg(locale().toString(active), locale().toString(count)));
}

} // namespace sluice::ui
