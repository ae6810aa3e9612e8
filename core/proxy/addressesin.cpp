// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/addressesin.h"

#include <QByteArray>

#include <algorithm>
#include <optional>

namespace sluice::core {

namespace {

constexpr qsizetype longestIpv6 = 45; // RFC 4291 with a dotted part
constexpr qsizetype longestRun = longestIpv6 + 12;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isDotted(char c)
{
    return isDigit(c) || c == '.';
}

bool isAddressByte(char c)
{
    return isDotted(c) || c == ':' || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// The next run of bytes that are all `isPart`, from `from` on; it moves behind the run. Empty at the end.
QByteArrayView nextRun(QByteArrayView text, qsizetype &from, bool (*isPart)(char))
{
    const auto begin = std::find_if(text.begin() + from, text.end(), isPart);
    const auto end = std::find_if_not(begin, text.end(), isPart);
    from = std::distance(text.begin(), end);
    return {begin, end};
}

std::optional<QHostAddress> dottedAddress(QByteArrayView run)
{
    while (run.endsWith('.')) // the end of a sentence
        run.chop(1);
    const QList<QByteArray> parts = run.toByteArray().split('.');
    if (parts.size() != 4)
        return {};
    quint32 address = 0;
    for (const QByteArray &part : parts) {
        const uint number = part.toUInt();
        if (part.isEmpty() || part.size() > 3 || number > 255)
            return {};
        address = address << 8 | number;
    }
    return QHostAddress(address);
}

void addDotted(QByteArrayView value, QList<QHostAddress> &found)
{
    for (qsizetype from = 0; from < value.size();) {
        if (const auto address = dottedAddress(nextRun(value, from, isDotted)))
            found.append(*address);
    }
}

void addColoned(QByteArrayView run, QList<QHostAddress> &found)
{
    if (run.size() > longestRun || std::count(run.begin(), run.end(), ':') < 2)
        return;
    // What stands before the first colon may be a name, what stands after the last a port.
    QList<QByteArrayView> readings{run};
    if (const qsizetype colon = run.lastIndexOf(':'); colon > 0)
        readings.append(run.first(colon));
    for (const QByteArrayView reading : QList<QByteArrayView>(readings)) {
        if (const qsizetype colon = reading.indexOf(':'); colon >= 0)
            readings.append(reading.sliced(colon + 1));
    }
    for (const QByteArrayView reading : std::as_const(readings)) {
        QHostAddress address;
        if (reading.contains(':') && address.setAddress(QString::fromLatin1(reading)))
            found.append(plainAddress(address));
    }
}

void addAll(QByteArrayView value, QList<QHostAddress> &found)
{
    addDotted(value, found);
    for (qsizetype from = 0; from < value.size();)
        addColoned(nextRun(value, from, isAddressByte), found);
}

} // namespace

QHostAddress plainAddress(QHostAddress address)
{
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        bool isMapped = false;
        const quint32 v4 = address.toIPv4Address(&isMapped);
        if (isMapped && v4 != 0) // the unspecified address becomes 0
            return QHostAddress(v4);
        address.setScopeId({});
    }
    return address;
}

QList<QHostAddress> addressesIn(QByteArrayView value)
{
    QList<QHostAddress> found;
    addAll(value, found);
    if (value.contains('%'))
        addAll(QByteArray::fromPercentEncoding(value.toByteArray()), found);
    return found;
}

} // namespace sluice::core
