// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/modelparts.h"

#include "core/learn/columnwriter.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostClasses = 1'000;
constexpr qsizetype mostLevels = 4'096;
constexpr qsizetype mostBuckets = 1'024;
constexpr qsizetype mostColumns = 100'000;

QJsonArray textsJson(const QByteArrayList &texts)
{
    QJsonArray json;
    for (const QByteArray &text : texts)
        json.append(QString::fromUtf8(text));
    return json;
}

/// Whether these are texts, each once and none empty.
bool areNames(const QJsonArray &json)
{
    QSet<QString> seen;
    for (const QJsonValue &value : json) {
        if (value.toString().isEmpty() || seen.contains(value.toString()))
            return false;
        seen.insert(value.toString());
    }
    return true;
}

Result<QByteArrayList, QString> levelsFromJson(const QJsonArray &json)
{
    if (json.size() > mostLevels || !areNames(json))
        return tl::unexpected(u"levels: expected at most %1 different texts"_s.arg(mostLevels));
    QByteArrayList levels;
    for (const QJsonValue &value : json)
        levels.append(value.toString().toUtf8());
    return levels;
}

Result<QList<quint32>, QString> bucketsFromJson(const QJsonArray &json)
{
    QList<quint32> buckets;
    for (const QJsonValue &value : json) {
        const qint64 bucket = value.toInteger(-1);
        const bool isAscending = buckets.isEmpty() || bucket > qint64(buckets.last());
        if (bucket < 0 || bucket >= qint64(wordBuckets) || !isAscending || buckets.size() >= mostBuckets)
            return tl::unexpected(
                u"buckets: expected at most %1 ascending numbers below %2"_s.arg(mostBuckets).arg(wordBuckets));
        buckets.append(quint32(bucket));
    }
    return buckets;
}

Result<ColumnEncoding, QString> encodingFromJson(const RoleAssignment &role, const QJsonObject &json)
{
    ColumnEncoding encoding;
    encoding.column = role.column;
    encoding.role = role.role;
    encoding.hasTime = role.role == ColumnRole::Date && json.value(u"has_time"_s).toBool();
    if (encoding.isCategorical()) {
        auto levels = levelsFromJson(json.value(u"levels"_s).toArray());
        if (!levels)
            return tl::unexpected(levels.error());
        encoding.levels = std::move(*levels);
        encoding.hasMissing = json.value(u"has_missing"_s).toBool();
        encoding.hasOther = json.value(u"has_other"_s).toBool();
    }
    if (role.role == ColumnRole::TextWords) {
        auto buckets = bucketsFromJson(json.value(u"buckets"_s).toArray());
        if (!buckets)
            return tl::unexpected(buckets.error());
        encoding.buckets = std::move(*buckets);
    }
    return encoding;
}

QJsonObject columnJson(const RoleAssignment &role, const FeatureEncoder &encoder)
{
    QJsonObject json{{u"name"_s, role.column}, {u"role"_s, columnRoleName(role.role)}};
    const auto encoding = std::find_if(encoder.columns.cbegin(), encoder.columns.cend(),
                                       [&](const ColumnEncoding &known) { return known.column == role.column; });
    if (encoding == encoder.columns.cend())
        return json;
    if (encoding->isCategorical()) {
        json.insert(u"levels"_s, textsJson(encoding->levels));
        json.insert(u"has_missing"_s, encoding->hasMissing);
        json.insert(u"has_other"_s, encoding->hasOther);
    }
    if (encoding->role == ColumnRole::Date)
        json.insert(u"has_time"_s, encoding->hasTime);
    if (encoding->role == ColumnRole::TextWords) {
        QJsonArray buckets;
        for (const quint32 bucket : encoding->buckets)
            buckets.append(qint64(bucket));
        json.insert(u"buckets"_s, buckets);
    }
    return json;
}

QJsonArray numbersJson(const QList<double> &numbers)
{
    QJsonArray json;
    for (const double number : numbers)
        json.append(std::isfinite(number) ? QJsonValue(number) : QJsonValue());
    return json;
}

QList<double> numbersFromJson(const QJsonArray &json)
{
    QList<double> numbers;
    for (const QJsonValue &value : json)
        numbers.append(value.toDouble());
    return numbers;
}

} // namespace

QString modelFormat()
{
    return u"sluice-model"_s;
}

QJsonObject targetJson(const TargetSpec &target)
{
    return {{u"column"_s, target.column},
            {u"task"_s, learnTaskName(target.task)},
            {u"classes"_s, QJsonArray::fromStringList(target.classes)}};
}

Result<TargetSpec, QString> targetFromJson(const QJsonObject &json)
{
    TargetSpec target;
    target.column = json.value(u"column"_s).toString();
    if (target.column.isEmpty())
        return tl::unexpected(u"target.column: expected a text"_s);
    const QString task = json.value(u"task"_s).toString();
    const QJsonArray classes = json.value(u"classes"_s).toArray();
    for (const LearnTask known : {LearnTask::Binary, LearnTask::MultiClass, LearnTask::Regression}) {
        if (learnTaskName(known) == task)
            target.task = known;
    }
    if (learnTaskName(target.task) != task)
        return tl::unexpected(u"target.task: expected binary, multiclass or regression"_s);
    const qsizetype least = target.task == LearnTask::Regression ? 0 : target.task == LearnTask::Binary ? 2 : 3;
    const qsizetype most = target.task == LearnTask::MultiClass ? mostClasses : least;
    if (classes.size() < least || classes.size() > most || !areNames(classes))
        return tl::unexpected(u"target.classes: expected %1 to %2 different texts"_s.arg(least).arg(most));
    for (const QJsonValue &name : classes)
        target.classes.append(name.toString());
    return target;
}

QJsonArray columnsJson(const QList<RoleAssignment> &roles, const FeatureEncoder &encoder)
{
    QJsonArray json;
    for (const RoleAssignment &role : roles)
        json.append(columnJson(role, encoder));
    return json;
}

Result<ModelColumns, QString> columnsFromJson(const QJsonArray &json)
{
    ModelColumns columns;
    QSet<QString> seen;
    if (json.size() > mostColumns)
        return tl::unexpected(u"columns: more than %1"_s.arg(mostColumns));
    for (const QJsonValue &value : json) {
        const QJsonObject column = value.toObject();
        const QString name = column.value(u"name"_s).toString();
        const auto role = columnRoleOf(column.value(u"role"_s).toString());
        if (name.isEmpty() || seen.contains(name))
            return tl::unexpected(u"columns: expected different names"_s);
        if (!role)
            return tl::unexpected(
                u"columns: \"%1\": role: expected one of %2"_s.arg(name, columnRoleNames().join(u", "_s)));
        seen.insert(name);
        columns.roles.append({name, *role});
        if (!isFeatureRole(*role))
            continue;
        auto encoding = encodingFromJson(columns.roles.last(), column);
        if (!encoding)
            return tl::unexpected(u"columns: \"%1\": %2"_s.arg(name, encoding.error()));
        columns.encodings.append(std::move(*encoding));
    }
    return columns;
}

QJsonObject cardJson(const ModelCard &card)
{
    return {{u"data"_s, card.data},
            {u"created"_s, card.createdUtc.toString(Qt::ISODate)},
            {u"program"_s, card.program},
            {u"library"_s, card.library},
            {u"rows"_s, qint64(card.rows)},
            {u"rows_without_target"_s, qint64(card.rowsWithout)},
            {u"test_rows"_s, qint64(card.testRows)},
            {u"threads"_s, card.threads},
            {u"group"_s, card.group}};
}

ModelCard cardFromJson(const QJsonObject &json)
{
    ModelCard card;
    card.data = json.value(u"data"_s).toString();
    card.createdUtc = QDateTime::fromString(json.value(u"created"_s).toString(), Qt::ISODate);
    card.program = json.value(u"program"_s).toString();
    card.library = json.value(u"library"_s).toString();
    card.rows = json.value(u"rows"_s).toInteger();
    card.rowsWithout = json.value(u"rows_without_target"_s).toInteger();
    card.testRows = json.value(u"test_rows"_s).toInteger();
    card.threads = json.value(u"threads"_s).toInt();
    card.group = json.value(u"group"_s).toString();
    return card;
}

QJsonObject curveJson(const LearningCurve &curve)
{
    return {{u"metric"_s, curve.metric},
            {u"best_round"_s, curve.bestRound},
            {u"training"_s, numbersJson(curve.training)},
            {u"validation"_s, numbersJson(curve.validation)}};
}

LearningCurve curveFromJson(const QJsonObject &json)
{
    LearningCurve curve;
    curve.metric = json.value(u"metric"_s).toString();
    curve.bestRound = json.value(u"best_round"_s).toInt();
    curve.training = numbersFromJson(json.value(u"training"_s).toArray());
    curve.validation = numbersFromJson(json.value(u"validation"_s).toArray());
    return curve;
}

QJsonArray importancesJson(const QList<ColumnImportance> &importances)
{
    QJsonArray json;
    for (const ColumnImportance &importance : importances) {
        const QJsonValue permutation = importance.permutation ? QJsonValue(*importance.permutation) : QJsonValue();
        json.append(QJsonObject{
            {u"column"_s, importance.column}, {u"gain"_s, importance.gain}, {u"permutation"_s, permutation}});
    }
    return json;
}

QList<ColumnImportance> importancesFromJson(const QJsonArray &json)
{
    QList<ColumnImportance> importances;
    for (const QJsonValue &value : json) {
        const QJsonObject own = value.toObject();
        const QJsonValue permutation = own.value(u"permutation"_s);
        importances.append({own.value(u"column"_s).toString(), own.value(u"gain"_s).toDouble(),
                            permutation.isDouble() ? std::optional(permutation.toDouble()) : std::nullopt});
    }
    return importances;
}

} // namespace sluice::core
