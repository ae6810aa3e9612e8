// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/targetspec.h"

#include "core/base/displaytext.h"
#include "core/learn/cellreading.h"
#include "core/learn/columnprofile.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <limits>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostClasses = 1'000;
/// So many different whole numbers are classes, more are a quantity.
constexpr qsizetype mostNumberClasses = 20;
constexpr double mostlyNumbers = 0.95;
constexpr qsizetype shownLength = 40;

bool areNumbers(const QStringList &classes)
{
    return std::all_of(classes.cbegin(), classes.cend(),
                       [](const QString &name) { return readNumber(name.toUtf8()).has_value(); });
}

QStringList sortedClasses(const QSet<QByteArray> &values)
{
    QStringList classes;
    for (const QByteArray &value : values)
        classes.append(QString::fromUtf8(value));
    classes.sort();
    if (areNumbers(classes))
        std::stable_sort(classes.begin(), classes.end(), [](const QString &first, const QString &second) {
            return *readNumber(first.toUtf8()) < *readNumber(second.toUtf8());
        });
    return classes;
}

QStringList classesOf(const Column &column, bool isNumbers)
{
    QSet<QByteArray> values;
    for (qsizetype row = 0; row < column.size(); ++row) {
        const QByteArrayView cell = column.cell(row).trimmed();
        const bool isMissing = isNumbers ? isMissingNumber(cell) : cell.isEmpty();
        if (!isMissing)
            values.insert(cell.toByteArray());
    }
    return sortedClasses(values);
}

tl::unexpected<LearnFailure> unfit(const ColumnProfile &profile, const QString &why)
{
    return failure(LearnFault::Table, aboutColumn(profile.name, why));
}

QString notANumber(qsizetype row, const QString &shown)
{
    return u"row %1 is \"%2\", a number was expected"_s.arg(QString::number(row), shown);
}

bool isQuantity(const ColumnProfile &profile)
{
    const bool isWhole = profile.integers == profile.numbers;
    return profile.isNumbers() && profile.distinct > (isWhole ? mostNumberClasses : 2);
}

/// What speaks against a target as it is; null where nothing does.
QString objection(const ColumnProfile &profile, TaskWish wish)
{
    if (profile.present() == 0)
        return u"the target has no value in any row"_s;
    if (profile.distinct == 1)
        return u"the target is the same in every row: there is nothing to learn from one class"_s;
    if (wish == TaskWish::Regression)
        return profile.isNumbers() ? QString() : notANumber(profile.firstOther, profile.other);
    const bool isOwn = profile.distinct == profile.present();
    const bool isFraction = profile.isNumbers() && profile.integers < profile.numbers;
    if (isOwn && wish == TaskWish::Auto && profile.isNumbers() && !isFraction)
        return u"the target is another whole number in each of %1 rows, as an identifier is; if it is a quantity, say "
               "task=regression"_s.arg(profile.present());
    if (isOwn && (wish == TaskWish::Classification || !profile.isNumbers()))
        return u"the target has a value of its own in each of %1 rows: there are no classes"_s.arg(profile.present());
    const bool isMixed = !profile.isNumbers() && double(profile.numbers) >= mostlyNumbers * double(profile.present());
    if (isMixed && wish == TaskWish::Auto)
        return u"the target changes its type: "_s + notANumber(profile.firstOther, profile.other);
    return {};
}

} // namespace

Result<TargetSpec, LearnFailure> decideTarget(const Column &column, TaskWish wish)
{
    const ColumnProfile profile = profileOf(column);
    if (const QString why = objection(profile, wish); !why.isNull())
        return unfit(profile, why);
    TargetSpec target;
    target.column = column.name();
    if (wish == TaskWish::Regression || (wish == TaskWish::Auto && isQuantity(profile))) {
        target.task = LearnTask::Regression;
        return target;
    }
    if (profile.distinct > mostClasses)
        return unfit(profile, u"the target has %1 classes, more than %2"_s.arg(profile.distinct).arg(mostClasses));
    target.classes = classesOf(column, profile.isNumbers());
    if (target.classes.size() < 2) // spaces alone told them apart
        return unfit(profile, u"the target is the same in every row: there is nothing to learn from one class"_s);
    target.task = target.classes.size() == 2 ? LearnTask::Binary : LearnTask::MultiClass;
    return target;
}

Result<std::vector<float>, LearnFailure> labelsOf(const TargetSpec &target, const Column &column)
{
    const bool isRegression = target.task == LearnTask::Regression;
    const bool isNumbers = isRegression || areNumbers(target.classes);
    QHash<QByteArray, float> places;
    for (qsizetype i = 0; i < target.classes.size(); ++i)
        places.insert(target.classes[i].toUtf8(), float(i));
    std::vector<float> labels;
    labels.reserve(size_t(column.size()));
    for (qsizetype row = 0; row < column.size(); ++row) {
        const QByteArrayView cell = column.cell(row).trimmed();
        const auto place = places.constFind(QByteArray::fromRawData(cell.data(), cell.size()));
        if (place != places.cend()) {
            labels.push_back(*place);
        } else if (isNumbers ? isMissingNumber(cell) : cell.isEmpty()) {
            labels.push_back(std::numeric_limits<float>::quiet_NaN());
        } else if (const auto number = readNumber(cell); isRegression && number) {
            labels.push_back(float(*number));
        } else {
            const QString shown = displayText(QString::fromUtf8(cell), shownLength);
            return failure(LearnFault::Table,
                           aboutColumn(column.name(), isRegression
                                                          ? notANumber(row + 1, shown)
                                                          : u"row %1 is \"%2\", which is no class of the model"_s.arg(
                                                                QString::number(row + 1), shown)));
        }
    }
    return labels;
}

} // namespace sluice::core
