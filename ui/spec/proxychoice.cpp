// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/proxychoice.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/plaindoublebox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::ProxyPolicy;
using core::ProxyStickTo;

namespace {

/// A policy, and with Sticky to what, in one number.
int choiceOf(ProxyPolicy policy, ProxyStickTo stickTo)
{
    return policy == ProxyPolicy::Sticky ? int(policy) + int(stickTo) : int(policy);
}

ProxyStickTo stickToOf(int choice)
{
    return ProxyStickTo(std::max(0, choice - int(ProxyPolicy::Sticky)));
}

} // namespace

ProxyChoice::ProxyChoice(QWidget *parent)
    : QObject(parent)
    , m_way(new QComboBox(parent))
    , m_proxy(new QLineEdit(parent))
    , m_policy(new QComboBox(parent))
    , m_conditions(new LinesEdit(3, parent))
    , m_attempts(new QSpinBox(parent))
    , m_wait(new PlainDoubleBox(parent))
    , m_mayBeDirect(new QCheckBox(tr("&Ask directly where no proxy is alive"), parent))
    , m_warning(new Callout(parent))
{
    m_proxy->setPlaceholderText(tr("http://host:port"));
    m_wait->setSuffix(tr(" s"));
    m_wait->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    fillChoices();
    nameWidgets();
    connectWidgets();
}

void ProxyChoice::fillChoices()
{
    m_way->addItem(tr("Directly"), int(Way::Direct));
    m_way->addItem(tr("Through one proxy"), int(Way::One));
    m_way->addItem(tr("Through the living proxies of the project"), int(Way::Pool));
    const auto add = [this](const QString &text, ProxyPolicy policy, ProxyStickTo stickTo = ProxyStickTo::Host) {
        m_policy->addItem(text, choiceOf(policy, stickTo));
    };
    add(tr("One after the other"), ProxyPolicy::RoundRobin);
    add(tr("The least used one"), ProxyPolicy::LeastUsed);
    add(tr("The fastest one"), ProxyPolicy::Fastest);
    add(tr("Any one, at random"), ProxyPolicy::Random);
    add(tr("The first one"), ProxyPolicy::First);
    add(tr("One for each host, which stays with it"), ProxyPolicy::Sticky, ProxyStickTo::Host);
    add(tr("One for the whole crawl"), ProxyPolicy::Sticky, ProxyStickTo::Crawl);
}

void ProxyChoice::nameWidgets()
{
    describe(m_way, u"proxyWayField"_s, tr("The way of the requests"), tr("Directly, or through proxies"));
    describe(m_proxy, u"proxyField"_s, tr("Proxy"), tr("HTTP or SOCKS5 proxy that all requests go through"));
    describe(m_policy, u"proxyPolicyField"_s, tr("Which proxy"),
             tr("Which of the living proxies a request goes through"));
    describe(m_conditions, u"proxyConditionsField"_s, tr("Conditions on the proxies"),
             tr("One a line; a proxy must fulfil all of them"));
    describe(m_attempts, u"proxyAttemptsField"_s, tr("Proxies for one request"),
             tr("How many are tried at most where proxies fail or are shut out"));
    describe(m_wait, u"proxyWaitField"_s, tr("Wait for a living proxy"),
             tr("Seconds until the crawl is left as interrupted"));
    describe(m_mayBeDirect, u"proxyDirectBox"_s, tr("Ask directly where no proxy is alive"),
             tr("Then the site sees the address of this machine"));
    m_warning->setObjectName(u"proxyWarning"_s);
}

void ProxyChoice::connectWidgets()
{
    connect(m_way, &QComboBox::currentIndexChanged, this, &ProxyChoice::updateWidgets);
    connect(m_way, &QComboBox::currentIndexChanged, this, &ProxyChoice::wayChanged);
    connect(m_mayBeDirect, &QCheckBox::toggled, this, &ProxyChoice::updateWidgets);
    connect(m_way, &QComboBox::currentIndexChanged, this, &ProxyChoice::changed);
    connect(m_policy, &QComboBox::currentIndexChanged, this, &ProxyChoice::changed);
    connect(m_proxy, &QLineEdit::textChanged, this, &ProxyChoice::takeAddress);
    connect(m_proxy, &QLineEdit::textChanged, this, &ProxyChoice::changed);
    connect(m_conditions, &QPlainTextEdit::textChanged, this, &ProxyChoice::changed);
    connect(m_attempts, &QSpinBox::valueChanged, this, &ProxyChoice::changed);
    connect(m_wait, &QDoubleSpinBox::valueChanged, this, &ProxyChoice::changed);
    connect(m_mayBeDirect, &QCheckBox::toggled, this, &ProxyChoice::changed);
}

/// Who names a proxy wants it to be used.
void ProxyChoice::takeAddress(const QString &address)
{
    if (way() == Way::Direct && !address.isEmpty())
        m_way->setCurrentIndex(m_way->findData(int(Way::One)));
}

ProxyChoice::Way ProxyChoice::way() const
{
    return Way(m_way->currentData().toInt());
}

void ProxyChoice::load(const core::CrawlSpec &spec)
{
    const Way way = spec.usesPool() ? Way::Pool : spec.proxy.isEmpty() ? Way::Direct : Way::One;
    m_way->setCurrentIndex(m_way->findData(int(way)));
    m_proxy->setText(way == Way::One ? spec.proxy : QString());
    m_policy->setCurrentIndex(m_policy->findData(choiceOf(spec.poolPolicy, spec.poolStickTo)));
    m_conditions->setLines(spec.poolConditions);
    m_attempts->setValue(spec.poolAttempts);
    m_wait->setValue(spec.poolWaitMs / 1'000.0);
    m_mayBeDirect->setChecked(!spec.isProxyRequired);
    updateWidgets();
}

void ProxyChoice::store(core::CrawlSpec &spec) const
{
    switch (way()) {
    case Way::Direct:
        spec.proxy.clear();
        break;
    case Way::One:
        spec.proxy = m_proxy->text().trimmed();
        if (spec.proxy.isEmpty())
            spec.proxy = u"http://"_s; // who asked for a proxy must not go directly for want of its name
        break;
    case Way::Pool:
        spec.proxy = u"pool"_s;
        break;
    }
    const int choice = m_policy->currentData().toInt();
    spec.poolPolicy = ProxyPolicy(std::min(choice, int(ProxyPolicy::Sticky)));
    spec.poolStickTo = stickToOf(choice);
    spec.poolConditions = m_conditions->lines();
    spec.poolAttempts = m_attempts->value();
    spec.poolWaitMs = int(std::lround(m_wait->value() * 1'000));
    spec.isProxyRequired = !m_mayBeDirect->isChecked();
}

void ProxyChoice::updateWidgets()
{
    const bool isWarned = way() == Way::Pool && m_mayBeDirect->isChecked();
    m_warning->setMessage(Tone::Warning, isWarned ? tr("Where no proxy is alive, the site and whoever looks up its "
                                                       "name see the address of this machine.")
                                                  : QString());
}

} // namespace sluice::ui
