// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/checksmodel.h"

#include "ui/proxies/proxytexts.h"
#include "ui/widgets/roles.h"

#include <QDateTime>

namespace sluice::ui {

namespace {

core::ProxyState stateOf(const core::ProxyCheckRecord &check)
{
    return check.isAlive ? core::ProxyState::Alive : core::ProxyState::Dead;
}

} // namespace

void ChecksModel::setChecks(const QList<core::ProxyCheckRecord> &checks)
{
    beginResetModel();
    m_checks = checks;
    endResetModel();
}

int ChecksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_checks.size());
}

int ChecksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ChecksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::ProxyCheckRecord &check = m_checks.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(check, index.column());
    case SortRole:
    case CopyRole:
        return raw(check, index.column());
    case ToneRole:
        return int(index.column() == State ? ProxyTexts::tone(stateOf(check)) : Tone::Plain);
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    default:
        return {};
    }
}

QVariant ChecksModel::text(const core::ProxyCheckRecord &check, int column)
{
    switch (column) {
    case When:
        return ProxyTexts::time(check.atUtcMs);
    case State:
        return ProxyTexts::state(stateOf(check));
    case Latency:
        return ProxyTexts::milliseconds(check.totalMs);
    case Anonymity:
        return ProxyTexts::anonymity(check.anonymity);
    case Exit:
        return check.exitAddress;
    case Reason:
        return check.reason;
    default:
        return {};
    }
}

QVariant ChecksModel::raw(const core::ProxyCheckRecord &check, int column)
{
    if (column == When)
        return QDateTime::fromMSecsSinceEpoch(check.atUtcMs, Qt::UTC);
    if (column == Latency)
        return check.totalMs < 0 ? QVariant() : QVariant(check.totalMs);
    return text(check, column);
}

QVariant ChecksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Latency ? Qt::AlignRight : Qt::AlignLeft));
    if (role == CopyRole && section == Latency)
        return tr("Latency (ms)");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case When:
        return tr("Checked");
    case State:
        return tr("State");
    case Latency:
        return tr("Latency");
    case Anonymity:
        return tr("Anonymity");
    case Exit:
        return tr("Exit address");
    default:
        return tr("Reason");
    }
}

} // namespace sluice::ui
