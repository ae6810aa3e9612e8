// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/download.h"

#include "core/net/contentdecoder.h"
#include "core/net/useragents.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr int maximumRedirects = 20;

QString named(const core::WebUrl &url, const QString &what)
{
    return url.toString() + u": "_s + what;
}

} // namespace

Download::Download(core::NetworkSettings settings)
    : m_fetcher(std::move(settings))
{}

core::FetchResult Download::fetchOnce(const core::WebUrl &url, qint64 cap)
{
    core::FetchRequest request;
    request.url = url;
    request.userAgent = core::honestUserAgent();
    request.bodyCap = cap;
    core::FetchResult result;
    QEventLoop loop;
    m_fetcher.fetch(std::move(request), this, [&](core::FetchResult got) {
        result = std::move(got);
        loop.quit();
    });
    loop.exec();
    return result;
}

core::Result<QByteArray, QString> Download::get(const core::WebUrl &url, qint64 cap)
{
    core::WebUrl address = url;
    for (int hop = 0; hop <= maximumRedirects; ++hop) {
        const core::FetchResult result = fetchOnce(address, cap);
        if (!result)
            return tl::unexpected(named(address, result.error().detail));
        if (core::isRedirectStatus(result->status)) {
            const auto target = address.resolve(core::headerValue(result->headers, "location"));
            if (!target)
                return tl::unexpected(named(address, u"redirects to no URL: "_s + target.error().detail));
            address = *target;
            continue;
        }
        if (result->status < 200 || result->status > 299)
            return tl::unexpected(named(address, u"HTTP status %1"_s.arg(result->status)));
        const auto body =
            core::decodeContent(result->body, core::headerValue(result->headers, "content-encoding"), cap);
        if (!body)
            return tl::unexpected(named(address, body.error().detail));
        return *body;
    }
    return tl::unexpected(named(url, u"more than %1 redirects"_s.arg(maximumRedirects)));
}

} // namespace sluice::app
