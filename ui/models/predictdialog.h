// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/datachoice.h"
#include "ui/models/modelwork.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sluice::ui {

class Callout;

/// Has a model predict: a crawl's rows get further columns in the project, those of a CSV file go into another file.
class PredictDialog final : public QDialog
{
    Q_OBJECT

public:
    PredictDialog(const ModelGround &ground, std::shared_ptr<const core::Model> model, const QString &name,
                  QWidget *parent = nullptr);

    [[nodiscard]] DataChoice &dataChoice() { return *m_data; }
    /// How the writing of predicted() went; an empty error ends the dialog.
    void showWritten(const QString &error);
    void reject() override;

Q_SIGNALS:
    /// To be written into the open project.
    void predicted(const sluice::core::RowPredictions &rows);
    void told(const QString &message);

private:
    void start();
    void startFile(const ModelData &chosen);
    void updateState();

    std::shared_ptr<const core::Model> m_model;
    ModelWork m_work;
    bool m_isWriting = false;
    DataChoice *m_data;
    QLabel *m_words;
    Callout *m_trouble;
    QProgressBar *m_progress;
    QPushButton *m_cancel;
    QPushButton *m_start;
};

} // namespace sluice::ui
