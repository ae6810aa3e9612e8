// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/browserspane.h"

#include "ui/detection/matrixmodel.h"
#include "ui/detection/profilesmodel.h"
#include "ui/detection/reportfile.h"
#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

TablePaneText matrixText()
{
    return {u"matrix"_s,
            "data"_L1,
            BrowsersPane::tr("Markers and browsers"),
            BrowsersPane::tr("Filter markers"),
            BrowsersPane::tr("Show only markers whose row contains this text (Ctrl+F, Esc clears)"),
            u"markers.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? BrowsersPane::tr("%Ln marker(s)", nullptr, all)
                           : BrowsersPane::tr("%1 of %2 markers").arg(locale.toString(shown), locale.toString(all));
            }};
}

} // namespace

BrowsersPane::BrowsersPane(DetectionSession &session, QWidget *parent)
    : QSplitter(Qt::Horizontal, parent)
    , m_session(session)
    , m_profiles(new ProfilesModel(session, this))
    , m_cells(new MatrixModel(session, this))
    , m_list(new DataTable(this))
    , m_runAll(new QPushButton(tr("Run all"), this))
    , m_runSelected(new QPushButton(tr("Run selected"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_progress(new QProgressBar(this))
    , m_count(new QLabel(this))
    , m_matrix(new TablePane(matrixText(), m_cells, this))
{
    setObjectName(u"detectionBrowsers"_s);
    addWidget(makeList());
    addWidget(m_matrix);
    makeMatrix();
    setChildrenCollapsible(false);
    setStretchFactor(1, 1);
    setSizes({380, 800});
    connect(m_runAll, &QPushButton::clicked, &session, &DetectionSession::runAll);
    connect(m_runSelected, &QPushButton::clicked, this, &BrowsersPane::runSelected);
    connect(m_list, &QAbstractItemView::activated, this, &BrowsersPane::runSelected);
    connect(m_cancel, &QPushButton::clicked, &session.desk(), &core::DetectionDesk::cancel);
    connect(&session, &DetectionSession::progressed, this, &BrowsersPane::updateProgress);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &BrowsersPane::updateProgress);
    connect(m_matrix, &TablePane::told, this, &BrowsersPane::told);
    connect(m_matrix, &TablePane::failed, this, &BrowsersPane::failed);
    updateProgress();
}

QWidget *BrowsersPane::makeList()
{
    describe(m_list, u"detectionProfiles"_s, tr("Browsers"), QString());
    m_list->setModel(m_profiles);
    m_list->setColumnWidth(ProfilesModel::Browser, 240);
    m_list->horizontalHeader()->setStretchLastSection(true);
    describe(m_runAll, u"detectionRunAll"_s, tr("Run all"),
             tr("Send every browser of the list to the laboratory; they run without a window"));
    describe(m_runSelected, u"detectionRunSelected"_s, tr("Run selected"),
             tr("Send the selected browsers to the laboratory (Enter)"));
    describe(m_cancel, u"detectionCancel"_s, tr("Cancel"), tr("End the browsers that are on their way"));
    m_progress->setObjectName(u"detectionProgress"_s);
    m_progress->setAccessibleName(tr("Progress"));
    m_progress->setTextVisible(false);
    m_count->setObjectName(u"detectionCount"_s);
    setPart(m_count, "hint");
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    for (QPushButton *button : {m_runAll, m_runSelected, m_cancel})
        buttons->addWidget(button);
    buttons->addStretch(1);
    auto *below = new QHBoxLayout;
    below->setSpacing(8);
    below->addWidget(m_progress, 1);
    below->addWidget(m_count);
    auto *side = new QWidget(this);
    setPart(side, "page");
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(8);
    for (QHBoxLayout *row : {buttons, below}) {
        row->setContentsMargins(8, 0, 8, 0);
        layout->addLayout(row);
    }
    layout->addWidget(m_list, 1);
    return side;
}

void BrowsersPane::makeMatrix()
{
    auto *report = new QToolButton(this);
    describe(report, u"detectionReport"_s, tr("Export the report"),
             tr("Write every marker of every browser with its evidence, as CSV or JSON"));
    report->setIcon(themedIcon("output"_L1));
    report->setText(tr("Export report…"));
    m_matrix->addButton(report);
    connect(report, &QToolButton::clicked, this, &BrowsersPane::chooseReport);
    DataTable &table = m_matrix->table();
    table.setColumnWidth(MatrixModel::Marker, 210);
    table.setColumnWidth(MatrixModel::Class, 110);
    for (int column = MatrixModel::FirstProfile; column < m_cells->columnCount(); ++column)
        table.setColumnWidth(column, 150);
}

void BrowsersPane::runSelected()
{
    QStringList names;
    const QList<int> rows = m_list->selectedRowNumbers();
    for (const int row : rows)
        names.append(m_profiles->profileName(row));
    m_session.run(names);
}

void BrowsersPane::updateProgress()
{
    const bool isRunning = m_session.isRunning();
    m_runAll->setEnabled(!isRunning);
    m_runSelected->setEnabled(m_list->selectionModel()->hasSelection());
    m_cancel->setEnabled(isRunning);
    m_progress->setMaximum(std::max(1, m_session.sent()));
    m_progress->setValue(m_session.back());
    m_count->setText(
        m_session.sent() == 0
            ? tr("No browser has been sent yet")
            : tr("%1 of %2 are back").arg(locale().toString(m_session.back()), locale().toString(m_session.sent())));
}

void BrowsersPane::setProject(const QString &path)
{
    m_project = path;
    m_matrix->setProject(path);
}

void BrowsersPane::focusFilter()
{
    m_matrix->focusFilter();
}

void BrowsersPane::chooseReport()
{
    const QString folder = m_project.isEmpty() ? QDir::homePath() : QFileInfo(m_project).path();
    auto *dialog = new QFileDialog(this, tr("Export the report"), QDir(folder).filePath(u"detection.csv"_s),
                                   tr("CSV (*.csv);;JSON (*.json)"));
    dialog->setObjectName(u"detectionReportDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, &BrowsersPane::exportReport);
    dialog->open();
}

void BrowsersPane::exportReport(const QString &path)
{
    // Some hundred kilobytes at most: written at once.
    const auto written = writeReport(m_session.matrix().lines(), path, m_project);
    if (written)
        Q_EMIT told(tr("The report is in %1").arg(QDir::toNativeSeparators(path)));
    else
        Q_EMIT failed(written.error());
}

} // namespace sluice::ui
