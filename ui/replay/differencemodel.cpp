// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/differencemodel.h"

#include "ui/replay/replaytexts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::RowChange;

namespace {

QString shownValue(const QJsonValue &value)
{
    if (value.isDouble())
        return QLocale().toString(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

/// A value that is null and one that is missing are the same.
bool isSame(const QJsonValue &one, const QJsonValue &other)
{
    const bool isNothing = one.isNull() || one.isUndefined();
    return isNothing ? other.isNull() || other.isUndefined() : one == other;
}

} // namespace

void DifferenceModel::setRows(const QStringList &columns, QList<ChangedRow> rows)
{
    beginResetModel();
    m_columns = columns;
    m_rows = std::move(rows);
    select();
    endResetModel();
}

void DifferenceModel::setShown(std::optional<RowChange::Kind> kind)
{
    if (kind == m_kind)
        return;
    beginResetModel();
    m_kind = kind;
    select();
    endResetModel();
}

void DifferenceModel::select()
{
    m_shown.clear();
    for (qsizetype i = 0; i < m_rows.size(); ++i) {
        if (!m_kind || m_rows.at(i).kind == *m_kind)
            m_shown.append(i);
    }
}

int DifferenceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_shown.size());
}

int DifferenceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : FirstCell + int(m_columns.size());
}

QVariant DifferenceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ChangedRow &row = m_rows.at(m_shown.at(index.row()));
    if (index.column() < FirstCell)
        return head(row, index.column(), role);
    return cell(row, m_columns.at(index.column() - FirstCell), role);
}

QVariant DifferenceModel::head(const ChangedRow &row, int column, int role) const
{
    if (role == ToneRole)
        return int(column == Kind ? ReplayTexts::tone(row.kind) : Tone::Muted);
    if (role == ElideRole && column == Page)
        return int(Qt::ElideMiddle);
    if (role == Qt::TextAlignmentRole && column == Row)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != SortRole)
        return {};
    switch (column) {
    case Kind:
        return ReplayTexts::kind(row.kind);
    case Page:
        return row.page;
    default:
        return row.position + 1;
    }
}

QVariant DifferenceModel::cell(const ChangedRow &row, const QString &column, int role) const
{
    const QJsonValue before = row.before.value(column);
    const QJsonValue after = row.after.value(column);
    const bool isChanged = row.kind == RowChange::Kind::Changed && !isSame(before, after);
    const QJsonValue &value = row.kind == RowChange::Kind::Removed ? before : after;
    if (role == ToneRole)
        return int(isChanged ? Tone::Warning : row.kind == RowChange::Kind::Added ? Tone::Plain : Tone::Muted);
    if (role == SortRole)
        return value.toVariant();
    if (role != Qt::DisplayRole)
        return {};
    if (!isChanged)
        return shownValue(value);
    const auto words = [](const QString &text) { return text.isEmpty() ? tr("(empty)") : text; };
    return u"%1 → %2"_s.arg(words(shownValue(before)), words(shownValue(after)));
}

QVariant DifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int((section == Row ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == Row)
        return tr("Which row of the page");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Kind:
        return tr("Change");
    case Page:
        return tr("Page");
    case Row:
        return tr("Row");
    default:
        return m_columns.value(section - FirstCell);
    }
}

} // namespace sluice::ui
