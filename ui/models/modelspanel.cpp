// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelspanel.h"

#include "ui/models/confusionmodel.h"
#include "ui/models/curvechart.h"
#include "ui/models/importancechart.h"
#include "ui/models/modelcard.h"
#include "ui/models/rolesmodel.h"
#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/panelbar.h"
#include "ui/widgets/question.h"
#include "ui/widgets/roles.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr auto modelFilter = QT_TRANSLATE_NOOP("sluice::ui::ModelsPanel", "Models (*.json);;All files (*)");

TablePaneText paneText()
{
    return {u"models"_s,
            "data"_L1,
            ModelsPanel::tr("Models"),
            ModelsPanel::tr("Filter models"),
            ModelsPanel::tr("Show only models that contain this text (Ctrl+F, Esc clears)"),
            u"models.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? ModelsPanel::tr("%Ln model(s)", nullptr, all)
                           : ModelsPanel::tr("%1 of %2 models").arg(locale.toString(shown), locale.toString(all));
            }};
}

} // namespace

ModelsPanel::ModelsPanel(ModelShelf &shelf, QWidget *parent)
    : QWidget(parent)
    , m_shelf(shelf)
    , m_train(makeButton(u"modelTrain"_s, "add"_L1, tr("Train…"), tr("Train a model on rows")))
    , m_goOn(makeButton(u"modelGoOn"_s, "play"_L1, tr("Go on…"), tr("Train the chosen model further")))
    , m_predict(makeButton(u"modelPredict"_s, "suggest"_L1, tr("Predict…"), tr("Have the chosen model tell of rows")))
    , m_open(makeButton(u"modelOpen"_s, "open"_L1, tr("Open…"), tr("Take in a model file")))
    , m_save(makeButton(u"modelSave"_s, "save-copy"_L1, tr("Save a copy…"), tr("Write the chosen model to a file")))
    , m_remove(makeButton(u"modelRemove"_s, "remove"_L1, tr("Remove"), tr("Take the chosen model away")))
    , m_pane(new TablePane(paneText(), &m_shelf, this))
    , m_tabs(new QTabWidget(this))
    , m_card(new QLabel(this))
    , m_confusion(new ConfusionModel(this))
    , m_confusionTable(new DataTable(this))
    , m_confusionStack(new QStackedWidget(this))
    , m_importances(new ImportanceChart(this))
    , m_curves(new CurveChart(this))
    , m_roles(new RolesModel(this))
{
    setObjectName(u"modelsPanel"_s);
    makeLayout();
    connectParts();
    showChosen();
}

QToolButton *ModelsPanel::makeButton(const QString &objectName, QLatin1StringView icon, const QString &text,
                                     const QString &tip)
{
    auto *button = new QToolButton(this);
    describe(button, objectName, text, tip);
    button->setIcon(themedIcon(icon));
    button->setText(text);
    button->setIconSize({22, 16});
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    return button;
}

QWidget *ModelsPanel::makeBar()
{
    auto *bar = new PanelBar(this);
    for (QToolButton *button : {m_train, m_goOn, m_predict, m_open, m_save, m_remove})
        bar->addLeading(button);
    return bar;
}

QWidget *ModelsPanel::makeConfusion()
{
    describe(m_confusionTable, u"confusionTable"_s, tr("Confusion matrix"), QString());
    m_confusionTable->setModel(m_confusion);
    m_confusionTable->setSortingEnabled(false);
    m_confusionTable->setItemDelegate(new QStyledItemDelegate(m_confusionTable)); // paints the colours of the cells
    m_confusionTable->setAlternatingRowColors(false);
    m_confusionTable->verticalHeader()->show();
    m_confusionTable->horizontalHeader()->setStretchLastSection(false);
    m_confusionTable->horizontalHeader()->setDefaultSectionSize(140);
    auto *none = new EmptyState("data"_L1, this);
    none->setText(tr("No confusion matrix"), tr("Only models of classes that were tested have one."));
    m_confusionStack->addWidget(m_confusionTable);
    m_confusionStack->addWidget(none);
    return m_confusionStack;
}

QWidget *ModelsPanel::makeDetails()
{
    describe(m_tabs, u"modelTabs"_s, tr("The chosen model"), QString());
    describe(m_tabs->tabBar(), u"modelTabBar"_s, tr("The chosen model"), tr("What is known of the chosen models"));
    m_card->setObjectName(u"modelCard"_s);
    m_card->setAccessibleName(tr("Card of the model"));
    m_card->setTextFormat(Qt::PlainText);
    m_card->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_card->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_card->setWordWrap(true);
    m_card->setMargin(12);
    auto *roles = new DataTable(this);
    describe(roles, u"modelColumns"_s, tr("Columns of the model"), QString());
    roles->setModel(m_roles);
    roles->setSortingEnabled(false);
    roles->setEditTriggers(QAbstractItemView::NoEditTriggers);
    roles->setColumnWidth(RolesModel::Name, 220);
    roles->setColumnWidth(RolesModel::Role, 180);
    roles->horizontalHeader()->setStretchLastSection(true);
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setDrawBase(false);
    m_tabs->addTab(m_card, tr("&Card"));
    m_tabs->addTab(makeConfusion(), tr("Con&fusion"));
    m_tabs->addTab(m_importances, tr("&Importance"));
    m_tabs->addTab(m_curves, tr("&Learning curve"));
    m_tabs->addTab(roles, tr("C&olumns"));
    return m_tabs;
}

void ModelsPanel::makeLayout()
{
    m_pane->emptyState().setText(tr("No model yet"), tr("Train one on the rows of a crawl or on a CSV file:\n"
                                                        "it learns to tell one column from the others."));
    m_pane->emptyState().setButton(u"modelTrainFirst"_s, tr("Train a model…"), tr("Choose the rows"));
    m_pane->hideBarWhileEmpty();
    m_pane->table().setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_pane->table().setColumnWidth(ModelShelf::Name, 260);
    m_pane->table().setColumnWidth(ModelShelf::Task, 130);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"modelsSplitter"_s);
    splitter->addWidget(m_pane);
    splitter->addWidget(makeDetails());
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBar());
    layout->addWidget(splitter, 1);
}

void ModelsPanel::connectParts()
{
    connect(m_train, &QToolButton::clicked, this, &ModelsPanel::trainRequested);
    connect(&m_pane->emptyState(), &EmptyState::buttonClicked, this, &ModelsPanel::trainRequested);
    connect(m_goOn, &QToolButton::clicked, this, [this] { Q_EMIT goOnRequested(chosen().first()); });
    connect(m_predict, &QToolButton::clicked, this, [this] { Q_EMIT predictRequested(chosen().first()); });
    connect(m_open, &QToolButton::clicked, this, &ModelsPanel::openFile);
    connect(m_save, &QToolButton::clicked, this, &ModelsPanel::saveFile);
    connect(m_remove, &QToolButton::clicked, this, &ModelsPanel::removeChosen);
    QItemSelectionModel *selection = m_pane->table().selectionModel();
    connect(selection, &QItemSelectionModel::selectionChanged, this, &ModelsPanel::showChosen);
    connect(&m_shelf, &ModelShelf::added, this, [this](int row) {
        const QModelIndex shown = m_pane->rows().mapFromSource(m_shelf.index(row, 0));
        if (shown.isValid())
            m_pane->table().selectRow(shown.row());
    });
    connect(&m_shelf, &QAbstractItemModel::rowsRemoved, this, &ModelsPanel::showChosen);
    connect(&m_shelf, &ModelShelf::copied, this,
            [this](const QString &path) { Q_EMIT told(tr("The model was written to %1").arg(path)); });
    connect(&m_shelf, &ModelShelf::failed, this, &ModelsPanel::failed);
    connect(m_pane, &TablePane::told, this, &ModelsPanel::told);
    connect(m_pane, &TablePane::failed, this, &ModelsPanel::failed);
}

QList<int> ModelsPanel::chosen() const
{
    QList<int> rows;
    const QModelIndexList selected = m_pane->table().selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.append(m_pane->rows().mapToSource(index).row());
    return rows;
}

void ModelsPanel::showChosen()
{
    const QList<int> rows = chosen();
    const bool isOne = rows.size() == 1;
    for (QToolButton *button : {m_goOn, m_predict, m_save, m_remove})
        button->setEnabled(isOne);
    m_tabs->setVisible(m_shelf.rowCount() > 0);
    QList<CurveChart::Curve> curves;
    for (const int row : rows)
        curves.append({isOne ? QString() : m_shelf.at(row).name, m_shelf.at(row).model->curve});
    m_curves->setCurves(curves);
    if (!rows.isEmpty())
        return showModel(*m_shelf.at(rows.first()).model);
    m_confusion->setMatrix({}, {});
    m_confusionStack->setCurrentIndex(1);
    m_importances->setImportances({});
    m_roles->setProposals({});
    m_card->setText(tr("Choose a model above; with several, their learning curves stand side by side."));
}

void ModelsPanel::showModel(const core::Model &model)
{
    m_card->setText(modelCardText(model));
    m_confusion->setMatrix(model.target.classes, model.metrics.confusion);
    m_confusionStack->setCurrentIndex(m_confusion->rowCount() > 0 ? 0 : 1);
    m_importances->setImportances(model.importances);
    QList<core::RoleProposal> roles;
    for (const core::RoleAssignment &role : model.roles)
        roles.append({role.column, role.role, {}, false});
    for (core::RoleProposal &role : roles) {
        for (const core::ColumnImportance &importance : model.importances) {
            if (importance.column == role.column)
                role.reason = tr("%1 % of the gain").arg(QLocale().toString(100 * importance.gain, 'f', 1));
        }
    }
    m_roles->setProposals(roles);
}

void ModelsPanel::openFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a model"), {}, tr(modelFilter));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, &m_shelf, &ModelShelf::import);
    dialog->open();
}

void ModelsPanel::saveFile()
{
    const int row = chosen().value(0, -1);
    if (row < 0)
        return;
    auto *dialog = new QFileDialog(this, tr("Save a copy of the model"), {}, tr(modelFilter));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(m_shelf.at(row).name + u".json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, model = m_shelf.at(row).model](const QString &path) {
        for (int at = 0; at < m_shelf.rowCount(); ++at) {
            if (m_shelf.at(at).model == model)
                return m_shelf.copyTo(at, path);
        }
    });
    dialog->open();
}

void ModelsPanel::removeChosen()
{
    const int row = chosen().value(0, -1);
    if (row < 0)
        return;
    const auto model = m_shelf.at(row).model;
    QMessageBox *box = makeQuestion(this, u"removeModelDialog"_s, Tone::Warning, tr("Remove the model?"),
                                    tr("Remove %1?").arg(m_shelf.at(row).name),
                                    tr("Its file is deleted. Predictions that it made stay."));
    QPushButton *yes = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    describe(yes, u"removeModelYes"_s, tr("Remove"), tr("Delete the model's file"));
    QPushButton *no = box->addButton(tr("Keep"), QMessageBox::RejectRole);
    describe(no, u"removeModelNo"_s, tr("Keep"), tr("Change nothing"));
    box->setDefaultButton(no);
    connect(yes, &QPushButton::clicked, this, [this, model] {
        for (int at = 0; at < m_shelf.rowCount(); ++at) {
            if (m_shelf.at(at).model == model)
                return m_shelf.remove(at);
        }
    });
    box->open();
}

void ModelsPanel::focusFilter()
{
    m_pane->focusFilter();
}

} // namespace sluice::ui
