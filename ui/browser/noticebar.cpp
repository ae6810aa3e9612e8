// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/noticebar.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QString wordsOf(PageNotice::Offer offer)
{
    switch (offer) {
    case PageNotice::Offer::Nothing:
        return {};
    case PageNotice::Offer::Reload:
        return NoticeBar::tr("Reload");
    case PageNotice::Offer::EndPage:
        return NoticeBar::tr("End the page");
    case PageNotice::Offer::Save:
        return NoticeBar::tr("Save as…");
    case PageNotice::Offer::OpenWindow:
        return NoticeBar::tr("Open it");
    case PageNotice::Offer::SiteLogin:
    case PageNotice::Offer::ProxyLogin:
        return NoticeBar::tr("Log in");
    }
    return {};
}

} // namespace

NoticeBar::NoticeBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QToolButton(this))
    , m_text(new QLabel(this))
    , m_user(new QLineEdit(this))
    , m_password(new QLineEdit(this))
    , m_keep(new QCheckBox(tr("Keep"), this))
    , m_button(new QPushButton(this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"browserNotice"_s);
    setPart(this, "notice");
    m_icon->setFocusPolicy(Qt::NoFocus);
    m_icon->setAttribute(Qt::WA_TransparentForMouseEvents);
    describe(m_icon, u"browserNoticeIcon"_s, tr("Notice"), tr("Notice"));
    m_text->setObjectName(u"browserNoticeText"_s);
    m_text->setTextFormat(Qt::PlainText); // pages write it
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    describe(m_user, u"browserUser"_s, tr("User name"), tr("Who the site knows you as"));
    describe(m_password, u"browserPassword"_s, tr("Password"),
             tr("Known until Sluice is closed, unless it is kept in the keychain"));
    describe(m_keep, u"browserKeepLogin"_s, tr("Keep in the keychain"),
             tr("Keep this login in the system's keychain, for the next time too"));
    m_user->setPlaceholderText(tr("User name"));
    m_password->setPlaceholderText(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    describe(m_button, u"browserNoticeButton"_s, tr("Do what the notice offers"), tr("Do what the notice offers"));
    describe(m_close, u"browserNoticeClose"_s, tr("Dismiss"), tr("Dismiss this notice (Esc)"));
    m_close->setIcon(themedIcon("close"_L1));
    makeLayout();
    connect(m_button, &QPushButton::clicked, this, &NoticeBar::take);
    connect(m_user, &QLineEdit::returnPressed, m_password, qOverload<>(&QWidget::setFocus));
    connect(m_password, &QLineEdit::returnPressed, this, &NoticeBar::take);
    connect(m_close, &QToolButton::clicked, this, &NoticeBar::dismissed);
    setFocusProxy(m_button);
    hide();
}

void NoticeBar::makeLayout()
{
    m_user->setFixedWidth(150);
    m_password->setFixedWidth(150);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_user);
    layout->addWidget(m_password);
    layout->addWidget(m_keep);
    layout->addWidget(m_button);
    layout->addWidget(m_close);
}

bool NoticeBar::isLogin() const
{
    return m_notice.offer == PageNotice::Offer::SiteLogin || m_notice.offer == PageNotice::Offer::ProxyLogin;
}

void NoticeBar::showNotice(const PageNotice &notice)
{
    setVisible(!notice.text.isEmpty());
    if (notice == m_notice)
        return;
    const bool isNewOffer = notice.offer != m_notice.offer || notice.url != m_notice.url;
    m_notice = notice;
    setStyleProperty(this, "tone", toneName(notice.tone));
    m_icon->setIcon(themedIcon(toneIcon(notice.tone)));
    m_text->setText(notice.text);
    const QString words = wordsOf(notice.offer);
    m_button->setText(words);
    m_button->setVisible(!words.isEmpty());
    m_user->setVisible(isLogin());
    m_password->setVisible(isLogin());
    m_keep->setVisible(isLogin() && m_isKeychainUsable);
    m_user->setEnabled(notice.offer == PageNotice::Offer::SiteLogin); // a proxy's stands in its address
    if (!isNewOffer)
        return;
    m_user->setText(notice.name);
    m_password->clear();
    m_keep->setChecked(false);
}

void NoticeBar::setKeychainUsable(bool isUsable)
{
    m_isKeychainUsable = isUsable;
    m_keep->setVisible(isLogin() && isUsable);
}

void NoticeBar::take()
{
    if (isLogin())
        Q_EMIT loginEntered(m_user->text(), m_password->text(), m_keep->isChecked());
    else
        Q_EMIT taken();
}

bool NoticeBar::event(QEvent *event)
{
    // Else the Escape that stops a load would come first.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    }
    return QFrame::event(event);
}

void NoticeBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT dismissed();
    else
        QFrame::keyPressEvent(event);
}

} // namespace sluice::ui
