// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/anonymity.h"

#include "core/proxy/addressesin.h"
#include "core/proxy/proxyheaders.h"

#include <QNetworkInterface>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

bool isOneOf(const Headers &headers, const Header &header)
{
    return std::any_of(headers.begin(), headers.end(), [&header](const Header &each) {
        return each.value == header.value && each.name.compare(header.name, Qt::CaseInsensitive) == 0;
    });
}

bool namesOneOf(QByteArrayView value, const QList<QHostAddress> &own)
{
    const QList<QHostAddress> named = addressesIn(value);
    return std::any_of(named.begin(), named.end(),
                       [&own](const QHostAddress &address) { return own.contains(address); });
}

QString text(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.left(200));
}

} // namespace

AnonymityFinding judgeAnonymity(const JudgeAnswer &answer, const Headers &sent, const QList<QHostAddress> &own)
{
    AnonymityFinding finding{Anonymity::Elite, {}};
    for (const Header &header : answer.headers) {
        if (isOneOf(sent, header))
            continue;
        if (namesOneOf(header.value, own))
            return {Anonymity::Transparent,
                    u"%1 gives this machine's address away: %2"_s.arg(text(header.name), text(header.value))};
        if (finding.anonymity == Anonymity::Elite && tellsOfProxy(header.name))
            finding = {Anonymity::Anonymous, u"%1 tells of a proxy: %2"_s.arg(text(header.name), text(header.value))};
    }
    if (own.contains(answer.peer))
        return {Anonymity::Transparent, u"it asks from this machine's own address, %1"_s.arg(answer.peer.toString())};
    return finding;
}

QList<QHostAddress> interfaceAddresses()
{
    QList<QHostAddress> addresses;
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (!address.isLoopback() && !address.isLinkLocal())
            addresses.append(plainAddress(address));
    }
    return addresses;
}

} // namespace sluice::core
