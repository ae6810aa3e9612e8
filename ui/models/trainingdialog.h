// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/datachoice.h"
#include "ui/models/modelwork.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTabWidget;

namespace sluice::ui {

class Callout;
class CurveChart;
class DataTable;
class ParametersModel;
class RolesModel;

/// From a table to a model: its columns with their roles, what is to be predicted, the parameters, and the training with
/// its learning curve. trained() ends it.
class TrainingDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `from`: goes on from that model, whose roles and parameters hold; null: from nothing.
    explicit TrainingDialog(const ModelGround &ground, std::shared_ptr<const core::Model> from = nullptr,
                            QWidget *parent = nullptr);

    [[nodiscard]] DataChoice &dataChoice() { return *m_data; }
    void reject() override;

Q_SIGNALS:
    void trained(const sluice::ui::TrainedModel &model);

private:
    void nameWidgets();
    [[nodiscard]] QWidget *makeForm();
    [[nodiscard]] QWidget *makeTabs();
    [[nodiscard]] QWidget *makeFooter();
    [[nodiscard]] DataTable *makeTable(const QString &objectName, const QString &name, QAbstractItemModel *model);
    void connectParts();
    void readData();
    void takeTable(const ReadTable &table);
    void takeTarget();
    void takeProgress(const core::TrainingProgress &progress);
    void takeFailure(const core::LearnFailure &failure);
    void train();
    void updateState();
    /// Why there can be no training yet; empty where there can.
    [[nodiscard]] QString objection() const;

    std::shared_ptr<const core::Model> m_from;
    ReadTable m_table;
    ModelWork m_work;
    bool m_isTraining = false;
    RolesModel *m_roles;
    ParametersModel *m_parameters;
    DataChoice *m_data;
    QComboBox *m_target;
    QComboBox *m_group;
    QSpinBox *m_folds;
    Callout *m_trouble;
    QTabWidget *m_tabs;
    CurveChart *m_curve;
    QLabel *m_words;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QPushButton *m_train;
};

} // namespace sluice::ui
