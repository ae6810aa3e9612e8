// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/modelwork.h"

#include "core/base/clock.h"
#include "core/base/outputfile.h"
#include "core/batch/callbacks.h"
#include "core/learn/predictedtable.h"
#include "core/learn/tablesource.h"
#include "core/learn/trainer.h"
#include "core/store/projectreader.h"

#include <QElapsedTimer>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

using core::LearnFailure;
using core::LearnFault;
using core::Model;

constexpr qint64 tellEveryMs = 40;

/// A probability as rows show it: what is beyond the sixth digit is none of the model's knowledge.
std::optional<double> rounded(const std::optional<double> &probability)
{
    return probability ? std::optional(std::round(*probability * 1e6) / 1e6) : std::nullopt;
}

core::Result<TrainedModel, LearnFailure> trainTask(const TrainingTask &task, const core::TrainingGround &ground)
{
    const Model *from = task.from.get();
    const auto dataset = from ? core::datasetFor(*from, *task.table, task.group)
                              : core::Dataset::make(*task.table, task.roles, task.group, task.options.task);
    if (!dataset)
        return tl::unexpected(dataset.error());
    TrainedModel trained;
    if (task.folds > 0) {
        auto validated = core::crossValidate(*dataset, task.options, task.folds, 1, ground);
        if (!validated)
            return tl::unexpected(validated.error());
        trained.validation = std::move(*validated);
    }
    auto model = core::trainModel(*dataset, task.options, from, task.dataName, core::SystemClock(), ground);
    if (!model)
        return tl::unexpected(model.error());
    trained.model = std::make_shared<const Model>(std::move(*model));
    return trained;
}

/// Rows are told by their order, which is that of their ids: of rows that came meanwhile nothing is said.
core::Result<core::RowPredictions, LearnFailure> predictCrawl(const Model &model, const ModelData &data,
                                                              const core::CancelToken &cancel)
{
    const auto reader = core::ProjectReader::open(data.projectPath);
    if (!reader)
        return core::failure(LearnFault::Source, reader.error().detail);
    const auto ids = (*reader)->rowIds(data.crawl, {}, cancel);
    if (!ids)
        return core::failure(cancel.isCancelled() ? LearnFault::Cancelled : LearnFault::Source, ids.error().detail);
    const auto table = readTable(data, cancel);
    if (!table)
        return tl::unexpected(table.error());
    // Ids are never given twice: where they are the same before and after, these are their rows.
    const auto idsAfter = (*reader)->rowIds(data.crawl, {}, cancel);
    if (!idsAfter || *idsAfter != *ids || table->rowCount() != ids->size())
        return core::failure(LearnFault::Source,
                             u"the rows of %1 changed while they were read; predict once more"_s.arg(data.name));
    core::RowPredictions predictions{data.crawl, model.target.column, {}, {}};
    const auto take = [&](qsizetype row, const core::Prediction &one) {
        const QVariant value = one.number ? QVariant(*one.number) : QVariant(one.predicted);
        if (row < ids->size())
            predictions.rows.append({ids->at(row), value, rounded(one.probability)});
    };
    if (const auto done = core::predictRows(model, *table, cancel, take); !done)
        return tl::unexpected(done.error());
    return predictions;
}

} // namespace

ModelWork::ModelWork(QObject *parent)
    : QObject(parent)
{}

ModelWork::~ModelWork()
{
    m_cancel.cancel();
}

template <typename Work, typename Done>
void ModelWork::run(Work work, Done done)
{
    m_cancel.cancel(); // another choice was made meanwhile
    m_cancel = {};
    m_isRunning = true;
    using Answer = std::invoke_result_t<Work &, core::CancelToken>;
    auto bound = [work, token = m_cancel.token()]() mutable { return work(token); };
    const auto take = [this, done, token = m_cancel.token()](const core::OutcomeOf<Answer> &outcome) {
        if (token.isCancelled() && !m_cancel.isCancelled())
            return; // of an earlier choice
        m_isRunning = false;
        if (outcome)
            return done(*outcome);
        const auto &failure = outcome.error();
        Q_EMIT failed(failure.error.value_or(LearnFailure{LearnFault::Library, failure.detail}));
    };
    core::addDoneCallback(m_thread.submit(std::move(bound)), this, take);
}

void ModelWork::read(const ModelData &data)
{
    const auto work = [data](const core::CancelToken &cancel) -> core::Result<ReadTable, LearnFailure> {
        auto table = readTable(data, cancel);
        if (!table)
            return tl::unexpected(table.error());
        ReadTable read;
        read.table = std::make_shared<const core::Table>(std::move(*table));
        read.proposals = core::proposeRoles(*read.table, {});
        return read;
    };
    run(work, [this](const ReadTable &read) { Q_EMIT wasRead(read); });
}

void ModelWork::train(const TrainingTask &task)
{
    // The thread is a member: it ends before this does, so the pointer outlives its use there.
    const auto watch = [this, last = QElapsedTimer()](const core::TrainingProgress &progress) mutable {
        if (last.isValid() && last.elapsed() < tellEveryMs && progress.round > 1 && progress.round < progress.rounds)
            return; // small tables have thousands of rounds a second
        last.start();
        QMetaObject::invokeMethod(
            this, [this, progress] { Q_EMIT progressed(progress); }, Qt::QueuedConnection);
    };
    run(
        [task, watch](const core::CancelToken &cancel) {
            return trainTask(task, {cancel, watch});
        },
        [this](const TrainedModel &model) { Q_EMIT trained(model); });
}

void ModelWork::predict(const std::shared_ptr<const Model> &model, const ModelData &data)
{
    run([model, data](const core::CancelToken &cancel) { return predictCrawl(*model, data, cancel); },
        [this](const core::RowPredictions &rows) { Q_EMIT predicted(rows); });
}

void ModelWork::predictFile(const std::shared_ptr<const Model> &model, const ModelData &data, const QString &target)
{
    const auto work = [model, data, target](const core::CancelToken &cancel) -> core::Result<qint64, LearnFailure> {
        if (core::isSameFile(data.csvPath, target))
            return core::failure(LearnFault::Output, u"%1: is read for this; choose another file"_s.arg(target));
        auto table = readTable(data, cancel);
        if (!table)
            return tl::unexpected(table.error());
        const auto predicted = core::predictTable(*model, std::move(*table), cancel);
        if (!predicted)
            return tl::unexpected(predicted.error());
        if (const auto written = core::writePredictedCsv(*predicted, target, {}, cancel); !written)
            return tl::unexpected(written.error());
        return qint64(predicted->predictions.size());
    };
    run(work, [this, target](qint64 rows) { Q_EMIT wrote(target, rows); });
}

void ModelWork::cancel()
{
    m_cancel.cancel();
}

core::Result<core::Table, LearnFailure> readTable(const ModelData &data, const core::CancelToken &cancel)
{
    return data.csvPath.isEmpty() ? core::readCrawlTable(data.projectPath, data.crawl, cancel)
                                  : core::readCsvTable(data.csvPath, cancel);
}

} // namespace sluice::ui
