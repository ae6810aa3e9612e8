// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/checksettingsdialog.h"

#include "core/url/weburl.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// What is wrong with an address; empty if nothing is.
QString problemOf(const QString &address)
{
    const auto url = core::WebUrl::parse(address.toUtf8());
    return url ? QString() : address + u": "_s + url.error().detail;
}

} // namespace

CheckSettingsDialog::CheckSettingsDialog(const core::CheckSettings &settings, bool isScheduled, QWidget *parent)
    : QDialog(parent)
    , m_given(settings)
    , m_testUrl(new QLineEdit(settings.testUrl, this))
    , m_judges(new LinesEdit(3, this))
    , m_concurrency(new QSpinBox(this))
    , m_timeout(new QSpinBox(this))
    , m_schedule(new QCheckBox(tr("Check and read again &by itself"), this))
{
    setObjectName(u"checkSettingsDialog"_s);
    setWindowTitle(tr("How proxies are checked"));
    resize(560, 480);
    m_schedule->setChecked(isScheduled);
    m_footer = frameDialog(this, makeForm(),
                           {u"checkSettingsAccept"_s, tr("&Use"), tr("Check with these settings from now on")});
    m_judges->setLines(settings.judges);
    m_concurrency->setRange(1, 200);
    m_concurrency->setValue(settings.concurrency);
    m_timeout->setRange(1, 120);
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setValue(settings.timeoutMs / 1'000);
    connect(m_testUrl, &QLineEdit::textChanged, this, &CheckSettingsDialog::validate);
    connect(m_judges, &QPlainTextEdit::textChanged, this, &CheckSettingsDialog::validate);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT entered(this->settings(), m_schedule->isChecked()); });
    validate();
}

QWidget *CheckSettingsDialog::makeForm()
{
    describe(m_testUrl, u"checkTestUrl"_s, tr("Test address"), tr("Address that every proxy is asked for"));
    describe(m_judges, u"checkJudges"_s, tr("Judges"), tr("Addresses of judges, one a line"));
    describe(m_concurrency, u"checkConcurrency"_s, tr("At the same time"), tr("Proxies checked at the same time"));
    describe(m_timeout, u"checkTimeout"_s, tr("Time for an answer"), tr("Seconds until a proxy counts as dead"));
    describe(m_schedule, u"checkSchedule"_s, tr("Check and read again by itself"),
             tr("Living proxies every 15 minutes, dead ones after 5 minutes to an hour, sources as they say"));
    m_testUrl->setPlaceholderText(tr("the first judge"));
    auto *form = new QWidget(this);
    m_testUrlField = new FormField(tr("&Test address"), m_testUrl,
                                   tr("A proxy is alive if status 200 comes from here through it."), form);
    m_judgesField = new FormField(
        tr("&Judges"), m_judges,
        tr("They tell what a server sees: the exit address and whether yours shows through. Host one with “sluice-cli "
           "proxies judge”. Proxies on this machine are judged without."),
        form);
    auto *concurrency = new FormField(tr("&At the same time"), m_concurrency, {}, form);
    auto *timeout = new FormField(tr("T&ime for an answer"), m_timeout, {}, form);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(concurrency);
    row->addWidget(timeout);
    row->addStretch(1);
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(m_testUrlField);
    layout->addWidget(m_judgesField);
    layout->addLayout(row);
    layout->addWidget(m_schedule);
    layout->addStretch(1);
    return form;
}

core::CheckSettings CheckSettingsDialog::settings() const
{
    core::CheckSettings settings = m_given;
    settings.testUrl = m_testUrl->text().trimmed();
    settings.judges = m_judges->lines();
    settings.concurrency = m_concurrency->value();
    settings.timeoutMs = m_timeout->value() * 1'000;
    return settings;
}

void CheckSettingsDialog::validate()
{
    const core::CheckSettings now = settings();
    const QString test = now.testUrl.isEmpty() ? QString() : problemOf(now.testUrl);
    QString judges;
    for (const QString &judge : now.judges) {
        if (judges.isEmpty())
            judges = problemOf(judge);
    }
    m_testUrlField->setError(test);
    m_judgesField->setError(judges);
    const bool isAnything = !now.testUrl.isEmpty() || !now.judges.isEmpty();
    m_footer.accept->setEnabled(test.isEmpty() && judges.isEmpty());
    m_footer.words->setText(isAnything ? QString()
                                       : tr("Without either, only proxies on this machine can be checked."));
}

} // namespace sluice::ui
