// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/speedpage.h"

#include "ui/spec/politeness.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

SpeedPage::SpeedPage(QWidget *parent, const core::CrawlSpec &polite)
    : SpecPage(tr("Speed and politeness"), tr("How many requests at once, and how long the pauses are."), parent)
    , m_polite(polite)
    , m_verdict(new Callout(this))
    , m_back(new QPushButton(tr("Back to polite &defaults"), this))
    , m_perHost(new QSpinBox(this))
    , m_concurrency(new QSpinBox(this))
    , m_delay(new QSpinBox(this))
    , m_adaptive(new QCheckBox(tr("Slow down when a host answers &slowly"), this))
    , m_robots(new QCheckBox(tr("Obey &robots.txt"), this))
    , m_token(new QLineEdit(this))
{
    setObjectName(u"speedPage"_s);
    limitTo(m_perHost, u"speed.per_host"_s);
    limitTo(m_concurrency, u"speed.concurrency"_s);
    limitTo(m_delay, u"speed.delay_ms"_s);
    nameWidgets();
    m_delay->setSuffix(tr(" ms"));
    m_delay->setSingleStep(100);
    m_delay->setGroupSeparatorShown(true);
    m_back->setAutoDefault(false);
    m_token->setMaximumWidth(220);
    content()->addWidget(m_verdict);
    addNarrowField(u"speed.per_host"_s, tr("Requests at once to one &host"), m_perHost,
                   tr("%1 is polite; up to %2.").arg(polite.perHost).arg(m_perHost->maximum()));
    addNarrowField(u"speed.concurrency"_s, tr("Requests at once in &all"), m_concurrency,
                   tr("%1 at first; up to %2.").arg(polite.concurrency).arg(m_concurrency->maximum()));
    addNarrowField(u"speed.delay_ms"_s, tr("&Least pause between two requests to a host"), m_delay,
                   tr("A longer delay in robots.txt is kept to."));
    addField(u"speed.adaptive"_s, {}, m_adaptive,
             tr("The pause follows the answers: it grows with their time, and on 429 and 503."));
    addSection(tr("robots.txt"));
    addField(u"speed.robots"_s, {}, m_robots,
             tr("Pages that a site asks crawlers to leave alone are skipped, and listed in Problems."));
    addNarrowField(u"speed.robots_token"_s, tr("&Name looked up there"), m_token,
                   tr("The product token, without version."));
    auto *back = new FormField({}, m_back, {}, this);
    back->addStretch();
    content()->addWidget(back);
    connectWidgets();
}

void SpeedPage::nameWidgets()
{
    m_verdict->setObjectName(u"speedVerdict"_s);
    describe(m_back, u"politeButton"_s, tr("Back to polite defaults"), tr("Take all of this back to the defaults"));
    describe(m_perHost, u"perHostField"_s, tr("Requests at once to one host"),
             tr("%1 to %2; %3 is polite").arg(m_perHost->minimum()).arg(m_perHost->maximum()).arg(m_polite.perHost));
    describe(m_concurrency, u"concurrencyField"_s, tr("Requests at once in all"),
             tr("%1 to %2; %3 at first")
                 .arg(m_concurrency->minimum())
                 .arg(m_concurrency->maximum())
                 .arg(m_polite.concurrency));
    describe(m_delay, u"delayField"_s, tr("Least pause"), tr("Milliseconds between two requests to one host"));
    describe(m_adaptive, u"adaptiveBox"_s, tr("Adaptive delay"), tr("Let the pause follow the host’s answers"));
    describe(m_robots, u"robotsBox"_s, tr("Obey robots.txt"), tr("Skip what robots.txt disallows"));
    describe(m_token, u"robotsTokenField"_s, tr("Name in robots.txt"),
             tr("The product token that rules are looked up for"));
}

void SpeedPage::connectWidgets()
{
    for (QSpinBox *box : {m_perHost, m_concurrency, m_delay}) {
        connect(box, &QSpinBox::valueChanged, this, &SpeedPage::updateVerdict);
        connect(box, &QSpinBox::valueChanged, this, &SpecPage::changed);
    }
    for (QCheckBox *box : {m_adaptive, m_robots}) {
        connect(box, &QCheckBox::toggled, this, &SpeedPage::updateVerdict);
        connect(box, &QCheckBox::toggled, this, &SpecPage::changed);
    }
    connect(m_robots, &QCheckBox::toggled, m_token, &QWidget::setEnabled);
    connect(m_token, &QLineEdit::textChanged, this, &SpecPage::changed);
    connect(m_back, &QPushButton::clicked, this, &SpeedPage::makePolite);
}

void SpeedPage::load(const core::CrawlSpec &spec)
{
    m_perHost->setValue(spec.perHost);
    m_concurrency->setValue(spec.concurrency);
    m_delay->setValue(spec.delayMs);
    m_adaptive->setChecked(spec.isAdaptive);
    m_robots->setChecked(spec.isRobotsObeyed);
    m_token->setEnabled(spec.isRobotsObeyed);
    m_token->setText(spec.robotsToken);
    updateVerdict();
}

void SpeedPage::store(core::CrawlSpec &spec) const
{
    spec.perHost = m_perHost->value();
    spec.concurrency = m_concurrency->value();
    spec.delayMs = m_delay->value();
    spec.isAdaptive = m_adaptive->isChecked();
    spec.isRobotsObeyed = m_robots->isChecked();
    spec.robotsToken = m_token->text().trimmed();
}

void SpeedPage::updateVerdict()
{
    core::CrawlSpec spec;
    store(spec);
    const QStringList warnings = Politeness::speedWarnings(spec, m_polite);
    if (warnings.isEmpty())
        m_verdict->setMessage(Tone::Success, tr("Polite: the hosts hardly notice."));
    else
        m_verdict->setMessage(Tone::Warning, warnings.join(u'\n'));
    m_back->setEnabled(!warnings.isEmpty() || m_delay->value() != m_polite.delayMs);
}

void SpeedPage::makePolite()
{
    core::CrawlSpec spec;
    store(spec);
    Politeness::makePolite(spec, m_polite);
    load(spec);
    Q_EMIT changed();
}

} // namespace sluice::ui
