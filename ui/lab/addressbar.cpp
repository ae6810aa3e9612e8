// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/addressbar.h"

#include "ui/lab/labpage.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int tickMs = 1'000;

/// "HTTP 200 · 12.3 kB in 0.42 s", with where redirects led.
QString factsOf(const LabPage &page)
{
    const QLocale locale;
    QStringList facts = {
        AddressBar::tr("HTTP %1").arg(page.status),
        AddressBar::tr("%1 in %2 s")
            .arg(locale.formattedDataSize(page.source.size()), locale.toString(double(page.fetchMs) / 1e3, 'f', 2))};
    if (page.url.toString() != page.address)
        facts.append(AddressBar::tr("redirected to %1").arg(page.url.toString()));
    return facts.join(u" · "_s);
}

} // namespace

AddressBar::AddressBar(QWidget *parent)
    : QFrame(parent)
    , m_address(new QLineEdit(this))
    , m_fetch(new QToolButton(this))
    , m_reload(new QToolButton(this))
    , m_cancel(new QToolButton(this))
    , m_progress(new QProgressBar(this))
    , m_state(new ElidedLabel({}, this))
{
    setPart(this, "bar");
    nameWidgets();
    makeLayout();
    connectWidgets();
    updateButtons();
}

void AddressBar::nameWidgets()
{
    describe(
        m_address, u"labAddress"_s, tr("Address of a page"),
        tr("Type an address and press Enter (Ctrl+L). The selected crawl's user agent, headers, proxy and regard for "
           "robots.txt hold; without a crawl it is Sluice's own name, and robots.txt is obeyed."));
    describe(m_fetch, u"labFetch"_s, tr("Fetch"), tr("Fetch the page of this address (Enter)"));
    describe(m_reload, u"labReload"_s, tr("Fetch again"), tr("Fetch the page that is shown once more (F5)"));
    describe(m_cancel, u"labFetchCancel"_s, tr("Cancel the fetch"), tr("Fetch no further (Esc)"));
    m_address->setPlaceholderText(tr("Address of a page to fetch: https://…"));
    m_address->setClearButtonEnabled(true);
    m_fetch->setIcon(themedIcon("load"_L1));
    m_fetch->setText(tr("Fetch"));
    m_reload->setIcon(themedIcon("refresh"_L1));
    m_reload->setText(tr("Fetch again"));
    m_cancel->setIcon(themedIcon("cancel"_L1));
    m_cancel->setText(tr("Cancel"));
    for (QToolButton *button : {m_fetch, m_reload, m_cancel}) {
        button->setIconSize({22, 16});
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::StrongFocus);
    }
    m_progress->setObjectName(u"labFetchProgress"_s);
    m_progress->setAccessibleName(tr("The page is being fetched"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(90);
    m_state->setObjectName(u"labFetchState"_s);
    m_state->setElideMode(Qt::ElideRight);
}

void AddressBar::makeLayout()
{
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_address, 1);
    line->addWidget(m_progress);
    line->addWidget(m_fetch);
    line->addWidget(m_reload);
    line->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(6);
    layout->addLayout(line);
    layout->addWidget(m_state);
    m_state->hide();
}

void AddressBar::connectWidgets()
{
    connect(m_address, &QLineEdit::returnPressed, this, &AddressBar::submit);
    connect(m_address, &QLineEdit::textChanged, this, &AddressBar::updateButtons);
    connect(m_fetch, &QToolButton::clicked, this, &AddressBar::submit);
    connect(m_reload, &QToolButton::clicked, this, &AddressBar::reload);
    connect(m_cancel, &QToolButton::clicked, this, &AddressBar::cancelRequested);
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &AddressBar::tellProgress);
    const auto shortcut = [this](const QKeySequence &keys, QWidget *place, auto slot) {
        auto *made = new QShortcut(keys, place);
        made->setContext(Qt::WidgetWithChildrenShortcut);
        connect(made, &QShortcut::activated, this, slot);
    };
    QWidget *screen = parentWidget() ? parentWidget() : this;
    shortcut(QKeySequence(Qt::CTRL | Qt::Key_L), screen, &AddressBar::focusAddress);
    shortcut(QKeySequence(Qt::Key_F5), screen, &AddressBar::reload);
    shortcut(QKeySequence(Qt::Key_Escape), this, &AddressBar::cancelRequested);
}

void AddressBar::focusAddress()
{
    m_address->setFocus(Qt::ShortcutFocusReason);
    m_address->selectAll();
}

void AddressBar::setPage(const LabPage *page)
{
    m_shown = page ? page->address : QString();
    m_address->setText(m_shown);
    m_address->setCursorPosition(0);
    const bool isFetched = page && page->fetchMs >= 0;
    m_isOdd = isFetched && (page->status < 200 || page->status > 299);
    m_facts = isFetched ? factsOf(*page) : QString();
    if (m_isOdd)
        m_facts += u" · "_s + tr("this is the page that came with it");
    tellPage();
    updateButtons();
}

void AddressBar::tellPage()
{
    tell(m_isOdd ? "warning" : "hint", m_facts);
}

void AddressBar::showStarted(const QString &address)
{
    m_fetched = address;
    m_since.start();
    m_tick.start();
    tellProgress();
    updateButtons();
}

void AddressBar::showEnded(const QString &problem)
{
    m_fetched.clear();
    m_tick.stop();
    if (problem.isEmpty())
        tellPage();
    else
        tell("error", problem);
    updateButtons();
}

void AddressBar::submit()
{
    if (!m_address->text().trimmed().isEmpty())
        Q_EMIT fetchRequested(m_address->text());
}

void AddressBar::reload()
{
    if (!m_shown.isEmpty())
        Q_EMIT fetchRequested(m_shown);
}

void AddressBar::tell(const char *part, const QString &text)
{
    setStyleProperty(m_state, "part", QString::fromLatin1(part));
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
    m_address->setAccessibleDescription(text);
    setStyleProperty(m_address, "wrong", qstrcmp(part, "error") == 0 && !text.isEmpty());
}

void AddressBar::tellProgress()
{
    tell("hint", tr("%1 s · asking %2 …").arg(QLocale().toString(m_since.elapsed() / 1'000), m_fetched));
}

void AddressBar::updateButtons()
{
    const bool isFetching = !m_fetched.isEmpty();
    const QString typed = m_address->text().trimmed();
    const bool isShown = !m_shown.isEmpty() && typed == m_shown;
    m_progress->setVisible(isFetching);
    m_cancel->setVisible(isFetching);
    m_fetch->setVisible(!isFetching && !isShown);
    m_fetch->setEnabled(!typed.isEmpty());
    m_reload->setVisible(!isFetching && isShown);
}

} // namespace sluice::ui
