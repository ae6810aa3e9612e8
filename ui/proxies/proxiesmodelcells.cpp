// SPDX-License-Identifier: GPL-3.0-or-later
// What the cells of the proxies' table say.
#include "ui/proxies/proxiesmodel.h"
#include "ui/proxies/proxytexts.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"

#include <QDateTime>
#include <QLocale>

#include <limits>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int lockedOrder = 99; ///< of the states, behind all others

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

/// What is said otherwise of a proxy whose password is not known.
QVariant ProxiesModel::lockedData(const core::ProxyRecord &proxy, int column, int role) const
{
    if (column != State && column != Reason)
        return {};
    switch (role) {
    case Qt::DisplayRole:
    case CopyRole:
        return column == State ? ProxyTexts::locked() : ProxyTexts::explainLocked(proxy);
    case SortRole:
        return column == State ? QVariant(lockedOrder) : QVariant();
    case ToneRole:
        return column == State ? QVariant(int(Tone::Warning)) : QVariant();
    case Qt::ToolTipRole:
        return plainTip(ProxyTexts::explainLocked(proxy));
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

} // namespace sluice::ui
