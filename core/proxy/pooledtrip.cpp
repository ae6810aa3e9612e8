// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/pooledtrip.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

PooledFetcher::Trip::Trip(FetchRequest asked, QObject *asker, Done whenDone, QObject *parent)
    : QObject(parent)
    , request(std::move(asked))
    , context(asker)
    , done(std::move(whenDone))
    , host(QString::fromLatin1(request.url.host()))
{}

void PooledFetcher::Trip::tell(ProxyPool &pool, bool isOtherGood) const
{
    for (const Suspect &suspect : suspects) {
        const bool isBan = suspect.verdict.answer == PooledAnswer::Doubtful;
        const ProxyUse blamed = isBan ? ProxyUse::Banned : ProxyUse::NetworkError;
        const ProxyUse spared = isBan ? ProxyUse::Refused : ProxyUse::Abandoned;
        pool.report(suspect.proxy, host, isOtherGood ? blamed : spared, suspect.verdict.reason);
    }
}

FetchResult PooledFetcher::Trip::lastNoted() const
{
    FetchResult result = last;
    const QString proxies = used.size() == 1 ? u"one proxy"_s : u"%1 proxies"_s.arg(used.size());
    const QString times = sent == used.size() ? QString() : u"%1 times "_s.arg(sent);
    const QString note = u"asked %1through %2"_s.arg(times, proxies);
    if (result)
        result->note = note;
    else
        result.error().detail += u" ("_s + note + u')';
    return result;
}

FetchResult failedFetch(FetchFault kind, const QString &detail)
{
    FetchError error;
    error.kind = kind;
    error.detail = detail;
    return tl::unexpected(error);
}

} // namespace sluice::core
