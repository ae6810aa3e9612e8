// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/rulespane.h"

#include "ui/fields/fieldseditor.h"
#include "ui/fields/rulechecks.h"
#include "ui/lab/scriptpane.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int mostSampled = 500;
constexpr int sampledAtFirst = 20;

/// "12 / 20" where the rule can run.
QString countText(qint64 matches, qint64 rows, const QLocale &locale)
{
    return matches < 0 ? QString() : u"%1 / %2"_s.arg(locale.toString(matches), locale.toString(rows));
}

/// A name that no other column has.
QString freeName(const QString &wanted, const QList<core::FieldSpec> &fields)
{
    const auto isTaken = [&fields](const QString &name) {
        return std::ranges::any_of(fields, [&name](const core::FieldSpec &field) { return field.name == name; });
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = wanted + u'_' + QString::number(number);
    return name;
}

} // namespace

RulesPane::RulesPane(QWidget *parent)
    : QWidget(parent)
    , m_row(new QLineEdit(this))
    , m_fields(new FieldsEditor(u"labFields"_s, tr("Columns"), this))
    , m_next(new QLineEdit(this))
    , m_script(new ScriptPane(this))
    , m_tabs(new QTabWidget(this))
    , m_sample(new QSpinBox(this))
    , m_text(new QLabel(this))
{
    nameWidgets();
    m_rowField = new FormField(tr("&Row selector"), m_row, {}, this);
    m_nextField = new FormField(tr("Next-&page selector"), m_next, {}, this);
    m_fields->setColumnShown(FieldsModel::Required, false);
    m_fields->setColumnShown(FieldsModel::List, false);
    m_fields->setColumnShown(FieldsModel::Joiner, false);
    m_fields->setColumnShown(FieldsModel::Default, false);
    m_fields->setColumnShown(FieldsModel::Here, true);
    m_fields->setColumnShown(FieldsModel::Everywhere, true);
    makeLayout();
    for (const QLineEdit *line : {m_row, m_next}) {
        connect(line, &QLineEdit::textChanged, this, &RulesPane::checkRules);
        connect(line, &QLineEdit::textChanged, this, &RulesPane::changed);
    }
    connect(m_fields, &FieldsEditor::changed, this, &RulesPane::changed);
    connect(m_fields, &FieldsEditor::currentChanged, this, &RulesPane::changed);
    connect(m_script, &ScriptPane::changed, this, &RulesPane::changed);
    connect(m_script, &ScriptPane::comparisonRequested, this, [this] { Q_EMIT comparisonRequested(rules()); });
    connect(m_tabs, &QTabWidget::currentChanged, this, &RulesPane::changed);
    connect(m_sample, &QSpinBox::valueChanged, this, &RulesPane::sampleSizeChanged);
    updateText();
}

void RulesPane::nameWidgets()
{
    setPart(this, "page");
    setAttribute(Qt::WA_StyledBackground);
    describe(m_row, u"labRow"_s, tr("Row selector"), tr("css: or xpath: rule; every match is a row"));
    describe(m_next, u"labNext"_s, tr("Next-page selector"), tr("css: or xpath: rule of the link to the next page"));
    describe(m_tabs, u"labRuleTabs"_s, tr("Columns or script"), QString());
    describe(m_tabs->tabBar(), u"labRuleBar"_s, tr("Columns or script"),
             tr("Rules for columns, or a parser of your own"));
    describe(m_sample, u"labSample"_s, tr("Stored pages to count on"),
             tr("Matches are counted on so many stored pages of the crawl"));
    m_row->setPlaceholderText(tr("the page is one row"));
    m_next->setPlaceholderText(tr("none"));
    m_sample->setRange(0, mostSampled);
    m_sample->setValue(sampledAtFirst);
    m_sample->setSuffix(tr(" stored pages"));
    m_sample->setKeyboardTracking(false);
    m_text->setObjectName(u"labCounts"_s);
    m_text->setTextFormat(Qt::PlainText);
    setPart(m_text, "hint");
}

QWidget *RulesPane::makeColumnsTab()
{
    auto *tab = new QWidget(this);
    auto *rules = new QHBoxLayout;
    rules->setSpacing(12);
    rules->addWidget(m_rowField, 3, Qt::AlignTop);
    rules->addWidget(m_nextField, 2, Qt::AlignTop);
    auto *layout = new QVBoxLayout(tab);
    layout->setContentsMargins(12, 8, 8, 0);
    layout->setSpacing(8);
    layout->addLayout(rules);
    layout->addWidget(m_fields, 1);
    return tab;
}

void RulesPane::makeLayout()
{
    m_tabs->addTab(makeColumnsTab(), themedIcon("columns"_L1), tr("Columns"));
    m_tabs->addTab(m_script, themedIcon("source"_L1), tr("Script"));
    m_tabs->setIconSize({18, 18});
    auto *counts = new QHBoxLayout;
    counts->setContentsMargins(12, 0, 8, 8);
    counts->setSpacing(8);
    counts->addWidget(m_text, 1);
    counts->addWidget(m_sample);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_tabs, 1);
    layout->addLayout(counts);
}

bool RulesPane::isScripted() const
{
    return m_tabs->currentWidget() == m_script;
}

void RulesPane::setRules(const core::CrawlSpec &spec)
{
    m_spec = spec;
    m_row->setText(spec.rowRule);
    m_next->setText(spec.nextRule);
    m_fields->setFields(spec.fields);
    m_script->setParser(spec.script, spec.plugin);
    m_tabs->setCurrentIndex(spec.hasOwnParser() ? 1 : 0);
    updateText();
}

void RulesPane::setBase(const core::CrawlSpec &spec)
{
    const bool isTouched = !(rules() == m_spec);
    if (isTouched)
        m_spec = spec;
    else
        setRules(spec);
    Q_EMIT changed();
}

core::CrawlSpec RulesPane::rules() const
{
    core::CrawlSpec spec = m_spec;
    spec.rowRule = m_row->text().trimmed();
    spec.nextRule = m_next->text().trimmed();
    spec.fields = m_fields->fields();
    spec.script = m_script->script();
    spec.plugin = m_script->plugin();
    // A crawl has one or the other; here both may be kept, and the one that is seen counts.
    if (isScripted() && spec.hasOwnParser()) {
        spec.fields.clear();
        spec.rowRule.clear();
    } else {
        spec.script = spec.plugin = QString();
    }
    return spec;
}

int RulesPane::selectedField() const
{
    return m_fields->currentField();
}

void RulesPane::addColumn(const QString &rule, const QString &name)
{
    core::FieldSpec field;
    field.name = freeName(name, m_fields->fields());
    field.rule = rule;
    m_fields->add(field);
}

void RulesPane::setRow(const QString &rule)
{
    m_row->setText(rule);
}

void RulesPane::focusRules()
{
    m_row->setFocus(Qt::ShortcutFocusReason);
    m_row->selectAll();
}

void RulesPane::checkRules()
{
    m_rowField->setError(nodeRuleProblem(m_row->text().trimmed()));
    m_nextField->setError(nodeRuleProblem(m_next->text().trimmed()));
}

void RulesPane::showResult(const LabResult &result)
{
    m_result = result;
    updateText();
}

void RulesPane::showComparison(const SpeedComparison &comparison)
{
    m_script->showComparison(comparison);
}

void RulesPane::showCounts(const SampleCounts &counts)
{
    m_counts = counts;
    updateText();
}

void RulesPane::updateText()
{
    QStringList here;
    QStringList everywhere;
    for (const int matches : std::as_const(m_result.matches))
        here.append(countText(matches, m_result.rows.size(), locale()));
    for (const qint64 matches : std::as_const(m_counts.matches))
        everywhere.append(m_counts.pages > 0 ? countText(matches, m_counts.rows, locale()) : QString());
    m_fields->model().setCounts(here, everywhere);
    const bool isBare = m_result.columns.isEmpty(); // a row rule without columns finds rows all the same
    const qsizetype rows = isBare ? m_result.rowNodes.size() : m_result.rows.size();
    QStringList parts = {tr("%Ln row(s) here", nullptr, int(rows))};
    if (!m_next->text().trimmed().isEmpty())
        parts.append(tr("%Ln next page(s)", nullptr, int(m_result.nextPages)));
    if (m_counts.pages > 0 && !isBare)
        parts.append(
            tr("%1 rows in %Ln stored page(s)", nullptr, m_counts.pages).arg(locale().toString(m_counts.rows)));
    m_text->setText(parts.join(u" · "_s));
}

} // namespace sluice::ui
