// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/pickpane.h"

#include "ui/browser/picksession.h"
#include "ui/browser/picktexts.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QString freeName(const QString &wanted, const QList<core::FieldSpec> &taken)
{
    QString name = wanted;
    const auto isTaken = [&](const core::FieldSpec &field) { return field.name == name; };
    for (int number = 2; std::any_of(taken.begin(), taken.end(), isTaken); ++number)
        name = u"%1_%2"_s.arg(wanted).arg(number);
    return name;
}

QLabel *plainLabel(QWidget *parent, const QString &objectName, const char *part)
{
    auto *label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText); // pages write what stands in it
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Maximum);
    setPart(label, part);
    return label;
}

} // namespace

PickPane::PickPane(QWidget *parent)
    : QWidget(parent)
    , m_element(plainLabel(this, u"pickElement"_s, "section"))
    , m_verdict(new Callout(this))
    , m_render(new QPushButton(this))
    , m_rendered(new QCheckBox(this))
    , m_form(new QWidget(this))
    , m_attribute(new QComboBox(this))
    , m_name(new QLineEdit(this))
    , m_rule(new QLineEdit(this))
    , m_value(plainLabel(this, u"pickValue"_s, "hint"))
    , m_add(new QPushButton(this))
    , m_row(plainLabel(this, u"pickRow"_s, "hint"))
    , m_clearRow(new QPushButton(this))
    , m_list(new QListWidget(this))
    , m_remove(new QPushButton(this))
    , m_cookies(new QCheckBox(this))
    , m_crawl(new QPushButton(this))
    , m_close(new QPushButton(this))
{
    setObjectName(u"pickPane"_s);
    setPart(this, "page");
    setAttribute(Qt::WA_StyledBackground);
    m_verdict->setObjectName(u"pickVerdict"_s);
    m_verdict->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    nameWidgets();
    makeLayout();
    connectWidgets();
    setRendering(false);
    setRowRule({});
    showState({});
    updateButtons();
}

void PickPane::nameWidgets()
{
    describe(m_attribute, u"pickAttribute"_s, tr("What to take"),
             tr("Take the element's text or one of its attributes"));
    describe(m_name, u"pickName"_s, tr("Name of the column"), tr("What the column is called"));
    describe(m_rule, u"pickRule"_s, tr("Rule"),
             tr("The rule that finds the element; it can be changed in the Parser lab"));
    m_rule->setReadOnly(true);
    describe(m_add, u"pickAdd"_s, tr("Add a column"), tr("Add this column here and to the rules in the Parser lab"));
    m_add->setText(tr("Add column"));
    m_add->setIcon(themedIcon("add"_L1));
    describe(m_clearRow, u"pickClearRow"_s, tr("No rows"), tr("The page is one row again"));
    m_clearRow->setText(tr("Clear"));
    m_clearRow->setFlat(true);
    describe(m_list, u"pickList"_s, tr("Columns that were picked"), QString());
    m_list->setProperty("framed", true);
    describe(m_remove, u"pickRemove"_s, tr("Remove the column"), tr("Remove the selected column from this list"));
    m_remove->setText(tr("Remove"));
    m_remove->setFlat(true);
    describe(m_render, u"pickRender"_s, tr("Render the page"),
             tr("Let a browser without a window make the page for the crawler, and look for the element there"));
    m_render->setText(tr("Render the page…"));
    m_render->setIcon(themedIcon("browser"_L1));
    describe(m_rendered, u"pickRendered"_s, tr("Render the crawl's pages"),
             tr("The crawl lets a browser without a window run the scripts of its pages; that is slower than HTTP"));
    m_rendered->setText(tr("Render the crawl's pages"));
    describe(m_cookies, u"pickCookies"_s, tr("Send the site's cookies"),
             tr("The crawl starts with the cookies that the browser has for this site. Their values stay in memory: "
                "they are written neither to the project nor to a job file."));
    describe(m_crawl, u"pickCrawl"_s, tr("Use in a new crawl"),
             tr("Fill the New crawl dialog with this page and these "
                "columns"));
    m_crawl->setText(tr("Use in new crawl…"));
    m_crawl->setIcon(themedIcon("new-crawl"_L1));
    describe(m_close, u"pickClose"_s, tr("End picking"), tr("Use the page as usual again (Esc)"));
    m_close->setText(tr("Done"));
}

void PickPane::makeLayout()
{
    auto *form = new QVBoxLayout(m_form);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    form->addWidget(new FormField(tr("&Take"), m_attribute, {}, this));
    form->addWidget(new FormField(tr("&Name"), m_name, {}, this));
    form->addWidget(new FormField(tr("R&ule"), m_rule, {}, this));
    form->addWidget(m_value);
    form->addWidget(m_add, 0, Qt::AlignLeft);
    auto *rows = new QHBoxLayout;
    rows->addWidget(m_row, 1);
    rows->addWidget(m_clearRow);
    auto *ends = new QHBoxLayout;
    ends->addWidget(m_crawl);
    ends->addStretch(1);
    ends->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(10);
    layout->addWidget(m_element);
    layout->addWidget(m_verdict);
    layout->addWidget(m_render, 0, Qt::AlignLeft);
    layout->addWidget(m_form);
    layout->addLayout(rows);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_remove, 0, Qt::AlignLeft);
    layout->addWidget(m_rendered);
    layout->addWidget(m_cookies);
    layout->addStretch(0);
    layout->addLayout(ends);
    setMinimumWidth(300);
}

void PickPane::connectWidgets()
{
    connect(m_attribute, &QComboBox::activated, this,
            [this](int index) { Q_EMIT attributeWanted(m_attribute->itemData(index).toString()); });
    connect(m_add, &QPushButton::clicked, this, &PickPane::add);
    connect(m_name, &QLineEdit::returnPressed, this, &PickPane::add);
    connect(m_name, &QLineEdit::textChanged, this, &PickPane::updateButtons);
    connect(m_clearRow, &QPushButton::clicked, this, [this] { setRowRule({}); });
    connect(m_remove, &QPushButton::clicked, this, &PickPane::removeSelected);
    connect(m_list, &QListWidget::currentRowChanged, this, &PickPane::updateButtons);
    connect(m_render, &QPushButton::clicked, this, [this] { wantRendering(true); });
    connect(m_rendered, &QCheckBox::clicked, this, &PickPane::wantRendering);
    connect(m_cookies, &QCheckBox::clicked, this, &PickPane::askerChanged);
    connect(m_crawl, &QPushButton::clicked, this, &PickPane::crawlRequested);
    connect(m_close, &QPushButton::clicked, this, &PickPane::closed);
}

void PickPane::showState(const PickState &state)
{
    const bool hasElement = !state.element.path.isEmpty();
    m_element->setText(hasElement ? elementWords(state.element) : tr("Click what you want on the page"));
    const PickVerdict verdict = verdictOf(state);
    m_verdict->setMessage(verdict.tone, verdict.text);
    const bool isUsable = !state.proposal.field.rule.isEmpty() && hasElement;
    m_form->setVisible(isUsable);
    m_render->setVisible(
        hasElement && !state.isRendered && !state.isFetching &&
        (state.proposal.kind == PickProposal::Kind::Scripted || state.proposal.kind == PickProposal::Kind::Data));
    if (isUsable)
        showProposal(state);
    updateButtons();
}

void PickPane::showProposal(const PickState &state)
{
    const PickProposal &proposal = state.proposal;
    showAttributes(state);
    if (m_proposed.rule != proposal.field.rule || m_proposed.name != proposal.field.name)
        m_name->setText(freeName(proposal.field.name, m_fields));
    m_proposed = proposal.field;
    m_proposedRow = proposal.rowRule;
    m_rule->setText(proposal.field.rule);
    m_rule->setCursorPosition(0);
    m_value->setText(proposal.value.isEmpty() ? tr("The crawl gets nothing here.")
                                              : tr("The crawl gets “%1”").arg(shortened(proposal.value)));
    if (proposal.kind == PickProposal::Kind::Rows && m_rowRule != proposal.rowRule)
        setRowRule(proposal.rowRule);
}

void PickPane::showAttributes(const PickState &state)
{
    const QStringList &attributes = state.proposal.attributes;
    const QString taken = state.proposal.field.rule.section(u'@', -1).section(u' ', 0, 0);
    m_attribute->clear();
    m_attribute->addItem(tr("Text"), QString());
    for (const QString &name : attributes) {
        m_attribute->addItem(tr("Attribute %1").arg(name), name);
        if (name == taken && state.proposal.field.rule.contains(u'@'))
            m_attribute->setCurrentIndex(m_attribute->count() - 1);
    }
    m_attribute->setEnabled(!attributes.isEmpty());
}

void PickPane::setRowRule(const QString &rule)
{
    m_rowRule = rule;
    m_row->setText(rule.isEmpty() ? tr("Each page is one row. Click two elements alike to make rows.")
                                  : tr("Rows: %1").arg(rule));
    m_clearRow->setVisible(!rule.isEmpty());
    Q_EMIT rowRuleChanged(rule);
}

void PickPane::setRendering(bool isRendering)
{
    m_isRenderingWanted = isRendering;
    m_rendered->setChecked(isRendering);
    m_rendered->setVisible(isRendering);
}

void PickPane::wantRendering(bool isWanted)
{
    m_isRenderingWanted = isWanted;
    m_rendered->setChecked(isWanted);
    m_rendered->show();
    Q_EMIT askerChanged();
}

void PickPane::showCookies(int count)
{
    m_cookies->setText(tr("Send the site's cookies (%1)").arg(locale().toString(count)));
    m_cookies->setVisible(count > 0);
}

bool PickPane::areCookiesWanted() const
{
    return m_cookies->isVisibleTo(this) && m_cookies->isChecked();
}

void PickPane::add()
{
    if (!m_add->isEnabled())
        return;
    core::FieldSpec field = m_proposed;
    field.name = freeName(m_name->text().trimmed(), m_fields);
    m_fields.append(field);
    auto *item = new QListWidgetItem(u"%1 — %2"_s.arg(field.name, field.rule), m_list);
    item->setToolTip(plainTip(item->text()));
    m_name->setText(freeName(m_proposed.name, m_fields));
    updateButtons();
    Q_EMIT fieldAdded(field, m_proposedRow);
}

void PickPane::removeSelected()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    m_fields.removeAt(row);
    delete m_list->takeItem(row);
    updateButtons();
}

void PickPane::updateButtons()
{
    m_add->setEnabled(!m_name->text().trimmed().isEmpty() && m_form->isVisibleTo(this));
    m_list->setVisible(!m_fields.isEmpty());
    m_remove->setVisible(!m_fields.isEmpty());
    m_remove->setEnabled(m_list->currentRow() >= 0);
    m_crawl->setEnabled(!m_fields.isEmpty());
}

} // namespace sluice::ui
