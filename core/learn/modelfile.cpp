// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/modelfile.h"

#include "core/base/outputfile.h"
#include "core/base/readupto.h"
#include "core/learn/boosterjson.h"
#include "core/learn/modelparts.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

QString checksumOf(const QByteArray &booster)
{
    return QString::fromLatin1(QCryptographicHash::hash(booster, QCryptographicHash::Sha256).toHex());
}

tl::unexpected<LearnFailure> noModel(const QString &why)
{
    return failure(LearnFault::Model, why);
}

/// Whether the document says that it is one of ours, and of a version known here.
Result<void, LearnFailure> checkFormat(const QJsonObject &json)
{
    if (json.value(u"format"_s).toString() != modelFormat())
        return noModel(u"this is no model file: format: expected \"%1\""_s.arg(modelFormat()));
    const int version = json.value(u"version"_s).toInt();
    if (version > modelVersion)
        return noModel(u"the model is of version %1, this program knows up to %2"_s.arg(version).arg(modelVersion));
    if (version < 1)
        return noModel(u"version: expected a number from 1"_s);
    return {};
}

/// Whether it counts `size` classes against as many; none at all is one too.
bool isSquare(const QList<QList<qint64>> &confusion, qsizetype size)
{
    return confusion.isEmpty() ||
           (confusion.size() == size &&
            std::all_of(confusion.cbegin(), confusion.cend(), [size](const auto &row) { return row.size() == size; }));
}

/// What a model says of itself, the trees apart.
Result<Model, LearnFailure> descriptionFrom(const QJsonObject &json)
{
    Model model;
    auto target = targetFromJson(json.value(u"target"_s).toObject());
    if (!target)
        return noModel(target.error());
    auto columns = columnsFromJson(json.value(u"columns"_s).toArray());
    if (!columns)
        return noModel(columns.error());
    const bool isTargetThere = columns->roles.contains(RoleAssignment{target->column, ColumnRole::Target});
    const auto targets = std::count_if(columns->roles.cbegin(), columns->roles.cend(),
                                       [](const RoleAssignment &role) { return role.role == ColumnRole::Target; });
    if (!isTargetThere || targets != 1)
        return noModel(u"columns: expected \"%1\" as the one target"_s.arg(target->column));
    const auto options = trainingOptionsFromJson(json.value(u"options"_s).toObject());
    if (!options)
        return noModel(u"options: "_s + options.error().detail);
    model.target = std::move(*target);
    model.roles = std::move(columns->roles);
    model.encoder = {std::move(columns->encodings), options->missing};
    model.options = *options;
    model.metrics = metricsFromJson(json.value(u"metrics"_s).toObject());
    if (!isSquare(model.metrics.confusion, model.target.classes.size()))
        return noModel(u"metrics: the confusion matrix is not classes × classes"_s);
    model.curve = curveFromJson(json.value(u"curve"_s).toObject());
    model.importances = importancesFromJson(json.value(u"importances"_s).toArray());
    model.card = cardFromJson(json.value(u"card"_s).toObject());
    return model;
}

} // namespace

QByteArray modelJson(const Model &model)
{
    const QByteArray booster = boosterJson(model.forest);
    const QJsonObject description{
        {u"format"_s, modelFormat()},
        {u"version"_s, modelVersion},
        {u"card"_s, cardJson(model.card)},
        {u"target"_s, targetJson(model.target)},
        {u"columns"_s, columnsJson(model.roles, model.encoder)},
        {u"options"_s, trainingOptionsJson(model.options)},
        {u"metrics"_s, metricsJson(model.metrics)},
        {u"importances"_s, importancesJson(model.importances)},
        {u"curve"_s, curveJson(model.curve)},
        {u"booster_sha256"_s, checksumOf(booster)},
    };
    QByteArray text = QJsonDocument(description).toJson(QJsonDocument::Indented).trimmed();
    text.chop(1); // the closing brace
    return text.trimmed() + ",\n    \"booster\": " + booster + "\n}\n";
}

Result<Model, LearnFailure> modelFromJson(const QByteArray &json)
{
    if (json.size() > mostModelBytes)
        return noModel(u"this is no model file: over %1 MiB"_s.arg(mostModelBytes >> 20));
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return noModel(u"this is no model file: "_s +
                       (error.error == QJsonParseError::NoError ? u"expected an object"_s : error.errorString()));
    const QJsonObject object = document.object();
    if (const auto checked = checkFormat(object); !checked)
        return tl::unexpected(checked.error());
    auto model = descriptionFrom(object);
    if (!model)
        return model;
    const ForestShape shape = ForestShape::of(model->target, model->encoder);
    auto forest = forestFromJson(object.value(u"booster"_s).toObject(), shape);
    if (!forest)
        return tl::unexpected(forest.error());
    model->forest = std::move(*forest);
    if (object.value(u"booster_sha256"_s).toString() != checksumOf(boosterJson(model->forest)))
        return noModel(u"the booster is damaged: its checksum does not match"_s);
    return model;
}

Result<void, LearnFailure> saveModel(const Model &model, const QString &path)
{
    const auto cannot = [&path](const QString &why) {
        return failure(LearnFault::Output, u"%1 cannot be written: %2"_s.arg(path, why));
    };
    const QByteArray json = modelJson(model);
    if (json.size() > mostModelBytes)
        return cannot(
            u"the model has over %1 MiB; fewer rounds or less depth make it smaller"_s.arg(mostModelBytes >> 20));
    if (path.isEmpty() || QFileInfo(path).isDir())
        return cannot(u"it is no file"_s);
    const auto file = openOutputFile(path);
    if (!file)
        return cannot(file.error());
    if ((*file)->write(json) != json.size())
        return cannot((*file)->errorString());
    if (const auto committed = commitOutputFile(**file); !committed)
        return cannot(committed.error());
    return {};
}

Result<Model, LearnFailure> loadModel(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(LearnFault::Model, u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray json = readUpTo(file, mostModelBytes + 1);
    if (file.error() != QFile::NoError)
        return failure(LearnFault::Model, u"%1: %2"_s.arg(path, file.errorString()));
    auto model = modelFromJson(json);
    if (!model)
        return failure(model.error().kind, u"%1: %2"_s.arg(path, model.error().detail));
    return model;
}

} // namespace sluice::core
