// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/trainer.h"

#include "core/learn/booster.h"
#include "core/learn/importance.h"
#include "core/learn/predictor.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// A step in the random numbers, so that the two splits of one seed have nothing in common.
constexpr quint64 testSalt = 0x7465'7374;

ModelCard cardOf(const Dataset &dataset, const TrainingOptions &options, const QString &data, const Clock &clock)
{
    ModelCard card;
    card.data = data;
    const qint64 seconds = clock.utcNow().toSecsSinceEpoch();
    card.createdUtc = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
    card.program = u"sluice " SLUICE_VERSION ""_s;
    card.library = u"xgboost "_s + boosterVersion();
    card.rows = qsizetype(dataset.rows().size());
    card.rowsWithout = dataset.table().rowCount() - card.rows;
    card.threads = threadCount(options);
    card.group = dataset.group();
    return card;
}

std::vector<float> truthsOf(const Dataset &dataset, const RowList &rows)
{
    std::vector<float> truths;
    for (const qsizetype row : rows)
        truths.push_back(dataset.labels()[size_t(row)]);
    return truths;
}

/// Figures and importances on rows that the model has not seen.
Result<void, LearnFailure> judge(const Dataset &dataset, const RowList &test, Model &model)
{
    model.importances = gainImportances(model.encoder, model.forest);
    model.card.testRows = qsizetype(test.size());
    if (test.empty())
        return {};
    const auto scores = scoresOf(model.encoder, model.forest, dataset.table(), test, threadCount(model.options));
    if (!scores)
        return tl::unexpected(scores.error());
    model.metrics = metricsOf(model.target, *scores, truthsOf(dataset, test));
    return addPermutationImportances(dataset, test, model, model.options.seed, model.importances);
}

} // namespace

Result<Model, LearnFailure> trainModel(const Dataset &dataset, const TrainingOptions &options, const Model *from,
                                       const QString &data, const Clock &clock, const TrainingGround &ground)
{
    const TwoParts parts = splitShare(dataset.ground(dataset.rows()), options.test, quint64(options.seed) ^ testSalt);
    if (parts.first.empty())
        return failure(LearnFault::Table,
                       aboutColumn(dataset.target().column, u"no row is left to learn from beside the test part"_s));
    auto fitted = fitForest(dataset, parts.first, options, from, ground);
    if (!fitted)
        return tl::unexpected(fitted.error());
    Model model;
    model.target = dataset.target();
    model.roles = dataset.roles();
    model.encoder = std::move(fitted->encoder);
    model.options = options;
    model.forest = std::move(fitted->forest);
    model.curve = std::move(fitted->curve);
    model.card = cardOf(dataset, options, data, clock);
    if (const auto judged = judge(dataset, parts.second, model); !judged)
        return tl::unexpected(judged.error());
    return model;
}

Result<Dataset, LearnFailure> datasetFor(const Model &model, const Table &table, const QString &group)
{
    if (const auto fits = model.encoder.checkColumns(table); !fits)
        return tl::unexpected(fits.error());
    QList<RoleAssignment> roles;
    for (const RoleAssignment &role : model.roles) {
        if (table.find(role.column) || isFeatureRole(role.role) || role.role == ColumnRole::Target)
            roles.append(role);
    }
    return Dataset::withTarget(table, roles, group, model.target);
}

} // namespace sluice::core
