// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modelactions.h"
#include "app/cli/modelfigures.h"
#include "app/cli/modelwork.h"
#include "core/learn/modelfile.h"
#include "core/learn/predictor.h"
#include "core/learn/tablesource.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

core::Result<QJsonObject, core::LearnFailure> evaluateFile(const QString &modelPath, const QString &data,
                                                           const core::CancelToken &cancel)
{
    const auto model = core::loadModel(modelPath);
    if (!model)
        return tl::unexpected(model.error());
    const auto table = core::readCsvTable(data, cancel);
    if (!table)
        return tl::unexpected(table.error());
    const auto metrics = core::evaluate(*model, *table);
    if (!metrics)
        return core::failure(metrics.error().kind, u"%1: %2"_s.arg(data, metrics.error().detail));
    QJsonObject json = figuresJson(*metrics);
    const QJsonObject description = descriptionJson(*model);
    for (auto member = description.begin(); member != description.end(); ++member)
        json.insert(member.key(), member.value());
    return json;
}

int evaluateCommand(const Arguments &arguments, Console &console)
{
    ModelWork work(console);
    const auto figures = work.run([operands = arguments.operands(), token = work.token()] {
        return evaluateFile(operands.first(), operands.last(), token);
    });
    if (!figures)
        return work.failed(figures.error());
    printFigures(*figures, arguments.has(u"json"_s), console);
    return Done;
}

} // namespace

Command modelEvaluateCommand()
{
    return {u"model evaluate"_s,
            u"MODEL.json DATA.csv"_s,
            u"Tell how well a model predicts a table that has the target"_s,
            u"Rows without a target are left out. Columns are found by name; further ones do not matter."_s,
            2,
            2,
            {},
            evaluateCommand};
}

} // namespace sluice::app
