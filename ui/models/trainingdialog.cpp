// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/trainingdialog.h"

#include "ui/models/curvechart.h"
#include "ui/models/parametersmodel.h"
#include "ui/models/rolesmodel.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

enum Tab { Roles, Parameters, Curve };

constexpr int mostFolds = 20;

} // namespace

TrainingDialog::TrainingDialog(const ModelGround &ground, std::shared_ptr<const core::Model> from, QWidget *parent)
    : QDialog(parent)
    , m_from(std::move(from))
    , m_roles(new RolesModel(this))
    , m_parameters(new ParametersModel(this))
    , m_data(new DataChoice(ground, this))
    , m_target(new QComboBox(this))
    , m_group(new QComboBox(this))
    , m_folds(new QSpinBox(this))
    , m_trouble(new Callout(this))
    , m_tabs(new QTabWidget(this))
    , m_curve(new CurveChart(this))
    , m_words(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_train(new QPushButton(tr("&Train"), this))
{
    setObjectName(u"trainingDialog"_s);
    setWindowTitle(m_from ? tr("Go on training") : tr("Train a model"));
    resize(820, 680);
    if (m_from)
        m_parameters->setOptions(m_from->options);
    nameWidgets();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeForm());
    layout->addWidget(makeTabs(), 1);
    layout->addWidget(makeFooter());
    connectParts();
    updateState();
    readData();
}

void TrainingDialog::nameWidgets()
{
    describe(m_target, u"modelTargetBox"_s, tr("Column to predict"), tr("What the model learns to tell"));
    describe(m_group, u"modelGroupBox"_s, tr("Rows to keep together"),
             tr("Rows with the same value are learnt from or tested on, never both; addresses count by their host"));
    describe(m_folds, u"modelFoldsBox"_s, tr("Folds of a cross-validation"),
             tr("Train so often on a part of the rows and test on the rest; 0 leaves that out"));
    describe(m_tabs, u"trainingTabs"_s, tr("The training"), QString());
    describe(m_tabs->tabBar(), u"trainingTabBar"_s, tr("The training"), tr("Roles, parameters and learning curve"));
    describe(m_cancel, u"trainingCancel"_s, tr("Cancel"), tr("Stop the training, or close this (Esc)"));
    describe(m_train, u"trainingStart"_s, tr("Train"), tr("Learn from the rows (Enter)"));
    m_trouble->setObjectName(u"trainingTrouble"_s);
    m_words->setObjectName(u"trainingWords"_s);
    m_progress->setObjectName(u"trainingProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the training"));
    m_progress->setTextVisible(false);
    m_folds->setRange(0, mostFolds);
    m_folds->setSpecialValueText(tr("none"));
    m_target->setPlaceholderText(tr("Choose a column"));
    m_group->setPlaceholderText(tr("none"));
    setPart(m_words, "hint");
    m_words->setTextFormat(Qt::PlainText); // names of columns are somebody's words
    m_words->setWordWrap(true);
}

QWidget *TrainingDialog::makeForm()
{
    auto *form = new QWidget(this);
    auto *layout = new QFormLayout(form);
    layout->setContentsMargins(16, 16, 16, 8);
    layout->setHorizontalSpacing(12);
    layout->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    layout->setVerticalSpacing(8);
    const auto add = [layout](const QString &caption, QWidget *editor) {
        auto *label = new QLabel(caption);
        label->setBuddy(editor);
        layout->addRow(label, editor);
    };
    add(tr("&Data"), m_data);
    add(tr("&Predict"), m_target);
    add(tr("&Keep together"), m_group);
    add(tr("Cross-&validate"), m_folds);
    layout->addRow(m_trouble);
    m_target->setEnabled(false);
    return form;
}

DataTable *TrainingDialog::makeTable(const QString &objectName, const QString &name, QAbstractItemModel *model)
{
    auto *table = new DataTable(this);
    describe(table, objectName, name, QString());
    table->setModel(model);
    table->setSortingEnabled(false);
    table->setEditTriggers(QAbstractItemView::CurrentChanged | QAbstractItemView::SelectedClicked |
                           QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    table->setColumnWidth(0, 200);
    table->setColumnWidth(1, 170);
    table->horizontalHeader()->setStretchLastSection(true);
    return table;
}

QWidget *TrainingDialog::makeTabs()
{
    DataTable *roles = makeTable(u"modelRoles"_s, tr("Roles of the columns"), m_roles);
    roles->setItemDelegateForColumn(RolesModel::Role, new RoleDelegate(roles));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(roles, tr("&Roles"));
    m_tabs->addTab(makeTable(u"modelParameters"_s, tr("Parameters of the training"), m_parameters), tr("P&arameters"));
    m_tabs->addTab(m_curve, tr("&Learning curve"));
    return m_tabs;
}

QWidget *TrainingDialog::makeFooter()
{
    auto *strip = new QFrame(this);
    setPart(strip, "footer");
    auto *row = new QHBoxLayout(strip);
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(8);
    m_progress->setFixedWidth(140);
    m_cancel->setAutoDefault(false);
    m_train->setDefault(true);
    row->addWidget(m_progress);
    row->addWidget(m_words, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_train);
    return strip;
}

void TrainingDialog::connectParts()
{
    connect(m_data, &DataChoice::changed, this, &TrainingDialog::readData);
    connect(m_target, &QComboBox::activated, this, &TrainingDialog::takeTarget);
    connect(m_roles, &RolesModel::changed, this, &TrainingDialog::updateState);
    connect(m_parameters, &ParametersModel::changed, this, &TrainingDialog::updateState);
    connect(m_train, &QPushButton::clicked, this, &TrainingDialog::train);
    connect(m_cancel, &QPushButton::clicked, this, &TrainingDialog::reject);
    connect(&m_work, &ModelWork::wasRead, this, &TrainingDialog::takeTable);
    connect(&m_work, &ModelWork::progressed, this, &TrainingDialog::takeProgress);
    connect(&m_work, &ModelWork::failed, this, &TrainingDialog::takeFailure);
    connect(&m_work, &ModelWork::trained, this, [this](const TrainedModel &model) {
        m_isTraining = false;
        Q_EMIT trained(model);
        accept();
    });
}

void TrainingDialog::readData()
{
    const auto chosen = m_data->choice();
    m_table = {};
    m_trouble->setMessage(Tone::Danger, {});
    m_roles->setProposals({});
    if (chosen)
        m_work.read(*chosen);
    updateState();
}

void TrainingDialog::takeTable(const ReadTable &table)
{
    m_table = table;
    m_roles->setProposals(table.proposals);
    const QStringList columns = m_roles->columns();
    m_target->clear();
    m_target->addItems(columns);
    m_target->setCurrentIndex(m_from ? int(columns.indexOf(m_from->target.column)) : -1);
    m_group->clear();
    m_group->addItem(tr("none"));
    m_group->addItems(columns);
    if (m_from)
        takeTarget();
    updateState();
}

void TrainingDialog::takeTarget()
{
    m_roles->setTarget(m_target->currentText());
}

QString TrainingDialog::objection() const
{
    if (!m_data->choice())
        return tr("Choose the rows to learn from.");
    if (!m_table.table)
        return m_work.isRunning() ? tr("Reading the rows…") : tr("These rows cannot be read.");
    if (const QString wrong = m_parameters->trouble(); !wrong.isEmpty())
        return wrong;
    if (m_from)
        return {};
    if (m_target->currentIndex() < 0)
        return tr("%Ln row(s) read. Choose the column to predict.", nullptr, int(m_table.table->rowCount()));
    if (const QStringList unsure = m_roles->unsure(); !unsure.isEmpty())
        return tr("Choose a role for %1.").arg(unsure.first());
    return {};
}

void TrainingDialog::updateState()
{
    const QString why = objection();
    m_train->setEnabled(!m_isTraining && why.isEmpty());
    m_progress->setVisible(m_isTraining || m_work.isRunning());
    if (!m_isTraining)
        m_progress->setRange(0, 0);
    m_data->setEnabled(!m_isTraining);
    m_target->setEnabled(!m_isTraining && !m_from && m_table.table);
    m_group->setEnabled(!m_isTraining && m_table.table);
    m_folds->setEnabled(!m_isTraining && !m_from);
    m_tabs->widget(Roles)->setEnabled(!m_isTraining && !m_from);
    m_tabs->widget(Parameters)->setEnabled(!m_isTraining);
    m_cancel->setText(m_isTraining ? tr("Stop") : tr("Cancel"));
    if (!m_isTraining)
        m_words->setText(!why.isEmpty() ? why
                         : m_from       ? tr("The roles and the target are those of the model that is gone on with.")
                                        : tr("Ready. A part of the rows is kept for testing and not learnt from."));
}

void TrainingDialog::train()
{
    TrainingTask task;
    task.table = m_table.table;
    task.dataName = m_data->choice()->name;
    task.roles = m_roles->roles();
    task.group = m_group->currentIndex() > 0 ? m_group->currentText() : QString();
    task.options = m_parameters->options();
    task.from = m_from;
    task.folds = m_folds->value() >= 2 ? m_folds->value() : 0;
    m_isTraining = true;
    m_trouble->setMessage(Tone::Danger, {});
    m_curve->begin();
    m_tabs->setCurrentIndex(Curve);
    m_words->setText(tr("Preparing the rows…"));
    m_work.train(task);
    updateState();
}

void TrainingDialog::takeProgress(const core::TrainingProgress &progress)
{
    if (!m_isTraining)
        return;
    m_curve->add(progress);
    m_progress->setRange(0, progress.rounds * progress.parts);
    m_progress->setValue(progress.rounds * (progress.part - 1) + progress.round);
    const QLocale locale;
    QString text = tr("Round %1 of %2 at most, loss %3")
                       .arg(locale.toString(progress.round), locale.toString(progress.rounds),
                            locale.toString(progress.trainingLoss, 'f', 4));
    if (progress.validationLoss)
        text = tr("%1, validation %2").arg(text, locale.toString(*progress.validationLoss, 'f', 4));
    if (progress.parts > 1)
        text = tr("Training %1 of %2. %3").arg(progress.part).arg(progress.parts).arg(text);
    m_words->setText(text);
}

void TrainingDialog::takeFailure(const core::LearnFailure &failure)
{
    m_isTraining = false;
    if (failure.kind != core::LearnFault::Cancelled)
        m_trouble->setMessage(Tone::Danger, failure.detail);
    updateState();
    if (failure.kind == core::LearnFault::Cancelled && m_table.table)
        m_words->setText(tr("Stopped; nothing was kept."));
}

/// While it trains, this stops the training alone.
void TrainingDialog::reject()
{
    if (!m_isTraining)
        return QDialog::reject();
    m_words->setText(tr("Stopping…"));
    m_work.cancel();
}

} // namespace sluice::ui
