// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modelfigures.h"

#include "app/cli/rowprinter.h"
#include "core/store/cells.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

const QStringList &figureColumns()
{
    static const QStringList columns{u"rows"_s, u"accuracy"_s,  u"log_loss"_s, u"auc"_s, u"f1"_s,
                                     u"rmse"_s, u"deviation"_s, u"low"_s,      u"high"_s};
    return columns;
}

QJsonArray confusionJson(const QList<QList<qint64>> &confusion)
{
    QJsonArray json;
    for (const QList<qint64> &line : confusion) {
        QJsonArray counts;
        for (const qint64 count : line)
            counts.append(count);
        json.append(counts);
    }
    return json;
}

} // namespace

QJsonObject figuresJson(const core::Metrics &metrics)
{
    QJsonObject json = core::metricsJson(metrics);
    for (const QString &name : figureColumns()) {
        if (!json.contains(name))
            json.insert(name, QJsonValue());
    }
    return json;
}

QJsonObject figuresJson(const core::CrossValidation &validation)
{
    QJsonObject json;
    for (const QString &name : figureColumns())
        json.insert(name, QJsonValue());
    qint64 rows = 0;
    for (const core::Metrics &part : validation.parts)
        rows += part.rows;
    json.insert(u"rows"_s, rows / validation.repetitions);
    for (const core::FigureSpread &figure : validation.figures) {
        json.insert(figure.name, figure.mean);
        json.insert(figure.name + u"_deviation"_s, figure.deviation);
    }
    const core::FigureSpread *leading = validation.figure(u"accuracy"_s);
    if (!leading)
        leading = validation.figure(u"rmse"_s);
    if (leading) {
        json.insert(u"deviation"_s, leading->deviation);
        json.insert(u"repetition_deviation"_s, leading->repetitionDeviation);
        json.insert(u"low"_s, leading->low);
        json.insert(u"high"_s, leading->high);
    }
    json.insert(u"folds"_s, validation.folds);
    json.insert(u"repetitions"_s, validation.repetitions);
    json.insert(u"confusion"_s, confusionJson(validation.confusion));
    json.insert(u"importances"_s, importanceJson(validation.importances));
    return json;
}

QJsonArray importanceJson(const QList<core::ColumnImportance> &importances)
{
    QJsonArray json;
    for (const core::ColumnImportance &importance : importances) {
        const QJsonValue permutation = importance.permutation ? QJsonValue(*importance.permutation) : QJsonValue();
        json.append(QJsonObject{
            {u"column"_s, importance.column}, {u"gain"_s, importance.gain}, {u"permutation"_s, permutation}});
    }
    return json;
}

QJsonArray rolesJson(const QList<core::RoleAssignment> &roles, const QList<core::RoleProposal> &proposals)
{
    QJsonArray json;
    for (const core::RoleAssignment &role : roles) {
        QJsonObject own{{u"column"_s, role.column}, {u"role"_s, core::columnRoleName(role.role)}};
        for (const core::RoleProposal &proposal : proposals) {
            if (proposal.column == role.column)
                own.insert(u"reason"_s, proposal.role == role.role ? proposal.reason : u"chosen"_s);
        }
        json.append(own);
    }
    return json;
}

QJsonObject descriptionJson(const core::Model &model)
{
    return {{u"target"_s, model.target.column},
            {u"task"_s, core::learnTaskName(model.target.task)},
            {u"classes"_s, QJsonArray::fromStringList(model.target.classes)},
            {u"rounds"_s, model.forest.rounds()},
            {u"importances"_s, importanceJson(model.importances)}};
}

void printFigures(const QJsonObject &json, bool isJson, Console &console)
{
    if (isJson) {
        console.write(QJsonDocument(json).toJson(QJsonDocument::Compact) + '\n');
        return;
    }
    core::RowValues values;
    for (const QString &name : figureColumns())
        values.append(core::cellOf(json.value(name)));
    RowPrinter printer(console, RowPrinter::Format::Tsv, figureColumns());
    printer.printHeader();
    printer.print(values);
}

} // namespace sluice::app
