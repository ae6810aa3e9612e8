// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/comparedialog.h"

#include "ui/lab/comparefigures.h"
#include "ui/lab/comparemodel.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int tickMs = 1'000;
constexpr int signWidth = 36;
constexpr int nameWidth = 180;
constexpr int figureLines = 10;

enum Tab { Text, Links, Data, Rules };

} // namespace

CompareDialog::CompareDialog(core::PageVisitor *visitor, std::shared_ptr<core::WorkerPool> workers, QWidget *parent)
    : QDialog(parent)
    , m_compare(new PageCompare(visitor, std::move(workers), this))
    , m_address(new QLineEdit(this))
    , m_start(new QPushButton(tr("Co&mpare"), this))
    , m_cancel(new QPushButton(tr("C&ancel"), this))
    , m_close(new QPushButton(tr("&Close"), this))
    , m_onlyDifferences(new QCheckBox(tr("&Only differences"), this))
    , m_progress(new QProgressBar(this))
    , m_step(new ElidedLabel({}, this))
    , m_outcome(new Callout(this))
    , m_empty(new EmptyState("browser"_L1, this))
    , m_stack(new QStackedWidget(this))
    , m_tabs(new QTabWidget(this))
{
    setObjectName(u"compareDialog"_s);
    setWindowTitle(tr("HTTP and rendered"));
    resize(1'080, 760);
    m_figures = makeView(tr("What"), u"compareFigures"_s, tr("Figures of both pages"));
    m_views = {makeView(tr("Line"), u"compareText"_s, tr("Lines of text in both pages")),
               makeView(tr("Link"), u"compareLinks"_s, tr("Links of both pages")),
               makeView(tr("Data"), u"compareData"_s, tr("Data in the scripts of both pages")),
               makeView(tr("Column"), u"compareValues"_s, tr("Values that the rules find in both pages"))};
    nameWidgets();
    makeLayout();
    connectWidgets();
    showStage();
    m_empty->setText(tr("Nothing compared yet"), tr("The page is fetched as the server sends it,\n"
                                                    "and once more as its scripts make it."));
}

void CompareDialog::nameWidgets()
{
    describe(m_address, u"compareAddress"_s, tr("Address of the page"), tr("The page to get both ways"));
    describe(m_start, u"compareStart"_s, tr("Compare"), tr("Get the page over HTTP and rendered (Enter)"));
    describe(m_cancel, u"compareCancel"_s, tr("Cancel"), tr("Fetch no further (Esc)"));
    describe(m_close, u"compareClose"_s, tr("Close"), tr("Close this comparison (Esc)"));
    describe(m_onlyDifferences, u"compareOnlyDifferences"_s, tr("Only differences"),
             tr("Hide what is the same in both pages"));
    describe(m_tabs, u"compareTabs"_s, tr("Differences"), QString());
    describe(m_tabs->tabBar(), u"compareTabBar"_s, tr("Differences"), tr("Text, links, data and rules of both pages"));
    m_address->setPlaceholderText(tr("Address of a page: https://…"));
    m_address->setClearButtonEnabled(true);
    m_progress->setObjectName(u"compareProgress"_s);
    m_progress->setAccessibleName(tr("The pages are being fetched and compared"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_step->setObjectName(u"compareStep"_s);
    m_step->setElideMode(Qt::ElideRight);
    setPart(m_step, "hint");
    m_start->setDefault(true);
    m_cancel->setAutoDefault(false);
    m_close->setAutoDefault(false);
    m_tick.setInterval(tickMs);
}

CompareDialog::View CompareDialog::makeView(const QString &nameTitle, const QString &objectName, const QString &title)
{
    View view{new CompareModel(nameTitle, this), new DataTable(this)};
    describe(view.table, objectName, title, QString());
    view.table->setModel(view.model);
    view.table->setColumnWidth(CompareModel::Sign, signWidth);
    view.table->setColumnWidth(CompareModel::Name, nameWidth);
    QHeaderView *header = view.table->horizontalHeader();
    header->setMinimumSectionSize(signWidth);
    header->setSectionResizeMode(CompareModel::Http, QHeaderView::Stretch);
    header->setSectionResizeMode(CompareModel::Rendered, QHeaderView::Stretch);
    return view;
}

QWidget *CompareDialog::makeHead()
{
    auto *head = new QFrame(this);
    setPart(head, "bar");
    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_address, 1);
    line->addWidget(m_start);
    line->addWidget(m_cancel);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addLayout(line);
    layout->addWidget(m_progress);
    layout->addWidget(m_step);
    layout->addWidget(m_outcome);
    return head;
}

QWidget *CompareDialog::makeFooter()
{
    auto *footer = new QFrame(this);
    setPart(footer, "footer");
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_onlyDifferences);
    layout->addStretch(1);
    layout->addWidget(m_close);
    return footer;
}

void CompareDialog::makeLayout()
{
    for (const View &view : std::as_const(m_views))
        m_tabs->addTab(view.table, QString());
    for (const Tab tab : {Text, Links})
        m_views.at(tab).table->setColumnHidden(CompareModel::Name, true);
    m_figures.table->setFixedHeight(m_figures.table->verticalHeader()->defaultSectionSize() * (figureLines + 1) + 12);
    auto *result = new QWidget(this);
    auto *both = new QVBoxLayout(result);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(8);
    both->addWidget(m_figures.table);
    both->addWidget(m_tabs, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(result);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHead());
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeFooter());
    showCounts();
}

void CompareDialog::connectWidgets()
{
    connect(m_start, &QPushButton::clicked, this, &CompareDialog::start);
    connect(m_cancel, &QPushButton::clicked, m_compare, &PageCompare::cancel);
    connect(m_close, &QPushButton::clicked, this, &QDialog::close);
    connect(m_onlyDifferences, &QCheckBox::toggled, this, &CompareDialog::showOnlyDifferences);
    connect(m_address, &QLineEdit::textChanged, this, &CompareDialog::showStage);
    connect(&m_tick, &QTimer::timeout, this, &CompareDialog::showStep);
    connect(m_compare, &PageCompare::stageChanged, this, &CompareDialog::showStage);
    connect(m_compare, &PageCompare::compared, this, &CompareDialog::showComparison);
    connect(m_compare, &PageCompare::failed, this, &CompareDialog::showProblem);
}

void CompareDialog::compare(const core::CrawlSpec &rules, const QString &address)
{
    m_rules = rules;
    if (!address.isEmpty())
        m_address->setText(address);
    show();
    activateWindow();
    m_address->setFocus(Qt::OtherFocusReason);
    if (!address.isEmpty())
        start();
}

/// Escape ends a fetch first, and closes the window only after that.
void CompareDialog::reject()
{
    if (m_compare->stage() != PageCompare::Stage::Idle)
        m_compare->cancel();
    else
        QDialog::reject();
}

void CompareDialog::start()
{
    if (m_address->text().trimmed().isEmpty() || m_compare->stage() != PageCompare::Stage::Idle)
        return;
    m_outcome->setMessage(Tone::Info, {});
    setStyleProperty(m_address, "wrong", false);
    m_since.start();
    m_compare->start(m_rules, m_address->text());
}

void CompareDialog::showStage()
{
    const bool isBusy = m_compare->stage() != PageCompare::Stage::Idle;
    m_progress->setVisible(isBusy);
    m_step->setVisible(isBusy);
    m_cancel->setEnabled(isBusy);
    m_start->setEnabled(!isBusy && !m_address->text().trimmed().isEmpty());
    m_onlyDifferences->setEnabled(m_stack->currentIndex() > 0);
    if (isBusy)
        m_tick.start();
    else
        m_tick.stop();
    showStep();
}

void CompareDialog::showStep()
{
    const QString seconds = tr("%1 s").arg(QLocale().toString(m_since.isValid() ? m_since.elapsed() / 1'000 : 0));
    switch (m_compare->stage()) {
    case PageCompare::Stage::Idle:
        return m_step->setText({});
    case PageCompare::Stage::Http:
        return m_step->setText(seconds + u" · "_s + tr("getting the page over HTTP …"));
    case PageCompare::Stage::Rendered:
        return m_step->setText(seconds + u" · "_s + tr("rendering the page …"));
    case PageCompare::Stage::Comparing:
        return m_step->setText(seconds + u" · "_s + tr("comparing …"));
    }
}

void CompareDialog::showComparison(const LabComparison &comparison)
{
    const core::PageComparison &pages = comparison.pages;
    const bool hasRules = m_rules.hasFields();
    m_figures.model->setEntries(figuresOf(comparison, hasRules));
    m_views.at(Text).model->setEntries(pages.text);
    m_views.at(Links).model->setEntries(pages.links);
    m_views.at(Data).model->setEntries(pages.data);
    m_views.at(Rules).model->setEntries(pages.values);
    m_tabs->setTabVisible(Rules, hasRules);
    m_stack->setCurrentIndex(1);
    m_outcome->setMessage(Tone::Info, conclusionOf(pages, hasRules));
    showCounts();
    showStage();
}

void CompareDialog::showProblem(const QString &problem)
{
    setStyleProperty(m_address, "wrong", true);
    m_outcome->setMessage(Tone::Danger, problem);
}

void CompareDialog::showOnlyDifferences(bool isOnly)
{
    for (const View &view : std::as_const(m_views))
        view.model->setOnlyDifferences(isOnly);
}

void CompareDialog::showCounts()
{
    const QString titles[] = {tr("Text (%1)"), tr("Links (%1)"), tr("Data (%1)"), tr("Rules (%1)")};
    for (int tab = Text; tab <= Rules; ++tab) {
        const int differences = m_views.at(tab).model->differences();
        m_tabs->setTabText(tab, titles[tab].arg(QLocale().toString(differences)));
        m_tabs->setTabToolTip(tab, tr("%n difference(s)", nullptr, differences));
    }
}

} // namespace sluice::ui
