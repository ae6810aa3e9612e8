// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/batch/threadpool.h"
#include "core/learn/crossvalidation.h"
#include "core/learn/model.h"
#include "core/learn/roleproposal.h"
#include "core/store/records.h"
#include "core/store/rowpredictions.h"

#include <QObject>

#include <memory>
#include <optional>

namespace sluice::ui {

/// Where rows come from: a CSV file, or a crawl of a project.
struct ModelData
{
    QString csvPath; ///< empty = the crawl's rows
    QString projectPath;
    core::CrawlId crawl;
    QString name; ///< to show, and for the model's card

    bool operator==(const ModelData &) const = default;
};

/// A table that was read, and what its columns seem to be.
struct ReadTable
{
    std::shared_ptr<const core::Table> table;
    QList<core::RoleProposal> proposals; ///< of all columns, none of them the target
};

/// What is to be learnt from a table.
struct TrainingTask
{
    std::shared_ptr<const core::Table> table;
    QString dataName;
    QList<core::RoleAssignment> roles; ///< one a column, with one target; not looked at with `from`
    QString group;                     ///< column whose values are not divided; empty = none
    core::TrainingOptions options;
    std::shared_ptr<const core::Model> from; ///< goes on from this one; null: from nothing
    int folds = 0;                           ///< of a cross-validation before it; 0 = none
};

struct TrainedModel
{
    std::shared_ptr<const core::Model> model;
    std::optional<core::CrossValidation> validation;
};

/// Reading, training and predicting off the window's thread, one after the other. Destroying it cancels and waits.
class ModelWork final : public QObject
{
    Q_OBJECT

public:
    explicit ModelWork(QObject *parent = nullptr);
    ~ModelWork() override;

    /// wasRead() or failed().
    void read(const ModelData &data);
    /// progressed() after each round, then trained() or failed().
    void train(const TrainingTask &task);
    /// Of a crawl: predicted() or failed().
    void predict(const std::shared_ptr<const core::Model> &model, const ModelData &data);
    /// Of a CSV file into another one, with two further columns: wrote() or failed(). Never over the file it reads.
    void predictFile(const std::shared_ptr<const core::Model> &model, const ModelData &data, const QString &target);
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

Q_SIGNALS:
    void wasRead(const sluice::ui::ReadTable &table);
    void progressed(const sluice::core::TrainingProgress &progress);
    void trained(const sluice::ui::TrainedModel &model);
    void predicted(const sluice::core::RowPredictions &rows);
    void wrote(const QString &path, qint64 rows);
    void failed(const sluice::core::LearnFailure &failure);

private:
    /// `work(token)` on the thread, then `done(answer)` here.
    template <typename Work, typename Done>
    void run(Work work, Done done);

    core::CancelSource m_cancel;
    bool m_isRunning = false;
    core::ThreadPool m_thread{1}; ///< last: it waits for what has begun
};

/// The table that `data` names.
[[nodiscard]] core::Result<core::Table, core::LearnFailure> readTable(const ModelData &data,
                                                                      const core::CancelToken &cancel);

} // namespace sluice::ui
