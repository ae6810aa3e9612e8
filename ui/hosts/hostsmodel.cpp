// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hosts/hostsmodel.h"

#include "ui/widgets/roles.h"

#include <QLocale>

#include <algorithm>

namespace sluice::ui {

namespace {

QString robotsWords(const core::HostRecord &record)
{
    if (record.robotsFetchedAtUtcMs == 0)
        return {};
    if (record.robotsStatus >= 200 && record.robotsStatus < 300)
        return HostsModel::tr("obeyed");
    if (record.robotsStatus >= 400 && record.robotsStatus < 500)
        return HostsModel::tr("none");
    return HostsModel::tr("unreachable");
}

core::HostStatus statusOf(const core::HostRecord &record)
{
    core::HostStatus status;
    status.origin = record.origin;
    status.delayMs = record.delayMs;
    status.blockedUntilUtcMs = record.blockedUntilUtcMs;
    status.requests = record.requests;
    status.errors = record.errors;
    status.robots = robotsWords(record);
    return status;
}

} // namespace

HostsModel::HostsModel(const core::Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
{
    m_second.setInterval(1'000);
    connect(&m_second, &QTimer::timeout, this, &HostsModel::countDown);
}

void HostsModel::setRecords(const QList<core::HostRecord> &records)
{
    beginResetModel();
    m_hosts.clear();
    m_rows.clear();
    for (const core::HostRecord &record : records) {
        m_rows.insert(record.origin, int(m_hosts.size()));
        m_hosts.append(statusOf(record));
    }
    endResetModel();
    countDown();
}

void HostsModel::applyStatus(const QList<core::HostStatus> &hosts)
{
    for (const core::HostStatus &host : hosts)
        put(host);
    countDown();
}

void HostsModel::put(const core::HostStatus &host)
{
    const auto known = m_rows.constFind(host.origin);
    if (known == m_rows.constEnd()) {
        const int row = int(m_hosts.size());
        beginInsertRows({}, row, row);
        m_rows.insert(host.origin, row);
        m_hosts.append(host);
        endInsertRows();
    } else if (m_hosts.at(*known) != host) {
        m_hosts[*known] = host;
        Q_EMIT dataChanged(index(*known, 0), index(*known, ColumnCount - 1));
    }
}

void HostsModel::countDown()
{
    bool isAnyBlocked = false;
    for (int row = 0; row < m_hosts.size(); ++row) {
        core::HostStatus &host = m_hosts[row];
        if (host.blockedUntilUtcMs == 0)
            continue;
        if (blockedMs(host) == 0)
            host.blockedUntilUtcMs = 0;
        else
            isAnyBlocked = true;
        Q_EMIT dataChanged(index(row, Blocked), index(row, Blocked));
    }
    if (!isAnyBlocked)
        m_second.stop();
    else if (!m_second.isActive())
        m_second.start();
}

qint64 HostsModel::blockedMs(const core::HostStatus &host) const
{
    return std::max<qint64>(0, host.blockedUntilUtcMs - m_clock.utcNow().toMSecsSinceEpoch());
}

int HostsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_hosts.size());
}

int HostsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HostsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const core::HostStatus &host = m_hosts.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(host, index.column());
    case SortRole:
    case CopyRole:
        return raw(host, index.column());
    case ToneRole:
        return tone(host, index.column());
    case ElideRole:
        return index.column() == Host ? int(Qt::ElideMiddle) : QVariant();
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    default:
        return {};
    }
}

QVariant HostsModel::text(const core::HostStatus &host, int column) const
{
    const QLocale locale;
    switch (column) {
    case Host:
        return QString::fromUtf8(host.origin);
    case Delay:
        return host.delayMs == 0 ? tr("none") : tr("%1 ms").arg(locale.toString(host.delayMs));
    case InFlight:
        return host.inFlight == 0 ? QString() : locale.toString(host.inFlight);
    case Blocked: {
        const qint64 ms = blockedMs(host);
        return ms == 0 ? QString() : tr("for %1 s").arg(locale.toString((ms + 999) / 1'000));
    }
    case Latency:
        return host.latencyMs == 0 ? QString() : tr("%1 ms").arg(locale.toString(host.latencyMs));
    case Requests:
        return locale.toString(host.requests);
    case Errors:
        return host.errors == 0 ? QString() : locale.toString(host.errors);
    case Robots:
        return host.robots;
    default:
        return {};
    }
}

QVariant HostsModel::raw(const core::HostStatus &host, int column) const
{
    switch (column) {
    case Host:
        return QString::fromUtf8(host.origin);
    case Delay:
        return host.delayMs;
    case InFlight:
        return host.inFlight;
    case Blocked:
        return blockedMs(host);
    case Latency:
        return host.latencyMs;
    case Requests:
        return host.requests;
    case Errors:
        return host.errors;
    case Robots:
        return host.robots;
    default:
        return {};
    }
}

QVariant HostsModel::tone(const core::HostStatus &host, int column) const
{
    if (column == Blocked)
        return int(Tone::Warning);
    if (column == Errors && host.errors > 0)
        return int(Tone::Danger);
    if (column == Robots || (column == Delay && host.delayMs == 0))
        return int(Tone::Muted);
    return int(Tone::Plain);
}

QVariant HostsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Host || section == Robots ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool isTip = role == Qt::ToolTipRole;
    switch (section) {
    case Host:
        return isTip ? tr("Scheme, host and port") : tr("Host");
    case Delay:
        return isTip ? tr("Least time between two requests, in force now") : tr("Delay");
    case InFlight:
        return isTip ? tr("Requests under way") : tr("In flight");
    case Blocked:
        return isTip ? tr("The host asked to be left alone (429, 503, Retry-After)") : tr("Blocked");
    case Latency:
        return isTip ? tr("Time to the first byte, smoothed") : tr("Latency");
    case Requests:
        return isTip ? tr("Requests sent") : tr("Requests");
    case Errors:
        return isTip ? tr("No answer, 429 or 5xx") : tr("Errors");
    case Robots:
        return isTip ? tr("What robots.txt says") : tr("robots.txt");
    default:
        return {};
    }
}

} // namespace sluice::ui
