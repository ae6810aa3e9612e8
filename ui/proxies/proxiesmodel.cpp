// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxiesmodel.h"

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

/// A proxy without its scheme, which has a column of its own.
QString addressOf(const core::ProxyKey &key)
{
    return key.text().section(u"://"_s, 1);
}

/// What was not measured sorts behind all that was.
int sortable(int ms)
{
    return ms < 0 ? std::numeric_limits<int>::max() : ms;
}

double successShare(const core::ProxyRecord &proxy)
{
    return proxy.checks == 0 ? -1.0 : double(proxy.successes) / double(proxy.checks);
}

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
    int first = int(m_proxies.size());
    int last = -1;
    for (const core::ProxyRecord &proxy : proxies) {
        const auto known = m_rows.constFind(proxy.id);
        if (known == m_rows.constEnd()) {
            fresh.append(proxy);
            continue;
        }
        m_proxies[*known] = proxy;
        first = std::min(first, *known);
        last = std::max(last, *known);
    }
    if (last >= first)
        Q_EMIT dataChanged(index(first, 0), index(last, ColumnCount - 1));
    if (fresh.isEmpty())
        return;
    const int row = int(m_proxies.size());
    beginInsertRows({}, row, row + int(fresh.size()) - 1);
    m_proxies.append(fresh);
    number(row);
    endInsertRows();
}

void ProxiesModel::remove(const QList<qint64> &ids)
{
    const QSet<qint64> gone(ids.cbegin(), ids.cend());
    // In runs from the end: ten thousand dead ones in a row are one removal.
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

QVariant ProxiesModel::text(const core::ProxyRecord &proxy, int column)
{
    switch (column) {
    case Proxy:
        return addressOf(proxy.key);
    case State:
        return ProxyTexts::state(proxy.state);
    case Type:
        return ProxyTexts::type(proxy.key.type);
    case Country:
        return proxy.country.isEmpty() ? proxy.countryCode : proxy.country;
    case Anonymity:
        return ProxyTexts::anonymity(proxy.anonymity);
    case Latency:
        return proxy.state == core::ProxyState::Alive ? ProxyTexts::milliseconds(proxy.totalMs) : QString();
    case Success:
        return ProxyTexts::success(proxy.successes, proxy.checks);
    case LastCheck:
        return ProxyTexts::time(proxy.lastCheckedUtcMs);
    case Bans:
        return proxy.bans == 0 ? QString() : QLocale().toString(proxy.bans);
    case Exit:
        return proxy.exitAddress;
    case Source:
        return proxy.source;
    case Reason:
        return proxy.reason;
    default:
        return {};
    }
}

QVariant ProxiesModel::raw(const core::ProxyRecord &proxy, int column)
{
    switch (column) {
    case State:
        return int(proxy.state);
    case Latency:
        return sortable(proxy.state == core::ProxyState::Alive ? proxy.totalMs : -1);
    case Success:
        return successShare(proxy);
    case LastCheck:
        return proxy.lastCheckedUtcMs;
    case Bans:
        return proxy.bans;
    default:
        return text(proxy, column);
    }
}

QVariant ProxiesModel::copied(const core::ProxyRecord &proxy, int column)
{
    switch (column) {
    case Proxy:
        return proxy.key.text(); // so that it can be pasted elsewhere
    case Latency:
        return proxy.state == core::ProxyState::Alive && proxy.totalMs >= 0 ? QVariant(proxy.totalMs) : QVariant();
    case Success:
        return proxy.checks == 0 ? QVariant() : QVariant(proxy.successes * 100 / proxy.checks);
    case LastCheck:
        return proxy.lastCheckedUtcMs == 0 ? QVariant()
                                           : QDateTime::fromMSecsSinceEpoch(proxy.lastCheckedUtcMs, Qt::UTC);
    case Bans:
        return proxy.bans;
    default:
        return text(proxy, column);
    }
}

QVariant ProxiesModel::tone(const core::ProxyRecord &proxy, int column)
{
    switch (column) {
    case State:
        return int(proxy.isIntercepting ? Tone::Warning : ProxyTexts::tone(proxy.state));
    case Anonymity:
        return int(ProxyTexts::tone(proxy.anonymity));
    case Bans:
        return int(Tone::Warning);
    case LastCheck:
    case Source:
    case Reason:
        return int(Tone::Muted);
    default:
        return int(Tone::Plain);
    }
}

QVariant ProxiesModel::tip(const core::ProxyRecord &proxy, int column)
{
    if (column != State && column != Reason)
        return {};
    return plainTip(ProxyTexts::explain(proxy));
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
