// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/addproxiesdialog.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "ui/proxies/proxytexts.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int readAfterMs = 250;

} // namespace

AddProxiesDialog::AddProxiesDialog(QWidget *parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit(this))
    , m_type(new QComboBox(this))
{
    setObjectName(u"addProxiesDialog"_s);
    setWindowTitle(tr("Add proxies"));
    resize(620, 480);
    m_footer = frameDialog(this, makeForm(),
                           {u"addProxiesAccept"_s, tr("&Add"), tr("Add what was read to the project's proxies")});
    m_footer.words->setObjectName(u"addProxiesSummary"_s);
    m_pause.setSingleShot(true);
    m_pause.setInterval(readAfterMs);
    connect(&m_pause, &QTimer::timeout, this, &AddProxiesDialog::read);
    connect(m_text, &QPlainTextEdit::textChanged, this, &AddProxiesDialog::readSoon);
    connect(m_type, &QComboBox::currentIndexChanged, this, &AddProxiesDialog::readSoon);
    connect(this, &QDialog::accepted, this, &AddProxiesDialog::tell);
    show(core::ProxyListing());
}

QWidget *AddProxiesDialog::makeForm()
{
    describe(m_text, u"addProxiesText"_s, tr("Proxies"), tr("Any text that names proxies"));
    m_text->setTabChangesFocus(true);
    m_text->setPlaceholderText(u"203.0.113.7:8080\nsocks5://user:password@proxy.example:1080\n[2001:db8::1]:3128"_s);
    describe(m_type, u"addProxiesType"_s, tr("Type of proxies that name none"), tr("Type of proxies that name none"));
    for (const core::ProxyType type : {core::ProxyType::Http, core::ProxyType::Https, core::ProxyType::Socks5})
        m_type->addItem(ProxyTexts::type(type), int(type));
    auto *form = new QWidget(this);
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    auto *text =
        new FormField(tr("&Proxies"), m_text,
                      tr("One a line, a table copied from a web page, CSV or JSON. Passwords are kept with the "
                         "secrets, not in the project."),
                      form);
    auto *type = new FormField(tr("Proxies without a scheme are of &type"), m_type, {}, form);
    type->addStretch();
    layout->addWidget(text, 1);
    layout->addWidget(type);
    return form;
}

void AddProxiesDialog::setText(const QString &text)
{
    m_text->setPlainText(text);
}

core::ProxyType AddProxiesDialog::fallback() const
{
    return core::ProxyType(m_type->currentData().toInt());
}

void AddProxiesDialog::readSoon()
{
    m_footer.accept->setEnabled(false);
    m_pause.start();
}

void AddProxiesDialog::read()
{
    const quint64 reading = ++m_readings;
    const auto listed = core::inBackground([text = m_text->toPlainText().toUtf8(), type = fallback()] {
        return core::readProxyList(text, "text/plain"_ba, type);
    });
    core::whenDone(listed, this, [this, reading](const core::ProxyListing &listing) {
        if (reading == m_readings)
            show(listing);
    });
}

void AddProxiesDialog::show(const core::ProxyListing &listing)
{
    const int count = int(listing.proxies.size());
    m_footer.accept->setEnabled(count > 0);
    if (count == 0 && listing.refusedCount == 0)
        return m_footer.words->setText(tr("Nothing is asked over the network until the proxies are checked."));
    QString words = tr("%Ln proxy(s) read", nullptr, count);
    if (listing.refusedCount > 0) {
        words += u" · "_s + tr("%Ln line(s) refused", nullptr, listing.refusedCount);
        const core::RefusedProxy &first = listing.refused.constFirst();
        words += u'\n' + tr("Line %1: %2").arg(first.line).arg(first.reason);
    }
    m_footer.words->setText(words);
}

void AddProxiesDialog::tell()
{
    Q_EMIT entered(m_text->toPlainText().toUtf8(), fallback());
}

} // namespace sluice::ui
