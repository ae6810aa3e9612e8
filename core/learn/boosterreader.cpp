// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/boosterjson.h"
#include "core/learn/treereader.h"

#include <QJsonDocument>

#include <cmath>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostTrees = 1'000'000;

QString objectiveOf(LearnTask task)
{
    switch (task) {
    case LearnTask::Binary:
        return u"binary:logistic"_s;
    case LearnTask::MultiClass:
        return u"multi:softprob"_s;
    case LearnTask::Regression:
        return u"reg:squarederror"_s;
    }
    Q_UNREACHABLE();
}

tl::unexpected<LearnFailure> damaged(const QString &what)
{
    return failure(LearnFault::Model, u"the booster is damaged: "_s + what);
}

/// What is wrong with the frame around the trees; null where nothing is.
QString frameFault(const QJsonObject &learner, const ForestShape &shape)
{
    const QJsonObject parameters = learner.value(u"learner_model_param"_s).toObject();
    const QString objective = learner.value(u"objective"_s).toObject().value(u"name"_s).toString();
    if (learner.value(u"gradient_booster"_s).toObject().value(u"name"_s).toString() != "gbtree"_L1)
        return u"gradient_booster: expected gbtree"_s;
    if (objective != objectiveOf(shape.task))
        return u"objective: expected %1"_s.arg(objectiveOf(shape.task));
    if (parameters.value(u"num_feature"_s).toString() != QString::number(shape.categoryCounts.size()))
        return u"num_feature: expected %1, as the columns give"_s.arg(shape.categoryCounts.size());
    return {};
}

/// Whether tree i belongs to output i modulo the outputs.
bool isInterleaved(const QJsonArray &outputs, int count)
{
    for (qsizetype i = 0; i < outputs.size(); ++i) {
        if (outputs[i].toInt(-1) != int(i % count))
            return false;
    }
    return true;
}

} // namespace

Result<Forest, LearnFailure> forestFromJson(const QJsonObject &booster, const ForestShape &shape)
{
    const QJsonObject learner = booster.value(u"learner"_s).toObject();
    if (const QString fault = frameFault(learner, shape); !fault.isNull())
        return damaged(fault);
    Forest forest;
    forest.shape = shape;
    bool isNumber = false;
    const QJsonObject parameters = learner.value(u"learner_model_param"_s).toObject();
    forest.baseScore = parameters.value(u"base_score"_s).toString().toFloat(&isNumber);
    const bool isProbability = forest.baseScore > 0 && forest.baseScore < 1;
    if (!isNumber || !std::isfinite(forest.baseScore) || (shape.task == LearnTask::Binary && !isProbability))
        return damaged(u"base_score: expected a number, for two classes between 0 and 1"_s);
    const QJsonObject model = learner.value(u"gradient_booster"_s).toObject().value(u"model"_s).toObject();
    const QJsonArray trees = model.value(u"trees"_s).toArray();
    const QJsonArray outputs = model.value(u"tree_info"_s).toArray();
    if (trees.isEmpty() || trees.size() > mostTrees || trees.size() % shape.outputs != 0)
        return damaged(u"trees: expected as many for each of %1 outputs"_s.arg(shape.outputs));
    if (outputs.size() != trees.size() || !isInterleaved(outputs, shape.outputs))
        return damaged(u"tree_info: expected the outputs in turn, one a tree"_s);
    for (qsizetype i = 0; i < trees.size(); ++i) {
        const QJsonObject json = trees[i].toObject();
        auto tree = TreeReader(json, shape).read();
        if (!tree)
            return damaged(u"tree %1: %2"_s.arg(QString::number(i), tree.error()));
        forest.trees.push_back(std::move(*tree));
    }
    return forest;
}

Result<Forest, LearnFailure> forestFromBooster(QByteArray text, const ForestShape &shape)
{
    // Only where categories decide, which have no number to compare with. No name of ours is in the text.
    text.replace("NaN", "0");
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (!document.isObject())
        return damaged(error.errorString());
    return forestFromJson(document.object(), shape);
}

} // namespace sluice::core
