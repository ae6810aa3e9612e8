// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fields/fieldsmodel.h"

#include "ui/fields/rulechecks.h"
#include "ui/widgets/roles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

FieldsModel::FieldsModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

bool FieldsModel::isEmpty(const core::FieldSpec &field)
{
    return field.name.isEmpty() && field.rule.isEmpty();
}

void FieldsModel::setFields(const QList<core::FieldSpec> &fields)
{
    beginResetModel();
    m_lines.clear();
    for (const core::FieldSpec &field : fields)
        m_lines.append({field, {}, {}, {}});
    endResetModel();
    checkAll();
    Q_EMIT changed();
}

QList<core::FieldSpec> FieldsModel::fields() const
{
    QList<core::FieldSpec> fields;
    for (const Line &line : m_lines) {
        if (!isEmpty(line.field))
            fields.append(line.field);
    }
    return fields;
}

void FieldsModel::setCounts(const QStringList &here, const QStringList &everywhere)
{
    qsizetype field = 0;
    for (Line &line : m_lines) {
        const bool isCounted = !isEmpty(line.field);
        line.here = isCounted ? here.value(field) : QString();
        line.everywhere = isCounted ? everywhere.value(field) : QString();
        field += isCounted ? 1 : 0;
    }
    if (!m_lines.isEmpty())
        Q_EMIT dataChanged(index(0, Here), index(rowCount() - 1, Everywhere), {Qt::DisplayRole});
}

void FieldsModel::append(const core::FieldSpec &field)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_lines.append({field, {}, {}, {}});
    endInsertRows();
    checkAll();
    Q_EMIT changed();
}

void FieldsModel::remove(int row)
{
    beginRemoveRows({}, row, row);
    m_lines.removeAt(row);
    endRemoveRows();
    checkAll();
    Q_EMIT changed();
}

void FieldsModel::swap(int row, int other)
{
    const int upper = std::min(row, other);
    beginMoveRows({}, upper + 1, upper + 1, {}, upper);
    m_lines.swapItemsAt(upper, upper + 1);
    endMoveRows();
    Q_EMIT changed();
}

int FieldsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int FieldsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : columns;
}

QString FieldsModel::shown(const Line &line, int column) const
{
    switch (Column(column)) {
    case Name:
        return line.field.name;
    case Rule:
        return line.field.rule;
    case Type:
        return core::columnTypeNames().value(int(line.field.type));
    case Joiner:
        return line.field.joiner;
    case Default:
        return line.field.defaultValue;
    case Here:
        return line.here;
    case Everywhere:
        return line.everywhere;
    case Required:
    case List:
        return {};
    }
    return {};
}

QVariant FieldsModel::data(const QModelIndex &index, int role) const
{
    const Line &line = m_lines.at(index.row());
    const bool isCheck = index.column() == Required || index.column() == List;
    const bool isCount = index.column() >= Here;
    if (role == Qt::CheckStateRole && isCheck)
        return (index.column() == Required ? line.field.isRequired : line.field.isList) ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return isCheck ? QVariant() : shown(line, index.column());
    if (role == ProblemRole)
        return line.problem;
    if (role == Qt::ToolTipRole && !line.problem.isEmpty())
        return line.problem;
    if (role == Qt::TextAlignmentRole && isCount)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role == ToneRole && isCount)
        return int(shown(line, index.column()).startsWith(u'0') ? Tone::Warning : Tone::Muted);
    return {};
}

bool FieldsModel::write(core::FieldSpec &field, int column, const QVariant &value, int role) const
{
    const core::FieldSpec before = field;
    const QString text = value.toString();
    switch (Column(column)) {
    case Name:
        field.name = text.trimmed();
        break;
    case Rule:
        field.rule = text;
        break;
    case Type:
        field.type = core::columnTypeFromName(text).value_or(field.type);
        break;
    case Joiner:
        field.joiner = text.isEmpty() ? QString() : text; // null: a JSON array
        break;
    case Default:
        field.defaultValue = text.isEmpty() ? QString() : text; // null: none
        break;
    case Required:
    case List:
        if (role == Qt::CheckStateRole)
            (column == Required ? field.isRequired : field.isList) = value.toInt() == Qt::Checked;
        break;
    case Here:
    case Everywhere:
        return false;
    }
    return !(field == before);
}

bool FieldsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if ((role != Qt::EditRole && role != Qt::CheckStateRole) ||
        !write(m_lines[index.row()].field, index.column(), value, role))
        return false;
    Q_EMIT dataChanged(index, index);
    checkAll();
    Q_EMIT changed();
    return true;
}

QVariant FieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return int((section >= Here ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    const QStringList titles = {tr("Name"),   tr("Rule"),    tr("Type"),      tr("Required"), tr("List"),
                                tr("Joined"), tr("Default"), tr("This page"), tr("Stored")};
    const QStringList tips = {tr("What the column is called"),
                              tr("Where the values come from: css:, xpath:, json:, re: or meta:, then |> transforms"),
                              tr("What the values are"),
                              tr("A row without this value is told as an error"),
                              tr("All values instead of the first"),
                              tr("What stands between the values of a list; empty: a JSON array"),
                              tr("What stands where nothing is found"),
                              tr("Rows of this page with a value, of all its rows"),
                              tr("Rows of the sampled stored pages with a value, of all their rows")};
    if (role == Qt::DisplayRole)
        return titles.value(section);
    return role == Qt::ToolTipRole ? QVariant(tips.value(section)) : QVariant();
}

Qt::ItemFlags FieldsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == Required || index.column() == List)
        flags |= Qt::ItemIsUserCheckable;
    else if (index.column() < Here)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QString FieldsModel::problemOf(const core::FieldSpec &field) const
{
    if (isEmpty(field))
        return {};
    if (field.rule.isEmpty())
        return tr("The column needs a rule");
    if (const QString problem = fieldRuleProblem(field.rule); !problem.isEmpty())
        return problem;
    if (field.name.isEmpty())
        return tr("The column needs a name");
    const auto namesakes =
        std::ranges::count_if(m_lines, [&field](const Line &line) { return line.field.name == field.name; });
    return namesakes > 1 ? tr("Another column is called so") : QString();
}

void FieldsModel::checkAll()
{
    for (int row = 0; row < rowCount(); ++row) {
        Line &line = m_lines[row];
        const QString problem = problemOf(line.field);
        if (problem == line.problem)
            continue;
        line.problem = problem;
        Q_EMIT dataChanged(index(row, Name), index(row, Everywhere), {ProblemRole, Qt::ToolTipRole});
    }
}

} // namespace sluice::ui
