// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/bansmodel.h"

#include "ui/proxies/proxytexts.h"
#include "ui/widgets/roles.h"

#include <QDateTime>
#include <QLocale>

namespace sluice::ui {

void BansModel::setLines(const QList<core::ProxyHostRecord> &lines)
{
    beginResetModel();
    m_lines = lines;
    endResetModel();
}

int BansModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int BansModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BansModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::ProxyHostRecord &line = m_lines.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(line, index.column());
    case SortRole:
    case CopyRole:
        return raw(line, index.column());
    case ToneRole:
        if (index.column() == Errors && line.errors > 0)
            return int(Tone::Danger);
        return int(index.column() == BannedUntil ? Tone::Warning : Tone::Plain);
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    default:
        return {};
    }
}

QVariant BansModel::text(const core::ProxyHostRecord &line, int column)
{
    const QLocale locale;
    switch (column) {
    case Host:
        return line.host;
    case Requests:
        return locale.toString(line.requests);
    case Errors:
        return line.errors == 0 ? QString() : locale.toString(line.errors);
    case BannedUntil:
        return ProxyTexts::time(line.bannedUntilUtcMs);
    case Reason:
        return line.reason;
    default:
        return {};
    }
}

QVariant BansModel::raw(const core::ProxyHostRecord &line, int column)
{
    switch (column) {
    case Requests:
        return line.requests;
    case Errors:
        return line.errors;
    case BannedUntil:
        return line.bannedUntilUtcMs == 0 ? QVariant() : QDateTime::fromMSecsSinceEpoch(line.bannedUntilUtcMs, Qt::UTC);
    default:
        return text(line, column);
    }
}

QVariant BansModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Requests || section == Errors ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Host:
        return tr("Host");
    case Requests:
        return tr("Requests");
    case Errors:
        return tr("Errors");
    case BannedUntil:
        return tr("Banned until");
    default:
        return tr("Reason");
    }
}

} // namespace sluice::ui
