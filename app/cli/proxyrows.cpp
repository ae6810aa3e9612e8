// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/proxyrows.h"

#include <QDateTime>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

const QStringList &columns()
{
    static const QStringList names = {u"proxy"_s,        u"type"_s,         u"state"_s,         u"country"_s,
                                      u"anonymity"_s,    u"connect_ms"_s,   u"first_byte_ms"_s, u"total_ms"_s,
                                      u"exit_address"_s, u"last_checked"_s, u"reason"_s};
    return names;
}

QVariant textOrNothing(const QString &text)
{
    return text.isEmpty() ? QVariant() : QVariant(text);
}

QVariant figure(int milliseconds)
{
    return milliseconds < 0 ? QVariant() : QVariant(milliseconds);
}

/// As judged, else as the list says.
QVariant anonymityText(const core::ProxyRecord &proxy)
{
    const bool isJudged = proxy.anonymity != core::Anonymity::Unknown;
    const core::Anonymity known = isJudged ? proxy.anonymity : proxy.listedAnonymity;
    return known == core::Anonymity::Unknown ? QVariant() : QVariant(core::anonymityName(known));
}

QVariant timeText(qint64 utcMs)
{
    return utcMs <= 0 ? QVariant() : QVariant(QDateTime::fromMSecsSinceEpoch(utcMs, Qt::UTC).toString(Qt::ISODate));
}

} // namespace

ProxyRows::ProxyRows(const Arguments &arguments, Console &console)
    : m_printer(console, arguments.has(u"json"_s) ? RowPrinter::Format::Json : RowPrinter::Format::Tsv, columns())
{
    m_printer.printHeader();
}

void ProxyRows::print(const core::ProxyRecord &proxy)
{
    m_printer.print({proxy.key.text(), core::proxyTypeName(proxy.key.type), core::proxyStateName(proxy.state),
                     textOrNothing(proxy.country.isEmpty() ? proxy.countryCode : proxy.country), anonymityText(proxy),
                     figure(proxy.connectMs), figure(proxy.firstByteMs), figure(proxy.totalMs),
                     textOrNothing(proxy.exitAddress), timeText(proxy.lastCheckedUtcMs), textOrNothing(proxy.reason)});
}

} // namespace sluice::app
