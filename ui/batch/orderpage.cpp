// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/orderpage.h"

#include "ui/fields/rulechecks.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/plaindoublebox.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// The longest time that can be asked for: a week, in seconds.
constexpr double longestSeconds = 604'800;
constexpr double usualSeconds = 60;
constexpr int mostDepth = 1'000;

QString modeName(core::BatchMode mode)
{
    switch (mode) {
    case core::BatchMode::AsCompleted:
        return OrderPage::tr("As completed");
    case core::BatchMode::Gather:
        return OrderPage::tr("Gather");
    case core::BatchMode::Map:
        return OrderPage::tr("Map");
    case core::BatchMode::Wait:
        return OrderPage::tr("Wait");
    case core::BatchMode::Callback:
        return OrderPage::tr("Callback");
    }
    Q_UNREACHABLE();
}

QString modeSentence(core::BatchMode mode)
{
    switch (mode) {
    case core::BatchMode::AsCompleted:
        return OrderPage::tr("Each result is shown as soon as it is there, the quickest first.");
    case core::BatchMode::Gather:
        return OrderPage::tr("All results are shown together at the end, in the order of the list.");
    case core::BatchMode::Map:
        return OrderPage::tr("Results are shown in the order of the list, each once those before it are there.");
    case core::BatchMode::Wait:
        return OrderPage::tr("Fetches until what is chosen below has happened; what is pending then is cancelled.");
    case core::BatchMode::Callback:
        return OrderPage::tr("Each result is shown as soon as it is there, and what the rule below finds in it is "
                             "fetched as well.");
    }
    Q_UNREACHABLE();
}

} // namespace

OrderPage::OrderPage(QWidget *parent)
    : SpecPage(tr("Order and limits"), tr("In which order results come, and when the batch is over."), parent)
    , m_mode(new QComboBox(this))
    , m_until(new QComboBox(this))
    , m_hasDeadline(new QCheckBox(tr("&Deadline for the whole batch"), this))
    , m_deadline(new PlainDoubleBox(this))
    , m_rule(new QLineEdit(this))
    , m_depth(new QSpinBox(this))
    , m_scope(new QComboBox(this))
    , m_include(new LinesEdit(2, this))
    , m_exclude(new LinesEdit(2, this))
{
    setObjectName(u"orderPage"_s);
    nameWidgets();
    makeOrder();
    makeDeadline();
    makeFollowing();
    connectWidgets();
    updateWidgets();
}

void OrderPage::nameWidgets()
{
    describe(m_mode, u"modeBox"_s, tr("Order of the results"), tr("In which order results come"));
    describe(m_until, u"untilBox"_s, tr("Wait for"), tr("What ends the waiting"));
    describe(m_hasDeadline, u"deadlineBox"_s, tr("Deadline for the whole batch"),
             tr("Cancel what is left when this time is over"));
    describe(m_deadline, u"deadlineField"_s, tr("Deadline"), tr("Seconds from the start; above 0"));
    describe(m_rule, u"followRuleField"_s, tr("Rule to follow"), tr("css: or xpath: rule of links in a result"));
    describe(m_depth, u"followDepthField"_s, tr("Links away"), tr("How far from the list links are followed"));
    describe(m_scope, u"followScopeBox"_s, tr("Where links may lead"), tr("Seen from each address of the list"));
    describe(m_include, u"followIncludeField"_s, tr("Only links that match"), tr("Regular expressions, one a line"));
    describe(m_exclude, u"followExcludeField"_s, tr("No links that match"), tr("Regular expressions, one a line"));
}

void OrderPage::makeOrder()
{
    for (const core::BatchMode mode : {core::BatchMode::AsCompleted, core::BatchMode::Gather, core::BatchMode::Map,
                                       core::BatchMode::Wait, core::BatchMode::Callback})
        m_mode->addItem(modeName(mode), int(mode));
    m_until->addItem(tr("All requests are over"), int(core::BatchUntil::All));
    m_until->addItem(tr("The first request is over"), int(core::BatchUntil::First));
    m_until->addItem(tr("The first request has failed"), int(core::BatchUntil::FirstFailed));
    m_modeField = addField(u"batch.mode"_s, tr("&Order of the results"), m_mode, modeSentence(mode()));
    m_untilField = addField(u"batch.until"_s, tr("Wait &until"), m_until,
                            tr("A request is over when it is done or has failed for good."));
}

void OrderPage::makeDeadline()
{
    m_deadline->setDecimals(3);
    m_deadline->setRange(0, longestSeconds);
    m_deadline->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_deadline->setSuffix(tr(" s"));
    m_deadline->setValue(usualSeconds);
    m_deadline->setEnabled(false);
    content()->addWidget(m_hasDeadline);
    addNarrowField(u"batch.timeout"_s, tr("&Time"), m_deadline,
                   tr("What is not over by then is cancelled. The time of a single request is among Requests."));
}

void OrderPage::makeFollowing()
{
    m_depth->setRange(1, mostDepth);
    m_rule->setPlaceholderText(u"css:a.next@href"_s);
    m_scope->addItem(tr("Anywhere"), int(core::ScopeKind::Any));
    m_scope->addItem(tr("To the same domain"), int(core::ScopeKind::Domain));
    m_scope->addItem(tr("To the same host"), int(core::ScopeKind::Host));
    m_scope->addItem(tr("Into the same folder"), int(core::ScopeKind::Folder));
    m_followParts = {
        addField(u"batch.follow"_s, tr("&Rule of links to follow"), m_rule,
                 tr("A css: or xpath: rule; every match in a result is fetched as well.")),
        addNarrowField(u"batch.follow_depth"_s, tr("&Links away from the list"), m_depth),
        addField(u"scope.kind"_s, tr("Lin&ks may lead"), m_scope),
        addField(u"scope.include"_s, tr("Onl&y links that match"), m_include,
                 tr("Regular expressions, one a line; empty: all.")),
        addField(u"scope.exclude"_s, tr("&No links that match"), m_exclude, tr("Regular expressions, one a line."))};
}

void OrderPage::connectWidgets()
{
    for (const QComboBox *box : {m_mode, m_until, m_scope})
        connect(box, &QComboBox::currentIndexChanged, this, &SpecPage::changed);
    connect(m_mode, &QComboBox::currentIndexChanged, this, &OrderPage::updateWidgets);
    connect(m_hasDeadline, &QCheckBox::toggled, m_deadline, &QWidget::setEnabled);
    connect(m_hasDeadline, &QCheckBox::toggled, this, &SpecPage::changed);
    connect(m_deadline, &QDoubleSpinBox::valueChanged, this, &SpecPage::changed);
    connect(m_depth, &QSpinBox::valueChanged, this, &SpecPage::changed);
    connect(m_rule, &QLineEdit::textChanged, this, &SpecPage::changed);
    for (const LinesEdit *lines : {m_include, m_exclude})
        connect(lines, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
    connect(m_rule, &QLineEdit::textEdited, this, [this](const QString &rule) {
        if (auto *field = qobject_cast<FormField *>(m_rule->parentWidget()))
            field->setError(nodeRuleProblem(rule.trimmed())); // at once, the rest when typing pauses
    });
}

void OrderPage::updateWidgets()
{
    m_modeField->setHint(modeSentence(mode()));
    m_untilField->setVisible(mode() == core::BatchMode::Wait);
    for (QWidget *part : std::as_const(m_followParts))
        part->setVisible(mode() == core::BatchMode::Callback);
}

core::BatchMode OrderPage::mode() const
{
    return core::BatchMode(m_mode->currentData().toInt());
}

void OrderPage::load(const core::CrawlSpec &spec)
{
    m_scope->setCurrentIndex(m_scope->findData(int(spec.scope)));
    m_include->setLines(spec.include);
    m_exclude->setLines(spec.exclude);
}

void OrderPage::store(core::CrawlSpec &spec) const
{
    spec.scope = core::ScopeKind(m_scope->currentData().toInt());
    spec.include = m_include->lines();
    spec.exclude = m_exclude->lines();
}

void OrderPage::loadOrder(const core::BatchSpec &spec)
{
    m_mode->setCurrentIndex(m_mode->findData(int(spec.mode)));
    m_until->setCurrentIndex(m_until->findData(int(spec.until)));
    m_hasDeadline->setChecked(spec.timeoutMs.has_value());
    m_deadline->setValue(spec.timeoutMs ? double(*spec.timeoutMs) / 1'000 : usualSeconds);
    m_rule->setText(spec.followRule);
    m_depth->setValue(qMax(1, spec.followDepth));
    updateWidgets();
}

void OrderPage::storeOrder(core::BatchSpec &spec) const
{
    // What is not shown in a mode does not count in it.
    const bool isFollowing = mode() == core::BatchMode::Callback;
    spec.mode = mode();
    spec.until =
        mode() == core::BatchMode::Wait ? core::BatchUntil(m_until->currentData().toInt()) : core::BatchUntil::All;
    spec.timeoutMs.reset();
    if (m_hasDeadline->isChecked())
        spec.timeoutMs = std::llround(m_deadline->value() * 1'000);
    spec.followRule = isFollowing ? m_rule->text().trimmed() : QString();
    spec.followDepth = spec.followRule.isEmpty() ? 0 : m_depth->value();
}

} // namespace sluice::ui
