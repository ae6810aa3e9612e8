// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/trainingoptions.h"

#include "core/base/nearestname.h"
#include "core/learn/cellreading.h"

#include <QLocale>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <variant>
#include <vector>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

using Options = TrainingOptions;

struct IntField
{
    int Options::*member;
    int least;
    int most;
};
struct NumberField
{
    double Options::*member;
    double least;
    double most;
    bool isLeastExcluded = false;
};
struct NamedField
{
    QString expected;
    bool (*set)(Options &options, const QString &text);
    QString (*get)(const Options &options);
};

struct Field
{
    QString name;
    QString help;
    std::variant<IntField, NumberField, NamedField> kind;
};

bool setTask(Options &options, const QString &text)
{
    const qsizetype index = QStringList{u"auto"_s, u"classification"_s, u"regression"_s}.indexOf(text);
    options.task = TaskWish(std::max<qsizetype>(index, 0));
    return index >= 0;
}

QString taskText(const Options &options)
{
    switch (options.task) {
    case TaskWish::Auto:
        return u"auto"_s;
    case TaskWish::Classification:
        return u"classification"_s;
    case TaskWish::Regression:
        return u"regression"_s;
    }
    Q_UNREACHABLE();
}

bool setMissing(Options &options, const QString &text)
{
    const auto number = readNumber(text.toUtf8());
    options.missing.isNative = text == "native"_L1;
    if (number)
        options.missing.number = *number;
    return number || options.missing.isNative;
}

QString missingText(const Options &options)
{
    return options.missing.isNative ? u"native"_s
                                    : QString::number(options.missing.number, 'g', QLocale::FloatingPointShortest);
}

bool setWeights(Options &options, const QString &text)
{
    ClassWeights weights;
    weights.isBalanced = text == "balanced"_L1;
    if (!weights.isBalanced && text != "none"_L1) {
        for (const QString &part : text.split(u',')) {
            const qsizetype colon = part.lastIndexOf(u':');
            const auto weight = readNumber(part.mid(colon + 1).toUtf8());
            if (colon < 1 || !weight || *weight <= 0 || *weight > 1e6 || weights.byClass.contains(part.left(colon)))
                return false;
            weights.byClass.insert(part.left(colon), *weight);
        }
    }
    options.weights = weights;
    return true;
}

QString weightsText(const Options &options)
{
    if (options.weights.isBalanced)
        return u"balanced"_s;
    QStringList parts;
    for (auto weight = options.weights.byClass.cbegin(); weight != options.weights.byClass.cend(); ++weight)
        parts.append(weight.key() + u':' + QString::number(weight.value(), 'g', QLocale::FloatingPointShortest));
    return parts.isEmpty() ? u"none"_s : parts.join(u',');
}

bool setRefit(Options &options, const QString &text)
{
    options.isRefit = text == "yes"_L1;
    return options.isRefit || text == "no"_L1;
}

QString refitText(const Options &options)
{
    return options.isRefit ? u"yes"_s : u"no"_s;
}

const std::vector<Field> &fields()
{
    static const std::vector<Field> all = {
        {u"rounds"_s, u"Trees (per class) at most"_s, IntField{&Options::rounds, 1, 100'000}},
        {u"rate"_s, u"Learning rate"_s, NumberField{&Options::rate, 0, 1, true}},
        {u"depth"_s, u"Depth of a tree at most"_s, IntField{&Options::depth, 1, 16}},
        {u"early_stopping"_s, u"Rounds without a better validation loss after which it ends; 0 = never"_s,
         IntField{&Options::earlyStopping, 0, 100'000}},
        {u"seed"_s, u"Seed of all that is random"_s, IntField{&Options::seed, 0, 2'147'483'647}},
        {u"min_child_weight"_s, u"Least weight of a leaf"_s, NumberField{&Options::minChildWeight, 0, 1e6}},
        {u"lambda"_s, u"L2 regularisation"_s, NumberField{&Options::lambda, 0, 1e6}},
        {u"alpha"_s, u"L1 regularisation"_s, NumberField{&Options::alpha, 0, 1e6}},
        {u"gamma"_s, u"Least gain of a split"_s, NumberField{&Options::gamma, 0, 1e6}},
        {u"subsample"_s, u"Share of the rows that a tree sees"_s, NumberField{&Options::subsample, 0, 1, true}},
        {u"colsample"_s, u"Share of the features that a tree sees"_s, NumberField{&Options::colsample, 0, 1, true}},
        {u"max_bin"_s, u"Steps that a number is cut into"_s, IntField{&Options::maxBin, 2, 65'536}},
        {u"threads"_s, u"Threads; 0 = one per core"_s, IntField{&Options::threads, 0, 256}},
        {u"validation"_s, u"Share of the training rows that early stopping watches"_s,
         NumberField{&Options::validation, 0, 0.9}},
        {u"test"_s, u"Share of the rows that is kept for the figures"_s, NumberField{&Options::test, 0, 0.9}},
        {u"refit"_s, u"Whether to train again on all training rows with the best number of rounds"_s,
         NamedField{u"yes or no"_s, setRefit, refitText}},
        {u"min_level_count"_s, u"Rows that a value of a text-categories column needs to be a level"_s,
         IntField{&Options::minLevelCount, 1, 1'000'000}},
        {u"max_words"_s, u"Features of a text-words column"_s, IntField{&Options::maxWords, 1, 1'024}},
        {u"task"_s, u"What is learnt"_s, NamedField{u"auto, classification or regression"_s, setTask, taskText}},
        {u"missing"_s, u"What stands for a missing number, or native: XGBoost's own"_s,
         NamedField{u"a number or native"_s, setMissing, missingText}},
        {u"class_weights"_s, u"How much the rows of each class count"_s,
         NamedField{u"none, balanced, or CLASS:WEIGHT,… with weights above 0"_s, setWeights, weightsText}},
    };
    return all;
}

QString expectedOf(const IntField &field)
{
    return u"a whole number from %1 to %2"_s.arg(field.least).arg(field.most);
}

QString expectedOf(const NumberField &field)
{
    return (field.isLeastExcluded ? u"a number above %1, at most %2"_s : u"a number from %1 to %2"_s)
        .arg(field.least)
        .arg(field.most);
}

QString expectedOf(const NamedField &field)
{
    return field.expected;
}

bool set(const IntField &field, Options &options, const QString &text)
{
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    options.*field.member = number;
    return isNumber && number >= field.least && number <= field.most;
}

bool set(const NumberField &field, Options &options, const QString &text)
{
    const auto number = readNumber(text.toUtf8());
    options.*field.member = number.value_or(0);
    return number && *number <= field.most && (field.isLeastExcluded ? *number > field.least : *number >= field.least);
}

bool set(const NamedField &field, Options &options, const QString &text)
{
    return field.set(options, text);
}

QString textOf(const IntField &field, const Options &options)
{
    return QString::number(options.*field.member);
}

QString textOf(const NumberField &field, const Options &options)
{
    return QString::number(options.*field.member, 'g', QLocale::FloatingPointShortest);
}

QString textOf(const NamedField &field, const Options &options)
{
    return field.get(options);
}

} // namespace

QString learnTaskName(LearnTask task)
{
    switch (task) {
    case LearnTask::Binary:
        return u"binary"_s;
    case LearnTask::MultiClass:
        return u"multiclass"_s;
    case LearnTask::Regression:
        return u"regression"_s;
    }
    Q_UNREACHABLE();
}

QList<TrainingOptionInfo> trainingOptionInfos()
{
    QList<TrainingOptionInfo> infos;
    for (const Field &field : fields())
        infos.append(
            {field.name, std::visit([](const auto &kind) { return expectedOf(kind); }, field.kind), field.help});
    return infos;
}

Result<void, LearnFailure> setTrainingOption(TrainingOptions &options, const QString &name, const QString &value)
{
    const std::vector<Field> &all = fields();
    const auto field = std::find_if(all.cbegin(), all.cend(), [&](const Field &known) { return known.name == name; });
    if (field == all.cend()) {
        QStringList names;
        for (const Field &known : all)
            names.append(known.name);
        const QString near = nearestName(name, names);
        return failure(LearnFault::Options,
                       near.isNull() ? u"unknown option \"%1\"; expected one of %2"_s.arg(name, names.join(u", "_s))
                                     : u"unknown option \"%1\"; did you mean %2?"_s.arg(name, near));
    }
    TrainingOptions changed = options;
    if (!std::visit([&](const auto &kind) { return set(kind, changed, value); }, field->kind))
        return failure(LearnFault::Options,
                       u"%1: expected %2, got \"%3\""_s.arg(
                           name, std::visit([](const auto &kind) { return expectedOf(kind); }, field->kind), value));
    options = changed;
    return {};
}

QJsonObject trainingOptionsJson(const TrainingOptions &options)
{
    QJsonObject json;
    for (const Field &field : fields())
        json.insert(field.name, std::visit([&](const auto &kind) { return textOf(kind, options); }, field.kind));
    return json;
}

Result<TrainingOptions, LearnFailure> trainingOptionsFromJson(const QJsonObject &json)
{
    TrainingOptions options;
    for (auto member = json.begin(); member != json.end(); ++member) {
        if (!member.value().isString())
            return failure(LearnFault::Options, u"%1: expected a text"_s.arg(member.key()));
        if (const auto done = setTrainingOption(options, member.key(), member.value().toString()); !done)
            return tl::unexpected(done.error());
    }
    return options;
}

int threadCount(const TrainingOptions &options)
{
    return options.threads > 0 ? options.threads : std::max(1, QThread::idealThreadCount());
}

} // namespace sluice::core
