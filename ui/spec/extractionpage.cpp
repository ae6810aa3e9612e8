// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/extractionpage.h"

#include "ui/fields/codeview.h"
#include "ui/fields/fieldseditor.h"
#include "ui/fields/rulechecks.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/linesedit.h"
#include "ui/widgets/naming.h"

#include <QFileDialog>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <limits>

using namespace Qt::StringLiterals;

namespace sluice::ui {

ExtractionPage::ExtractionPage(QWidget *parent, Parts parts)
    : SpecPage(tr("Extraction"),
               tr("Which rows the pages give. Without columns there is one row a page, of its facts."), parent)
    , m_row(new QLineEdit(this))
    , m_fields(new FieldsEditor(u"fieldsTable"_s, tr("Columns"), this))
    , m_keys(new LinesEdit(2, this))
    , m_next(new QLineEdit(this))
    , m_detail(new QLineEdit(this))
    , m_detailFields(new FieldsEditor(u"detailFieldsTable"_s, tr("Columns of the detail page"), this))
    , m_pattern(new QLineEdit(this))
    , m_first(new QSpinBox(this))
    , m_last(new QSpinBox(this))
    , m_step(new QSpinBox(this))
    , m_script(new CodeView(CodeView::Language::JavaScript, u"scriptEditor"_s, tr("Script"),
                            tr("JavaScript with a function parse(page) that returns rows"), this))
    , m_plugin(new QLineEdit(this))
{
    setObjectName(u"extractionPage"_s);
    nameWidgets();
    makeRules();
    if (parts == Parts::All) {
        makeLists();
        makeNumbers();
    } else {
        hideLists();
    }
    makeOwnParser();
    connectWidgets();
}

void ExtractionPage::nameWidgets()
{
    describe(m_row, u"rowRuleField"_s, tr("Row selector"), tr("css: or xpath: rule; every match is a row"));
    describe(m_keys, u"keysField"_s, tr("Key columns"), tr("Names of columns, one a line"));
    describe(m_next, u"nextRuleField"_s, tr("Next-page selector"),
             tr("css: or xpath: rule of the link to the next page"));
    describe(m_detail, u"detailRuleField"_s, tr("Detail link"), tr("Rule of the link from a row to its own page"));
    describe(m_pattern, u"numberedPagesField"_s, tr("Numbered pages"), tr("Address with {page} for the number"));
    describe(m_first, u"firstPageField"_s, tr("First page"), tr("Number of the first page"));
    describe(m_last, u"lastPageField"_s, tr("Last page"), tr("Number of the last page"));
    describe(m_step, u"pageStepField"_s, tr("Step"), tr("From one number to the next"));
    describe(m_plugin, u"pluginField"_s, tr("Plug-in"), tr("Shared library built with sluice_parser.h"));
}

void ExtractionPage::makeRules()
{
    m_row->setPlaceholderText(tr("every page is one row"));
    m_fields->setVisibleLines(6);
    addField(u"extraction.row"_s, tr("&Row selector"), m_row,
             tr("Every match is a row, and the rules of the columns start there: css:li.item"));
    addField(u"extraction.fields"_s, tr("Col&umns"), m_fields,
             tr("Rules: css:h2, css:a@href, xpath:…, json:.name, re:sku=(\\d+), meta:og:title; then “ |> price”, “ |> "
                "trim” …"));
    addField(u"extraction.keys"_s, tr("&Key columns"), m_keys,
             tr("One a line. Of rows that are alike in all of these only the first is kept."));
}

void ExtractionPage::makeLists()
{
    addSection(tr("Lists over several pages"));
    m_next->setPlaceholderText(tr("follow every link"));
    m_detail->setPlaceholderText(tr("none"));
    m_detailFields->setVisibleLines(4);
    addField(u"extraction.next"_s, tr("&Next-page selector"), m_next,
             tr("With it the crawl goes from page to page by this link alone: css:a[rel=next]"));
    addField(u"extraction.detail"_s, tr("&Detail link"), m_detail,
             tr("Leads from a row to the page with the rest of it: css:a.title@href"));
    addField(u"extraction.detail_fields"_s, tr("Columns of the detail pa&ge"), m_detailFields,
             tr("They are added to the row that led there."));
}

void ExtractionPage::makeNumbers()
{
    for (QSpinBox *box : {m_first, m_last, m_step}) {
        box->setRange(box == m_step ? 1 : 0, std::numeric_limits<int>::max());
        box->setFocusPolicy(Qt::StrongFocus);
        box->setFixedWidth(110);
        box->installEventFilter(this);
    }
    m_pattern->setPlaceholderText(u"https://example.com/list?page={page}"_s);
    addField(u"extraction.pages"_s, tr("Num&bered pages"), m_pattern,
             tr("Further starting points, with each number in the place of {page}."));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    const std::pair<QString, QSpinBox *> numbers[] = {
        {tr("From"), m_first}, {tr("to"), m_last}, {tr("in steps of"), m_step}};
    for (const auto &[word, box] : numbers) {
        auto *label = new QLabel(word, widget());
        label->setBuddy(box);
        row->addWidget(label);
        row->addWidget(box);
    }
    row->addStretch();
    content()->addLayout(row);
}

void ExtractionPage::hideLists()
{
    // They stand in no layout, and still carry what a spec has of them.
    for (QWidget *editor :
         std::initializer_list<QWidget *>{m_next, m_detail, m_detailFields, m_pattern, m_first, m_last, m_step})
        editor->hide();
    for (QSpinBox *box : {m_first, m_last, m_step})
        box->setRange(box == m_step ? 1 : 0, std::numeric_limits<int>::max());
}

void ExtractionPage::makeOwnParser()
{
    addSection(tr("A parser of your own"));
    auto *frame = new QFrame(this);
    setPart(frame, "framed");
    auto *layout = new QVBoxLayout(frame);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_script);
    frame->setObjectName(u"scriptFrame"_s);
    frame->setFocusProxy(m_script);
    frame->setFixedHeight(190);
    addField(u"extraction.script"_s, tr("&Script"), frame,
             tr("function parse(page) { return page.css(\"li\").map(e => ({name: e.text})); } — instead of columns. "
                "It runs apart from this program, under limits."));
    auto *choose = new QPushButton(tr("Ch&oose…"), this);
    choose->setAutoDefault(false);
    describe(choose, u"pluginBrowse"_s, tr("Choose plug-in"), tr("Choose a shared library"));
    connect(choose, &QPushButton::clicked, this, &ExtractionPage::choosePlugin);
    m_plugin->setPlaceholderText(tr("none"));
    addField(u"extraction.plugin"_s, tr("&Plug-in"), m_plugin,
             tr("Its parser, or with a script the functions it exports, as native.NAME()."))
        ->addBeside(choose);
}

void ExtractionPage::connectWidgets()
{
    for (QLineEdit *line : {m_row, m_next, m_detail, m_pattern, m_plugin})
        connect(line, &QLineEdit::textChanged, this, &SpecPage::changed);
    for (const QSpinBox *box : {m_first, m_last, m_step})
        connect(box, &QSpinBox::valueChanged, this, &SpecPage::changed);
    for (const FieldsEditor *editor : {m_fields, m_detailFields})
        connect(editor, &FieldsEditor::changed, this, &SpecPage::changed);
    connect(m_keys, &QPlainTextEdit::textChanged, this, &SpecPage::changed);
    connect(m_script, &CodeView::textChanged, this, &SpecPage::changed);
    connect(m_row, &QLineEdit::textEdited, this, [this] { checkRule(m_row, true); });
    connect(m_next, &QLineEdit::textEdited, this, [this] { checkRule(m_next, true); });
    connect(m_detail, &QLineEdit::textEdited, this, [this] { checkRule(m_detail, false); });
}

void ExtractionPage::checkRule(QLineEdit *line, bool isNodeRule)
{
    // At once, while the rest of the dialog is checked when typing pauses.
    const QString rule = line->text().trimmed();
    const QString problem = isNodeRule || rule.isEmpty() ? nodeRuleProblem(rule) : fieldRuleProblem(rule);
    if (auto *field = qobject_cast<FormField *>(line->parentWidget()))
        field->setError(problem);
}

void ExtractionPage::load(const core::CrawlSpec &spec)
{
    m_row->setText(spec.rowRule);
    m_fields->setFields(spec.fields);
    m_keys->setLines(spec.keyFields);
    m_next->setText(spec.nextRule);
    m_detail->setText(spec.detailRule);
    m_detailFields->setFields(spec.detailFields);
    m_pattern->setText(spec.numberedPages.pattern);
    m_first->setValue(spec.numberedPages.first);
    m_last->setValue(spec.numberedPages.last);
    m_step->setValue(spec.numberedPages.step);
    m_script->setText(spec.script.toUtf8());
    m_plugin->setText(spec.plugin);
}

void ExtractionPage::store(core::CrawlSpec &spec) const
{
    spec.rowRule = m_row->text().trimmed();
    spec.fields = m_fields->fields();
    spec.keyFields = m_keys->lines();
    spec.nextRule = m_next->text().trimmed();
    spec.detailRule = m_detail->text().trimmed();
    spec.detailFields = m_detailFields->fields();
    spec.numberedPages = {m_pattern->text().trimmed(), m_first->value(), m_last->value(), m_step->value()};
    spec.script = m_script->text().trimmed().isEmpty() ? QString() : m_script->text();
    spec.plugin = m_plugin->text().trimmed();
}

void ExtractionPage::choosePlugin()
{
    auto *dialog =
        new QFileDialog(this, tr("Parser plug-in"), m_plugin->text(), tr("Shared libraries (*.so);;All files (*)"));
    dialog->setObjectName(u"pluginDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_plugin, &QLineEdit::setText);
    dialog->open();
}

} // namespace sluice::ui
