// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/threadpool.h"
#include "core/learn/learnfailure.h"
#include "core/learn/model.h"

#include <QAbstractTableModel>

#include <memory>

namespace sluice::ui {

/// A model and its file on the shelf.
struct ShelvedModel
{
    QString path;
    QString name;
    std::shared_ptr<const core::Model> model;
};

/// The models that were trained or opened, in a folder where each is a file, so that none is lost: they stand there
/// again at the next start. As a table they can be compared by their figures.
class ModelShelf final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Target, Task, Accuracy, LogLoss, Auc, F1, Rmse, Rounds, Rows, Data, Trained, ColumnCount };

    /// The folder is made when the first model is put there.
    explicit ModelShelf(QString folder, QObject *parent = nullptr);
    /// Waits for what is on its way to the disk.
    ~ModelShelf() override;

    /// Reads what lies in the folder; models appear one by one.
    void load();
    /// Writes a model into the folder under a name of its own: added(), and failed() where it cannot be written.
    void put(const std::shared_ptr<const core::Model> &model);
    /// Reads a model file from elsewhere and puts it here.
    void import(const QString &path);
    /// Writes a copy to a file of the user's choice; copied() or failed().
    void copyTo(int row, const QString &path);
    /// Takes a model and its file away.
    void remove(int row);
    [[nodiscard]] const ShelvedModel &at(int row) const { return m_models.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void added(int row); ///< by put() or import()
    void copied(const QString &path);
    void failed(const QString &detail);

private:
    using Loaded = core::Result<std::shared_ptr<const core::Model>, core::LearnFailure>;

    void add(const QString &path, const std::shared_ptr<const core::Model> &model);
    [[nodiscard]] QString freePath(const core::Model &model) const;

    QString m_folder;
    QList<ShelvedModel> m_models;
    core::ThreadPool m_reading{1}; ///< last: they wait for what has begun
    core::ThreadPool m_writing{1}; ///< one after the other, and none is left out at the end
};

/// "binary classification" …, to show.
[[nodiscard]] QString learnTaskText(core::LearnTask task);
/// A figure as tables show it; empty where there is none.
[[nodiscard]] QString figureText(const std::optional<double> &value);

} // namespace sluice::ui
