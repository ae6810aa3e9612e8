// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/proxyrecords.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

QString proxyTypeName(ProxyType type)
{
    switch (type) {
    case ProxyType::Http:
        return u"http"_s;
    case ProxyType::Https:
        return u"https"_s;
    case ProxyType::Socks5:
        return u"socks5"_s;
    case ProxyType::Socks4:
        return u"socks4"_s;
    }
    return {};
}

QString proxyStateName(ProxyState state)
{
    switch (state) {
    case ProxyState::Unchecked:
        return u"unchecked"_s;
    case ProxyState::Alive:
        return u"alive"_s;
    case ProxyState::Dead:
        return u"dead"_s;
    case ProxyState::Unsupported:
        return u"unsupported"_s;
    }
    return {};
}

QString anonymityName(Anonymity value)
{
    switch (value) {
    case Anonymity::Unknown:
        return u"unknown"_s;
    case Anonymity::Transparent:
        return u"transparent"_s;
    case Anonymity::Anonymous:
        return u"anonymous"_s;
    case Anonymity::Elite:
        return u"elite"_s;
    }
    return {};
}

QString ProxyKey::text() const
{
    QString text = proxyTypeName(type) + u"://"_s;
    if (!user.isEmpty())
        text += QString::fromLatin1(QUrl::toPercentEncoding(user)) + u'@';
    text += host.contains(u':') ? u'[' + host + u']' : host;
    return text + u':' + QString::number(port);
}

ProxyCheckFigures checkFigures(qint64 checks, QList<int> totalsMs)
{
    ProxyCheckFigures figures;
    figures.checks = checks;
    figures.successes = totalsMs.size();
    totalsMs.removeIf([](int total) { return total < 0; });
    if (totalsMs.isEmpty())
        return figures;
    std::sort(totalsMs.begin(), totalsMs.end());
    const qsizetype count = totalsMs.size();
    figures.latencyMedianMs = totalsMs[(count + 1) / 2 - 1];
    figures.latency95Ms = totalsMs[(count * 95 + 99) / 100 - 1];
    return figures;
}

} // namespace sluice::core
