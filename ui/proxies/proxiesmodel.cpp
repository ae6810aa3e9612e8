// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxiesmodel.h"

#include "core/proxy/proxyaddress.h"
#include "ui/proxies/proxycolumns.h"
#include "ui/proxies/proxytexts.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"

#include <QDateTime>
#include <QLocale>
#include <QSet>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int mostSteps = 64; ///< beyond which all rows change at once is cheaper than one run of rows after the other

} // namespace

ProxiesModel::ProxiesModel(QObject *parent)
    : QAbstractTableModel(parent)
{}

void ProxiesModel::setProxies(const QList<core::ProxyRecord> &proxies)
{
    beginResetModel();
    m_proxies = proxies;
    m_rows.clear();
    number(0);
    endResetModel();
}

void ProxiesModel::apply(const QList<core::ProxyRecord> &proxies)
{
    QList<core::ProxyRecord> fresh;
    QList<int> rows;
    for (const core::ProxyRecord &proxy : proxies) {
        const auto known = m_rows.constFind(proxy.id);
        if (known == m_rows.constEnd()) {
            fresh.append(proxy);
            continue;
        }
        m_proxies[*known] = proxy;
        rows.append(*known);
    }
    tellOf(rows);
    if (fresh.isEmpty())
        return;
    const int row = int(m_proxies.size());
    beginInsertRows({}, row, row + int(fresh.size()) - 1);
    m_proxies.append(fresh);
    number(row);
    endInsertRows();
}

/// In runs of neighbours: whoever sorts moves only what is told of.
void ProxiesModel::tellOf(QList<int> rows)
{
    std::sort(rows.begin(), rows.end());
    for (qsizetype from = 0; from < rows.size();) {
        qsizetype to = from;
        while (to + 1 < rows.size() && rows.at(to + 1) <= rows.at(to) + 1)
            ++to;
        if (from == 0 && rows.size() > mostSteps)
            to = rows.size() - 1;
        Q_EMIT dataChanged(index(rows.at(from), 0), index(rows.at(to), ColumnCount - 1));
        from = to + 1;
    }
}

void ProxiesModel::setUnknownPasswords(const QSet<QString> &names)
{
    if (m_unknown == names)
        return;
    m_unknown = names;
    if (!m_proxies.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

bool ProxiesModel::isLocked(const core::ProxyRecord &proxy) const
{
    return !proxy.key.user.isEmpty() && !m_unknown.isEmpty() && m_unknown.contains(core::secretNameOf(proxy.key));
}

void ProxiesModel::removeAtOnce(const QSet<qint64> &gone)
{
    beginResetModel();
    m_proxies.removeIf([&gone](const core::ProxyRecord &proxy) { return gone.contains(proxy.id); });
    m_rows.clear();
    number(0);
    endResetModel();
}

void ProxiesModel::remove(const QList<qint64> &ids)
{
    const QSet<qint64> gone(ids.cbegin(), ids.cend());
    if (gone.size() > mostSteps)
        return removeAtOnce(gone);
    for (int row = int(m_proxies.size()) - 1; row >= 0; --row) {
        if (!gone.contains(m_proxies.at(row).id))
            continue;
        int from = row;
        while (from > 0 && gone.contains(m_proxies.at(from - 1).id))
            --from;
        beginRemoveRows({}, from, row);
        for (int i = from; i <= row; ++i)
            m_rows.remove(m_proxies.at(i).id);
        m_proxies.remove(from, row - from + 1);
        number(from);
        endRemoveRows();
        row = from;
    }
}

void ProxiesModel::number(int from)
{
    for (int row = from; row < m_proxies.size(); ++row)
        m_rows.insert(m_proxies.at(row).id, row);
}

const core::ProxyRecord *ProxiesModel::proxy(int row) const
{
    return row >= 0 && row < m_proxies.size() ? &m_proxies.at(row) : nullptr;
}

const core::ProxyRecord *ProxiesModel::proxyWithId(qint64 id) const
{
    return proxy(m_rows.value(id, -1));
}

QList<qint64> ProxiesModel::idsInState(core::ProxyState state) const
{
    QList<qint64> ids;
    for (const core::ProxyRecord &proxy : m_proxies) {
        if (proxy.state == state)
            ids.append(proxy.id);
    }
    return ids;
}

int ProxiesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_proxies.size());
}

int ProxiesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProxiesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::ProxyRecord &proxy = m_proxies.at(index.row());
    if (isLocked(proxy)) {
        if (const QVariant said = lockedData(proxy, index.column(), role); said.isValid())
            return said;
    }
    switch (role) {
    case Qt::DisplayRole:
        return text(proxy, index.column());
    case SortRole:
        return raw(proxy, index.column());
    case CopyRole:
        return copied(proxy, index.column());
    case ToneRole:
        return tone(proxy, index.column());
    case Qt::ToolTipRole:
        return tip(proxy, index.column());
    case IdRole:
        return proxy.id;
    case ElideRole:
        return index.column() == Source ? int(Qt::ElideMiddle) : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    default:
        return {};
    }
}

QVariant ProxiesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    switch (role) {
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (ProxyColumns::isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::DisplayRole:
        return ProxyColumns::title(section);
    case Qt::ToolTipRole:
        return ProxyColumns::explanation(section);
    case CopyRole:
        return ProxyColumns::copiedTitle(section);
    default:
        return {};
    }
}

} // namespace sluice::ui
