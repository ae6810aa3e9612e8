// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/modelfile.h"
#include "core/learn/modelparts.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QJsonObject ofType(const QString &type, const QString &description)
{
    return {{u"type"_s, type}, {u"description"_s, description}};
}

/// A number, or null where the figure has no meaning.
QJsonObject figure(const QString &description)
{
    return {{u"type"_s, QJsonArray{u"number"_s, u"null"_s}}, {u"description"_s, description}};
}

QJsonObject listOf(const QJsonObject &items, const QString &description)
{
    return {{u"type"_s, u"array"_s}, {u"items"_s, items}, {u"description"_s, description}};
}

QJsonObject objectOf(const QJsonObject &properties, const QStringList &required, const QString &description)
{
    return {{u"type"_s, u"object"_s},
            {u"description"_s, description},
            {u"properties"_s, properties},
            {u"required"_s, QJsonArray::fromStringList(required)}};
}

QJsonObject choice(const QStringList &names, const QString &description)
{
    return {{u"enum"_s, QJsonArray::fromStringList(names)}, {u"description"_s, description}};
}

QJsonObject targetSchema()
{
    const QStringList tasks{learnTaskName(LearnTask::Binary), learnTaskName(LearnTask::MultiClass),
                            learnTaskName(LearnTask::Regression)};
    return objectOf({{u"column"_s, ofType(u"string"_s, u"Its name"_s)},
                     {u"task"_s, choice(tasks, u"What is learnt"_s)},
                     {u"classes"_s, listOf({{u"type"_s, u"string"_s}},
                                           u"In the order of their codes; of two, the second is the positive one"_s)}},
                    {u"column"_s, u"task"_s, u"classes"_s}, u"The column that is predicted"_s);
}

QJsonObject columnsSchema()
{
    const QJsonObject properties{
        {u"name"_s, ofType(u"string"_s, u"Of the column"_s)},
        {u"role"_s, choice(columnRoleNames(), u"What it is to the model"_s)},
        {u"levels"_s, listOf({{u"type"_s, u"string"_s}},
                             u"Of categories: a value's place is its code; the next code is a missing value's, the one "
                             "after it any other value's"_s)},
        {u"has_missing"_s, ofType(u"boolean"_s, u"Of categories: the training had missing values; else, and where the "
                                                "same holds for other values, a split sends them with the most of its "
                                                "training rows"_s)},
        {u"has_other"_s, ofType(u"boolean"_s, u"Of categories: the training had values beside the levels"_s)},
        {u"buckets"_s,
         listOf({{u"type"_s, u"integer"_s}},
                u"Of words: the hashes that are features. A word's hash is FNV-1a in 32 bits of its lower "
                "case in UTF-8, the upper half XOR the lower"_s)},
        {u"has_time"_s, ofType(u"boolean"_s, u"Of dates: whether the hour is a feature"_s)}};
    return listOf(
        objectOf(properties, {u"name"_s, u"role"_s}, {}),
        u"All columns of the training table. Features follow each other in this order: numbers and categories "
        "one, dates year, month, day, weekday (Monday is 1) and hour, words one a bucket"_s);
}

QJsonObject optionsSchema()
{
    QJsonObject properties;
    for (const TrainingOptionInfo &info : trainingOptionInfos())
        properties.insert(info.name, ofType(u"string"_s, info.help + u": "_s + info.expected));
    return objectOf(properties, {}, u"What it was trained with, each as text"_s);
}

QJsonObject metricsSchema()
{
    return objectOf(
        {{u"rows"_s, ofType(u"integer"_s, u"That they were made with; 0 = there was no test part"_s)},
         {u"accuracy"_s, figure(u"Share of the rows told right"_s)},
         {u"log_loss"_s, figure(u"Mean negative natural logarithm of the true class's probability"_s)},
         {u"auc"_s, figure(u"Area under the ROC curve, for more classes the mean of each against the rest"_s)},
         {u"f1"_s, figure(u"Of the second class, for more classes their mean"_s)},
         {u"rmse"_s, figure(u"Root of the mean squared error"_s)},
         {u"confusion"_s, listOf(listOf({{u"type"_s, u"integer"_s}}, u"A true class"_s), u"True × predicted class"_s)}},
        {}, u"Figures on rows the model has not seen"_s);
}

QJsonObject curveSchema()
{
    return objectOf(
        {{u"metric"_s, ofType(u"string"_s, u"XGBoost's name of the loss"_s)},
         {u"best_round"_s, ofType(u"integer"_s, u"Rounds that were kept"_s)},
         {u"training"_s, listOf(figure(u"Loss"_s), u"After each round"_s)},
         {u"validation"_s, listOf(figure(u"Loss"_s), u"After each round; none without a validation part"_s)}},
        {}, u"How the training went"_s);
}

QJsonObject importancesSchema()
{
    return listOf(
        objectOf({{u"column"_s, ofType(u"string"_s, u"Its name"_s)},
                  {u"gain"_s, ofType(u"number"_s, u"Share in the loss that all splits took away"_s)},
                  {u"permutation"_s, figure(u"What accuracy loses, or RMSE gains, when its values are shuffled"_s)}},
                 {}, {}),
        u"By gain, the largest first"_s);
}

QJsonObject cardSchema()
{
    return objectOf({{u"data"_s, ofType(u"string"_s, u"What it was trained on"_s)},
                     {u"created"_s, ofType(u"string"_s, u"ISO 8601, UTC"_s)},
                     {u"program"_s, ofType(u"string"_s, u"That trained it"_s)},
                     {u"library"_s, ofType(u"string"_s, u"That trained it, with its version"_s)},
                     {u"rows"_s, ofType(u"integer"_s, u"With a target"_s)},
                     {u"rows_without_target"_s, ofType(u"integer"_s, u"Left out"_s)},
                     {u"test_rows"_s, ofType(u"integer"_s, u"Of the rows, those kept for the figures alone"_s)},
                     {u"threads"_s, ofType(u"integer"_s, u"It was trained with"_s)},
                     {u"group"_s, ofType(u"string"_s, u"Column whose values no split divided; may be empty"_s)}},
                    {}, u"What to know before using it"_s);
}

} // namespace

QByteArray modelSchema()
{
    const QJsonObject properties{
        {u"format"_s, QJsonObject{{u"const"_s, modelFormat()}}},
        {u"version"_s, QJsonObject{{u"const"_s, modelVersion}}},
        {u"card"_s, cardSchema()},
        {u"target"_s, targetSchema()},
        {u"columns"_s, columnsSchema()},
        {u"options"_s, optionsSchema()},
        {u"metrics"_s, metricsSchema()},
        {u"importances"_s, importancesSchema()},
        {u"curve"_s, curveSchema()},
        {u"booster_sha256"_s, ofType(u"string"_s, u"SHA-256 of the booster as it is written here, against damage"_s)},
        {u"booster"_s,
         ofType(u"object"_s, u"The trees in XGBoost's JSON model schema; XGBoost loads this part as it is"_s)}};
    QJsonObject schema = objectOf(
        properties,
        {u"format"_s, u"version"_s, u"target"_s, u"columns"_s, u"options"_s, u"booster_sha256"_s, u"booster"_s},
        u"Written and read by sluice and sluice-cli"_s);
    schema.insert(u"$schema"_s, u"https://json-schema.org/draft/2020-12/schema"_s);
    schema.insert(u"title"_s, u"Sluice model"_s);
    return QJsonDocument(schema).toJson();
}

} // namespace sluice::core
