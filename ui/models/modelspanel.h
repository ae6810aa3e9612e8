// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/modelshelf.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolButton;

namespace sluice::ui {

class ConfusionModel;
class CurveChart;
class DataTable;
class ImportanceChart;
class RolesModel;
class TablePane;

/// The Models screen: the models of the shelf side by side with their figures, and of the chosen ones the confusion
/// matrix, the importance of columns, and learning curves. It shows and forwards.
class ModelsPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Borrows the shelf.
    explicit ModelsPanel(ModelShelf &shelf, QWidget *parent = nullptr);

    void focusFilter();
    /// Rows of the shelf that are chosen, in the order in which they were.
    [[nodiscard]] QList<int> chosen() const;

Q_SIGNALS:
    void trainRequested();
    void goOnRequested(int row);
    void predictRequested(int row);
    void told(const QString &message);
    void failed(const QString &detail);

private:
    [[nodiscard]] QToolButton *makeButton(const QString &objectName, QLatin1StringView icon, const QString &text,
                                          const QString &tip);
    [[nodiscard]] QWidget *makeBar();
    [[nodiscard]] QWidget *makeDetails();
    [[nodiscard]] QWidget *makeConfusion();
    void makeLayout();
    void connectParts();
    void showChosen();
    void showModel(const core::Model &model);
    void openFile();
    void saveFile();
    void removeChosen();

    ModelShelf &m_shelf;
    QToolButton *m_train;
    QToolButton *m_goOn;
    QToolButton *m_predict;
    QToolButton *m_open;
    QToolButton *m_save;
    QToolButton *m_remove;
    TablePane *m_pane;
    QTabWidget *m_tabs;
    QLabel *m_card;
    ConfusionModel *m_confusion;
    DataTable *m_confusionTable;
    QStackedWidget *m_confusionStack;
    ImportanceChart *m_importances;
    CurveChart *m_curves;
    RolesModel *m_roles;
};

} // namespace sluice::ui
