// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchmodel.h"

#include "ui/batch/batchtexts.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"

#include <QLocale>

namespace sluice::ui {

using core::BatchEntry;

BatchModel::BatchModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void BatchModel::setResults(const QList<BatchEntry> &results)
{
    beginResetModel();
    m_results.clear();
    m_rows.clear();
    for (const BatchEntry &entry : results) {
        m_rows.insert(entry.index, int(m_results.size()));
        m_results.append(entry);
    }
    endResetModel();
}

void BatchModel::append(const QList<BatchEntry> &results)
{
    if (results.isEmpty())
        return;
    const int first = int(m_results.size());
    beginInsertRows({}, first, first + int(results.size()) - 1);
    for (const BatchEntry &entry : results) {
        m_rows.insert(entry.index, int(m_results.size()));
        m_results.append(entry);
    }
    endInsertRows();
}

int BatchModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_results.size());
}

int BatchModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BatchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const BatchEntry &entry = m_results.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case SortRole:
    case CopyRole:
        return raw(entry, index.column());
    case IdRole:
        return entry.index;
    case ToneRole:
        return index.column() == State ? QVariant(int(batchTone(entry.state))) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == Url || index.column() == Remark ? plainTip(text(entry, index.column())) : QVariant();
    case ElideRole:
        return index.column() == Url ? int(Qt::ElideMiddle) : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    default:
        return {};
    }
}

QString BatchModel::text(const BatchEntry &entry, int column)
{
    const QLocale locale;
    const bool isSent = entry.times.started >= 0;
    switch (column) {
    case Number:
        return locale.toString(entry.index + 1);
    case Url:
        return entry.url.toString();
    case State:
        return batchStateText(entry.state);
    case Status:
        return entry.status > 0 ? QString::number(entry.status) : QString();
    case Bytes:
        return entry.status > 0 ? locale.toString(entry.bytes) : QString();
    case Milliseconds:
        return isSent ? locale.toString(entry.milliseconds) : QString();
    case Started:
        return isSent ? millisecondsText(entry.times.started) : QString();
    case Remark:
        return entry.error.isEmpty() ? entry.note : entry.error;
    default:
        return {};
    }
}

QVariant BatchModel::raw(const BatchEntry &entry, int column)
{
    switch (column) {
    case Number:
        return entry.index + 1;
    case State:
        return core::batchStateName(entry.state);
    case Status:
        return entry.status > 0 ? QVariant(entry.status) : QVariant();
    case Bytes:
        return entry.status > 0 ? QVariant(entry.bytes) : QVariant();
    case Milliseconds:
        return entry.times.started >= 0 ? QVariant(entry.milliseconds) : QVariant();
    case Started:
        return entry.times.started >= 0 ? QVariant(entry.times.started) : QVariant();
    default:
        return text(entry, column);
    }
}

QVariant BatchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const bool isNumber = section != Url && section != State && section != Remark;
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole: {
        const QString titles[] = {tr("#"),     tr("Address"),      tr("State"),      tr("Status"),
                                  tr("Bytes"), tr("Milliseconds"), tr("Sent after"), tr("Remark")};
        return titles[section];
    }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ToolTipRole:
        if (section == Number)
            return tr("Place in the list of addresses");
        if (section == Started)
            return tr("How long after the start of the batch the request was sent");
        return section == Milliseconds ? tr("How long the last try took, redirects included") : QVariant();
    default:
        return {};
    }
}

} // namespace sluice::ui
