// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/roleproposal.h"

#include "core/store/rowpredictions.h"

#include "core/base/nearestname.h"

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// Below this many values nothing can be said of how they are spread.
constexpr qsizetype fewValues = 20;
/// More levels than these are rather text.
constexpr qsizetype mostLevels = 255;
/// Numbers that are followed by a few other values: the column changes its type.
constexpr double mostlyNumbers = 0.95;
/// This share of different values names rows.
constexpr double nearlyUnique = 0.99;

QString typeOf(const ColumnProfile &profile)
{
    if (profile.isNumbers())
        return profile.integers == profile.numbers ? u"whole numbers"_s : u"numbers"_s;
    if (profile.isDates())
        return u"dates"_s;
    return profile.numbers > 0 ? u"text and numbers"_s : u"text"_s;
}

QString figuresOf(const ColumnProfile &profile)
{
    const double share = profile.rows == 0 ? 0 : double(profile.missing) * 100 / double(profile.rows);
    return u"%1, %2 different, %3 % missing"_s.arg(typeOf(profile), QString::number(profile.distinct),
                                                   QString::number(share, 'f', share > 0 && share < 1 ? 1 : 0));
}

bool hasIdentifierName(const QString &name)
{
    const QString lower = name.toLower();
    return lower == "id"_L1 || lower.endsWith("_id"_L1) || lower.endsWith(" id"_L1) || name.endsWith("Id"_L1) ||
           name.endsWith("ID"_L1);
}

bool areAllDifferent(const ColumnProfile &profile)
{
    return profile.present() >= fewValues && double(profile.distinct) >= nearlyUnique * double(profile.present());
}

/// Whole numbers, each once, that are called so or leave hardly a gap.
bool isNumbering(const ColumnProfile &profile)
{
    const bool isDense = profile.maximum - profile.minimum < 2 * double(profile.present());
    return areAllDifferent(profile) && profile.integers == profile.present() &&
           (isDense || hasIdentifierName(profile.name));
}

bool changesType(const ColumnProfile &profile)
{
    return profile.present() >= fewValues && profile.numbers < profile.present() &&
           double(profile.numbers) >= mostlyNumbers * double(profile.present());
}

RoleProposal proposal(const ColumnProfile &profile, ColumnRole role, const QString &why = {})
{
    const QString figures = figuresOf(profile);
    return {profile.name, role, why.isEmpty() ? figures : figures + u": "_s + why, false};
}

RoleProposal proposeForText(const ColumnProfile &profile)
{
    const bool isRepeating = profile.distinct * 2 <= profile.present();
    const bool isOneWord = profile.words < profile.present() * 2;
    if (isRepeating && profile.distinct <= mostLevels)
        return proposal(profile, ColumnRole::Categorical);
    if (areAllDifferent(profile) && (isOneWord || profile.addresses == profile.present()))
        return proposal(profile, ColumnRole::Identifier, u"names the rows"_s);
    if (!isOneWord)
        return proposal(profile, ColumnRole::TextWords, u"several words in a cell"_s);
    return profile.present() < fewValues
               ? proposal(profile, ColumnRole::Categorical)
               : proposal(profile, ColumnRole::TextCategories, u"only some of the values repeat"_s);
}

} // namespace

RoleProposal proposeRole(const ColumnProfile &profile)
{
    if (profile.present() == 0)
        return {profile.name, ColumnRole::Ignored, u"no value in any row"_s, false};
    if (isPredictedColumn(profile.name))
        return {profile.name, ColumnRole::Ignored, u"a model said so, not the page"_s, false};
    if (profile.distinct == 1 && profile.missing == 0)
        return {profile.name, ColumnRole::Ignored, u"the same value in every row"_s, false};
    if (profile.isNumbers() && isNumbering(profile))
        return proposal(profile, ColumnRole::Identifier, u"numbers the rows"_s);
    if (profile.isNumbers())
        return proposal(profile, ColumnRole::Numeric);
    if (changesType(profile))
        return {profile.name, ColumnRole::TextCategories,
                u"changes its type: %1 numbers, but row %2 is \"%3\""_s.arg(
                    QString::number(profile.numbers), QString::number(profile.firstOther), profile.other),
                true};
    if (profile.isDates())
        return proposal(profile, ColumnRole::Date);
    return proposeForText(profile);
}

QList<RoleProposal> proposeRoles(const Table &table, const QString &target)
{
    QList<RoleProposal> proposals;
    for (qsizetype i = 0; i < table.columnCount(); ++i) {
        const ColumnProfile profile = profileOf(table.column(i));
        proposals.append(profile.name == target ? proposal(profile, ColumnRole::Target) : proposeRole(profile));
    }
    return proposals;
}

namespace {

/// Where a column stands among the proposals; Table, naming it, where it does not.
Result<qsizetype, LearnFailure> placeOf(const QString &column, const QList<RoleProposal> &proposals)
{
    QStringList names;
    for (const RoleProposal &proposal : proposals)
        names.append(proposal.column);
    if (const qsizetype index = names.indexOf(column); index >= 0)
        return index;
    const QString near = nearestName(column, names);
    return failure(LearnFault::Table,
                   aboutColumn(column, near.isNull()
                                           ? u"the table has none of that name"_s
                                           : u"the table has none of that name; did you mean \"%1\"?"_s.arg(near)));
}

} // namespace

Result<QList<RoleAssignment>, LearnFailure> decideRoles(const QList<RoleProposal> &proposals,
                                                        const QList<RoleAssignment> &chosen, const QString &target)
{
    const auto targetAt = placeOf(target, proposals);
    if (!targetAt)
        return tl::unexpected(targetAt.error());
    QList<RoleAssignment> roles;
    for (const RoleProposal &proposal : proposals)
        roles.append({proposal.column, proposal.role});
    QList<bool> isChosen(proposals.size(), false);
    isChosen[*targetAt] = true;
    roles[*targetAt].role = ColumnRole::Target;
    for (const RoleAssignment &choice : chosen) {
        const auto at = placeOf(choice.column, proposals);
        if (!at)
            return tl::unexpected(at.error());
        if ((choice.role == ColumnRole::Target) != (*at == *targetAt))
            return failure(LearnFault::Table, aboutColumn(choice.column, u"the target is \"%1\""_s.arg(target)));
        if (isChosen[*at] && *at != *targetAt)
            return failure(LearnFault::Table, aboutColumn(choice.column, u"it was given two roles"_s));
        isChosen[*at] = true;
        roles[*at].role = choice.role;
    }
    for (qsizetype i = 0; i < proposals.size(); ++i) {
        if (proposals[i].isUnsure && !isChosen[i])
            return failure(LearnFault::Table,
                           aboutColumn(proposals[i].column, proposals[i].reason + u"; choose a role for it"_s));
    }
    return roles;
}

} // namespace sluice::core
