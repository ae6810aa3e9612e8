// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/rulespane.h"

#include "ui/fields/fieldseditor.h"
#include "ui/fields/rulechecks.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
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
    connect(m_sample, &QSpinBox::valueChanged, this, &RulesPane::sampleSizeChanged);
    updateText();
}

void RulesPane::nameWidgets()
{
    setPart(this, "page");
    setAttribute(Qt::WA_StyledBackground);
    describe(m_row, u"labRow"_s, tr("Row selector"), tr("css: or xpath: rule; every match is a row"));
    describe(m_next, u"labNext"_s, tr("Next-page selector"), tr("css: or xpath: rule of the link to the next page"));
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

void RulesPane::makeLayout()
{
    auto *rules = new QHBoxLayout;
    rules->setSpacing(12);
    rules->addWidget(m_rowField, 3, Qt::AlignTop);
    rules->addWidget(m_nextField, 2, Qt::AlignTop);
    auto *counts = new QHBoxLayout;
    counts->setSpacing(8);
    counts->addWidget(m_text, 1);
    counts->addWidget(m_sample);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 8, 8);
    layout->setSpacing(8);
    layout->addLayout(rules);
    layout->addWidget(m_fields, 1);
    layout->addLayout(counts);
}

void RulesPane::setRules(const core::CrawlSpec &spec)
{
    m_spec = spec;
    m_row->setText(spec.rowRule);
    m_next->setText(spec.nextRule);
    m_fields->setFields(spec.fields);
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
    QStringList parts = {tr("%Ln row(s) here", nullptr, int(m_result.rows.size()))};
    if (!m_next->text().trimmed().isEmpty())
        parts.append(tr("%Ln next page(s)", nullptr, int(m_result.nextPages)));
    if (m_counts.pages > 0)
        parts.append(
            tr("%1 rows in %Ln stored page(s)", nullptr, m_counts.pages).arg(locale().toString(m_counts.rows)));
    m_text->setText(parts.join(u" · "_s));
}

} // namespace sluice::ui
