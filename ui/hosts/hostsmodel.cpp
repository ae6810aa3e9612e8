// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hosts/hostsmodel.h"

#include "core/crawl/robotscache.h"
#include "ui/hosts/hostcolumns.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// A tooltip names so many crawls.
constexpr qsizetype mostNamed = 5;

core::HostStatus statusOf(const core::HostRecord &record)
{
    core::HostStatus status;
    status.origin = record.origin;
    status.delayMs = record.delayMs;
    status.blockedUntilUtcMs = record.blockedUntilUtcMs;
    status.requests = record.requests;
    status.errors = record.errors;
    status.robots = core::RobotsCache::words(record);
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
    m_unchecked.clear();
    for (const core::HostStatus &host : std::as_const(m_hosts))
        noteTls(host.origin);
    endResetModel();
    countDown();
}

void HostsModel::applyStatus(const QList<core::HostStatus> &hosts)
{
    for (const core::HostStatus &host : hosts)
        put(host);
    countDown();
}

void HostsModel::setTlsExceptions(const QList<CrawlTlsExceptions> &exceptions)
{
    m_exceptions = exceptions;
    m_unchecked.clear();
    for (const core::HostStatus &host : std::as_const(m_hosts))
        noteTls(host.origin);
    if (!m_hosts.isEmpty())
        Q_EMIT dataChanged(index(0, Tls), index(int(m_hosts.size()) - 1, Tls));
}

void HostsModel::noteTls(const QByteArray &origin)
{
    const core::WebUrl url = core::WebUrl::fromNormalized(origin + '/');
    QStringList crawls;
    for (const CrawlTlsExceptions &each : std::as_const(m_exceptions)) {
        if (each.hosts.covers(url))
            crawls.append(each.crawl);
    }
    if (!crawls.isEmpty())
        m_unchecked.insert(origin, crawls);
}

void HostsModel::put(const core::HostStatus &host)
{
    const auto known = m_rows.constFind(host.origin);
    if (known == m_rows.constEnd()) {
        const int row = int(m_hosts.size());
        beginInsertRows({}, row, row);
        m_rows.insert(host.origin, row);
        m_hosts.append(host);
        noteTls(host.origin);
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
        return raw(host, index.column());
    case CopyRole:
        return copied(host, index.column());
    case ToneRole:
        return tone(host, index.column());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return index.column() == Tls ? tlsTip(host.origin, role) : QVariant();
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
    case Tls:
        return tlsText(host.origin);
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
    case Tls:
        return tlsText(host.origin);
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

QString HostsModel::tlsText(const QByteArray &origin) const
{
    if (m_unchecked.contains(origin))
        return tr("not verified");
    return origin.startsWith("https:") ? tr("verified") : tr("none");
}

QVariant HostsModel::tlsTip(const QByteArray &origin, int role) const
{
    const auto crawls = m_unchecked.constFind(origin);
    if (crawls == m_unchecked.constEnd())
        return {};
    const QString named = crawls->mid(0, mostNamed).join(u", "_s) + (crawls->size() > mostNamed ? u" …"_s : QString());
    const QString text = tr("TLS not verified: the certificate of this host is not checked in %1. Whoever stands "
                            "between can read and change what it says.")
                             .arg(named);
    return role == Qt::ToolTipRole ? plainTip(text) : text;
}

/// As the raw value, but a block by its end, and nothing where nothing is known.
QVariant HostsModel::copied(const core::HostStatus &host, int column) const
{
    if (column == Blocked)
        return blockedMs(host) == 0 ? QVariant() : QDateTime::fromMSecsSinceEpoch(host.blockedUntilUtcMs, Qt::UTC);
    if (column == Latency && host.latencyMs == 0)
        return {};
    return raw(host, column);
}

QVariant HostsModel::tone(const core::HostStatus &host, int column) const
{
    if (column == Blocked)
        return int(Tone::Warning);
    if (column == Tls)
        return int(m_unchecked.contains(host.origin) ? Tone::Danger : Tone::Muted);
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
        return int(Qt::AlignVCenter |
                   (section == Host || section == Tls || section == Robots ? Qt::AlignLeft : Qt::AlignRight));
    switch (role) {
    case Qt::DisplayRole:
        return HostColumns::title(section);
    case Qt::ToolTipRole:
        return HostColumns::explanation(section);
    case CopyRole:
        return HostColumns::copiedTitle(section);
    default:
        return {};
    }
}

} // namespace sluice::ui
