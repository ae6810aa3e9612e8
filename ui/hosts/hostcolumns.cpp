// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hosts/hostcolumns.h"

#include "ui/hosts/hostsmodel.h"

namespace sluice::ui {

QString HostColumns::title(int column)
{
    switch (column) {
    case HostsModel::Host:
        return tr("Host");
    case HostsModel::Tls:
        return tr("TLS");
    case HostsModel::Delay:
        return tr("Delay");
    case HostsModel::InFlight:
        return tr("In flight");
    case HostsModel::Blocked:
        return tr("Blocked");
    case HostsModel::Latency:
        return tr("Latency");
    case HostsModel::Requests:
        return tr("Requests");
    case HostsModel::Errors:
        return tr("Errors");
    case HostsModel::Robots:
        return tr("robots.txt");
    default:
        return {};
    }
}

QString HostColumns::explanation(int column)
{
    switch (column) {
    case HostsModel::Host:
        return tr("Scheme, host and port");
    case HostsModel::Tls:
        return tr("Whether the crawls of this project check the host’s certificate");
    case HostsModel::Delay:
        return tr("Least time between two requests, in force now");
    case HostsModel::InFlight:
        return tr("Requests under way");
    case HostsModel::Blocked:
        return tr("The host asked to be left alone (429, 503, Retry-After)");
    case HostsModel::Latency:
        return tr("Time to the first byte, smoothed");
    case HostsModel::Requests:
        return tr("Requests sent");
    case HostsModel::Errors:
        return tr("No answer, 429 or 5xx");
    case HostsModel::Robots:
        return tr("What robots.txt says");
    default:
        return {};
    }
}

QVariant HostColumns::copiedTitle(int column)
{
    switch (column) {
    case HostsModel::Delay:
        return tr("Delay (ms)");
    case HostsModel::Blocked:
        return tr("Blocked until");
    case HostsModel::Latency:
        return tr("Latency (ms)");
    default:
        return {};
    }
}

} // namespace sluice::ui
