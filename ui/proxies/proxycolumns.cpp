// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxycolumns.h"

#include "ui/proxies/proxiesmodel.h"

namespace sluice::ui {

QString ProxyColumns::title(int column)
{
    switch (column) {
    case ProxiesModel::Proxy:
        return tr("Proxy");
    case ProxiesModel::State:
        return tr("State");
    case ProxiesModel::Type:
        return tr("Type");
    case ProxiesModel::Country:
        return tr("Country");
    case ProxiesModel::Anonymity:
        return tr("Anonymity");
    case ProxiesModel::Latency:
        return tr("Latency");
    case ProxiesModel::Success:
        return tr("Success");
    case ProxiesModel::LastCheck:
        return tr("Last check");
    case ProxiesModel::Bans:
        return tr("Bans");
    case ProxiesModel::Exit:
        return tr("Exit address");
    case ProxiesModel::Source:
        return tr("Source");
    case ProxiesModel::Reason:
        return tr("Reason");
    default:
        return {};
    }
}

QString ProxyColumns::explanation(int column)
{
    switch (column) {
    case ProxiesModel::Proxy:
        return tr("User, host and port; passwords are never shown");
    case ProxiesModel::State:
        return tr("What the last check found");
    case ProxiesModel::Type:
        return tr("HTTPS proxies tunnel (CONNECT); SOCKS4 is not supported");
    case ProxiesModel::Country:
        return tr("As its source says");
    case ProxiesModel::Anonymity:
        return tr(
            "What a server learns of you through it: your address (transparent), that there is a proxy (anonymous) "
            "or nothing (elite)");
    case ProxiesModel::Latency:
        return tr("Time of the last check's whole answer");
    case ProxiesModel::Success:
        return tr("Checks it has answered, of those remembered");
    case ProxiesModel::LastCheck:
        return tr("When it was checked last");
    case ProxiesModel::Bans:
        return tr("Hosts that refuse it now");
    case ProxiesModel::Exit:
        return tr("The address that a server sees");
    case ProxiesModel::Source:
        return tr("The list it was found in first");
    case ProxiesModel::Reason:
        return tr("Why it is in that state");
    default:
        return {};
    }
}

QVariant ProxyColumns::copiedTitle(int column)
{
    switch (column) {
    case ProxiesModel::Latency:
        return tr("Latency (ms)");
    case ProxiesModel::Success:
        return tr("Success (%)");
    default:
        return {};
    }
}

bool ProxyColumns::isNumber(int column)
{
    return column == ProxiesModel::Latency || column == ProxiesModel::Success || column == ProxiesModel::Bans;
}

int ProxyColumns::width(int column)
{
    switch (column) {
    case ProxiesModel::Proxy:
        return 176;
    case ProxiesModel::State:
        return 108;
    case ProxiesModel::Latency:
        return 88;
    case ProxiesModel::Type:
        return 76;
    case ProxiesModel::Country:
    case ProxiesModel::Anonymity:
        return 104;
    case ProxiesModel::Exit:
        return 120;
    case ProxiesModel::Success:
        return 138;
    case ProxiesModel::LastCheck:
        return 160;
    case ProxiesModel::Bans:
        return 64;
    default:
        return 220;
    }
}

} // namespace sluice::ui
