// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchpanel.h"

#include "ui/batch/batchlegend.h"
#include "ui/batch/batchmodel.h"
#include "ui/batch/batchstatisticsview.h"
#include "ui/batch/batchtexts.h"
#include "ui/batch/batchtimeline.h"
#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLocale>
#include <QProgressBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

TablePaneText resultsText()
{
    return {u"batch"_s,
            "requests"_L1,
            BatchPanel::tr("Results"),
            BatchPanel::tr("Filter results"),
            BatchPanel::tr("Show only results that contain this text (Ctrl+F, Esc clears)"),
            u"batch.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? BatchPanel::tr("%Ln result(s)", nullptr, all)
                           : BatchPanel::tr("%1 of %2 results").arg(locale.toString(shown), locale.toString(all));
            }};
}

} // namespace

BatchPanel::BatchPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new BatchModel(this))
    , m_new(makeButton(u"batchNew"_s, "add"_L1, tr("New batch…"), tr("Fetch a list of addresses"), u"Ctrl+B"_s))
    , m_again(
          makeButton(u"batchAgain"_s, "refresh"_L1, tr("Run again…"), tr("The same list and settings, to be changed")))
    , m_hold(makeButton(u"batchHold"_s, "pause"_L1, tr("Hold"), tr("Send nothing new until this is pressed again")))
    , m_cancel(makeButton(u"batchCancel"_s, "close"_L1, tr("Cancel request"), tr("Cancel the request chosen below")))
    , m_cancelAll(makeButton(u"batchCancelAll"_s, "cancel"_L1, tr("Cancel all"), tr("Cancel whatever is not through")))
    , m_chooser(new QComboBox(this))
    , m_progress(new QProgressBar(this))
    , m_words(new ElidedLabel({}, this))
    , m_figures(new ElidedLabel({}, this))
    , m_timeline(new BatchTimeline(this))
    , m_pane(new TablePane(resultsText(), m_model, this))
    , m_statistics(new BatchStatisticsView(this))
    , m_tabs(new QTabWidget(this))
    , m_empty(new EmptyState("requests"_L1, this))
    , m_stack(new QStackedWidget(this))
{
    setObjectName(u"batchPanel"_s);
    makeTable();
    makeLayout();
    connectParts();
    showProgress();
}

QToolButton *BatchPanel::makeButton(const QString &objectName, QLatin1StringView iconName, const QString &text,
                                    const QString &tip, const QString &keys)
{
    auto *button = new QToolButton(this);
    describe(button, objectName, text, keys.isEmpty() ? tip : tr("%1 (%2)").arg(tip, keys));
    button->setIcon(themedIcon(iconName));
    button->setText(text);
    button->setIconSize({22, 16});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    if (!keys.isEmpty())
        button->setShortcut(QKeySequence(keys));
    return button;
}

QWidget *BatchPanel::makeBar()
{
    describe(m_chooser, u"batchChooser"_s, tr("Batch"), tr("The batches of this session"));
    m_chooser->setMinimumWidth(220);
    m_hold->setCheckable(true);
    auto *bar = new PanelBar(this);
    for (QToolButton *button : {m_new, m_again, m_hold, m_cancel, m_cancelAll})
        bar->addLeading(button);
    bar->addTrailing(m_chooser);
    return bar;
}

QWidget *BatchPanel::makeProgress()
{
    m_progress->setObjectName(u"batchProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the batch"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(120);
    m_words->setObjectName(u"batchWords"_s);
    m_figures->setObjectName(u"batchFigures"_s);
    setPart(m_figures, "hint");
    auto *strip = new QWidget(this);
    auto *layout = new QHBoxLayout(strip);
    layout->setContentsMargins(8, 4, 8, 4);
    layout->setSpacing(12);
    layout->addWidget(m_progress);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_figures, 1);
    return strip;
}

void BatchPanel::makeTable()
{
    m_pane->rows().setSearchedColumns({BatchModel::Url, BatchModel::State, BatchModel::Status, BatchModel::Remark});
    m_pane->emptyState().setText(tr("No result yet"), tr("Each request stands here as soon as its turn has come."));
    DataTable &table = m_pane->table();
    table.setColumnWidth(BatchModel::Number, 64);
    table.setColumnWidth(BatchModel::Url, 380);
    for (int column = BatchModel::State; column < BatchModel::Remark; ++column)
        table.setColumnWidth(column, column == BatchModel::Milliseconds ? 120 : 96);
}

void BatchPanel::makeLayout()
{
    m_empty->setText(tr("Fetch a list of addresses"),
                     tr("Paste addresses, take them from a file or a column, or count them up with a pattern. All are "
                        "fetched at once, as politely as a crawl does."));
    m_empty->setButton(u"batchNewFirst"_s, tr("New batch…"), tr("Choose the addresses"));
    auto *lanes = new QWidget(this);
    auto *above = new QVBoxLayout(lanes);
    above->setContentsMargins(0, 0, 0, 0);
    above->setSpacing(0);
    above->addWidget(makeProgress());
    above->addWidget(new BatchLegend(*m_timeline, lanes));
    above->addWidget(m_timeline, 1);
    describe(m_tabs, u"batchTabs"_s, tr("The batch"), QString());
    describe(m_tabs->tabBar(), u"batchTabBar"_s, tr("The batch"), tr("Results and statistics of the batch"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_pane, tr("&Results"));
    m_tabs->addTab(m_statistics, tr("&Statistics"));
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"batchSplitter"_s);
    splitter->addWidget(lanes);
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(m_stack, 1);
}

void BatchPanel::connectParts()
{
    connect(m_new, &QToolButton::clicked, this, &BatchPanel::newRequested);
    connect(m_empty, &EmptyState::buttonClicked, this, &BatchPanel::newRequested);
    connect(m_again, &QToolButton::clicked, this, [this] { Q_EMIT againRequested(m_shown->spec); });
    connect(m_hold, &QToolButton::clicked, this, [this](bool isOn) { Q_EMIT holdRequested(m_shown->id, isOn); });
    connect(m_cancel, &QToolButton::clicked, this, &BatchPanel::cancelSelected);
    connect(m_cancelAll, &QToolButton::clicked, this, [this] { Q_EMIT cancelAllRequested(m_shown->id); });
    connect(m_chooser, &QComboBox::activated, this,
            [this](int at) { showBatch(m_book.find(core::BatchId{m_chooser->itemData(at).toLongLong()})); });
    connect(m_timeline, &BatchTimeline::cancelRequested, this,
            [this](qint64 request) { Q_EMIT cancelRequested(m_shown->id, request); });
    connect(m_timeline, &BatchTimeline::cancelAllRequested, this, [this] { Q_EMIT cancelAllRequested(m_shown->id); });
    connect(m_timeline, &BatchTimeline::currentChanged, this, [this](qint64 request) {
        const QModelIndex row = m_pane->rows().mapFromSource(m_model->index(m_model->rowOf(request), 0));
        if (row.isValid())
            m_pane->table().setCurrentIndex(row);
        showProgress();
    });
    connect(m_pane->table().selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &row) {
                if (row.isValid())
                    m_timeline->setCurrent(row.data(IdRole).toLongLong());
                showProgress();
            });
    connect(m_pane, &TablePane::told, this, &BatchPanel::told);
    connect(m_pane, &TablePane::failed, this, &BatchPanel::failed);
}

void BatchPanel::addBatch(core::BatchId id, const core::BatchSpec &spec, bool isFiled)
{
    ShownBatch &batch = m_book.add(id, spec, isFiled);
    m_chooser->clear();
    for (const ShownBatch &each : m_book.batches())
        m_chooser->addItem(tr("%1: %2").arg(each.id.value).arg(batchTitle(each.spec)), each.id.value);
    showBatch(&batch);
}

void BatchPanel::takeNews(const core::BatchNews &news)
{
    ShownBatch *batch = m_book.find(news.progress.batch);
    if (!batch)
        return;
    batch->take(news);
    if (batch != m_shown)
        return;
    m_model->append(news.results);
    m_timeline->update(news.changes, news.progress.elapsedMs);
    m_timeline->update(news.results, news.progress.elapsedMs);
    showProgress();
}

void BatchPanel::showBatch(ShownBatch *batch)
{
    m_shown = batch;
    m_chooser->setCurrentIndex(batch ? m_chooser->findData(batch->id.value) : -1);
    m_model->setResults(batch ? batch->results : QList<core::BatchEntry>());
    m_timeline->setEntries(batch ? batch->requests : QList<core::BatchEntry>(), batch ? batch->progress.elapsedMs : 0);
    m_stack->setCurrentIndex(batch ? 1 : 0);
    showProgress();
}

void BatchPanel::showProgress()
{
    const bool isRunning = m_shown && !m_shown->progress.hasEnded;
    m_again->setEnabled(m_shown != nullptr);
    m_hold->setEnabled(isRunning);
    m_hold->setChecked(isRunning && m_shown->progress.isHeld);
    m_cancelAll->setEnabled(isRunning);
    m_cancel->setEnabled(isRunning && !pendingSelected().isEmpty());
    m_chooser->setEnabled(m_shown != nullptr);
    m_progress->setVisible(isRunning);
    if (!m_shown)
        return;
    const core::BatchProgress &progress = m_shown->progress;
    m_progress->setMaximum(int(std::max<qint64>(1, progress.total)));
    m_progress->setValue(int(progress.total - progress.pending));
    m_words->setText(progressText(progress));
    m_figures->setText(figuresText(m_shown->statistics, progress.elapsedMs));
    m_statistics->setFigures(progress, m_shown->statistics);
}

QList<qint64> BatchPanel::pendingSelected() const
{
    const qint64 request = m_timeline->current();
    const bool isPending = m_shown && request >= 0 && request < m_shown->requests.size() &&
                           m_shown->requests.at(request).state == core::BatchState::Pending;
    return isPending ? QList<qint64>{request} : QList<qint64>();
}

void BatchPanel::cancelSelected()
{
    const QList<qint64> requests = pendingSelected();
    for (const qint64 request : requests)
        Q_EMIT cancelRequested(m_shown->id, request);
}

void BatchPanel::setProject(const QString &path)
{
    m_pane->setProject(path);
}

void BatchPanel::focusFilter()
{
    m_tabs->setCurrentWidget(m_pane);
    m_pane->focusFilter();
}

} // namespace sluice::ui
