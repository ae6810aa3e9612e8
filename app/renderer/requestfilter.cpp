// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/requestfilter.h"

#include "core/render/addressrule.h"
#include "core/url/registrabledomain.h"

#include <QUrl>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

using Info = QWebEngineUrlRequestInfo;

bool isNetwork(const QString &scheme)
{
    return scheme == "http"_L1 || scheme == "https"_L1 || scheme == "ws"_L1 || scheme == "wss"_L1;
}

/// What the page itself holds: nothing is sent for it.
bool isInline(const QString &scheme)
{
    return scheme == "data"_L1 || scheme == "blob"_L1 || scheme == "about"_L1;
}

bool isPicture(Info::ResourceType type)
{
    return type == Info::ResourceTypeImage || type == Info::ResourceTypeFavicon || type == Info::ResourceTypeMedia;
}

QByteArray originOf(const QUrl &url)
{
    QUrl web = url;
    if (web.scheme() == "ws"_L1)
        web.setScheme(u"http"_s);
    else if (web.scheme() == "wss"_L1)
        web.setScheme(u"https"_s);
    const auto parsed = core::WebUrl::parse(web.toEncoded());
    return parsed ? parsed->origin() : QByteArray();
}

/// The registrable domain; the host where there is none.
QByteArray siteOf(const QUrl &url)
{
    const QByteArray host = url.host(QUrl::FullyEncoded).toLatin1();
    const QByteArray domain = core::registrableDomain(host);
    return domain.isEmpty() ? host : domain;
}

/// For all patterns and one address; the engine waits.
constexpr auto timePerUrl = std::chrono::milliseconds(20);

} // namespace

RequestFilter::RequestFilter(const core::RenderTask &task, const core::TrackerList &trackers, QObject *parent)
    : QWebEngineUrlRequestInterceptor(parent)
    , m_page(task.url.toQUrl())
    , m_site(siteOf(m_page))
    , m_options(task.options)
    , m_mostPerHost(task.limits.mostPerHost)
    , m_trackers(trackers)
{
    for (const QString &pattern : task.limits.excludes) {
        if (auto expression = core::UserPattern::compile({pattern, 0}))
            m_excludes.append(*std::move(expression));
    }
}

void RequestFilter::interceptRequest(QWebEngineUrlRequestInfo &info)
{
    if (!isWanted(info)) {
        info.block(true);
        return;
    }
    if (!isNetwork(info.requestUrl().scheme()))
        return;
    const bool isPage = info.resourceType() == Info::ResourceTypeMainFrame;
    if (!isPage && isExcluded(info.requestUrl())) {
        ++m_excluded;
        info.block(true);
        return;
    }
    const QByteArray origin = originOf(info.requestUrl());
    if (m_requests.value(origin) >= m_mostPerHost) {
        ++m_refused[origin];
        info.block(true);
        return;
    }
    ++m_sent;
    ++m_requests[origin];
}

/// The crawl's excludes hold for what the page brings in from its own site; a page needs others' scripts.
bool RequestFilter::isExcluded(const QUrl &url) const
{
    if (m_excludes.isEmpty() || siteOf(url) != m_site)
        return false;
    const auto parsed = core::WebUrl::parse(url.toEncoded(QUrl::RemoveFragment));
    const QString text = parsed ? parsed->toString() : url.toString(QUrl::RemoveFragment);
    core::PatternBudget budget(timePerUrl);
    return std::ranges::any_of(m_excludes, [&](const core::UserPattern &expression) {
        return !expression.first(text, budget).value_or(QString()).isNull();
    });
}

QStringList RequestFilter::notes() const
{
    QStringList notes;
    if (m_excluded > 0)
        notes.append(u"%1 requests of the page were left out, which the crawl excludes"_s.arg(m_excluded));
    for (auto it = m_refused.cbegin(); it != m_refused.cend(); ++it)
        notes.append(u"%1 further requests to %2 were refused; a page may send %3"_s.arg(it.value())
                         .arg(QString::fromLatin1(it.key()))
                         .arg(m_mostPerHost));
    return notes;
}

bool RequestFilter::isWanted(const QWebEngineUrlRequestInfo &info) const
{
    const QUrl url = info.requestUrl();
    const Info::ResourceType type = info.resourceType();
    if (type == Info::ResourceTypeMainFrame)
        return isNetwork(url.scheme()) && url.host() == m_page.host() && url.port() == m_page.port();
    if (isInline(url.scheme()))
        return true;
    if (!isNetwork(url.scheme()) || !core::mayReach(m_page.host(), url.host()))
        return false;
    if (m_options.areImagesBlocked && isPicture(type))
        return false;
    return !m_options.areTrackersBlocked || (type != Info::ResourceTypePing && !m_trackers.contains(url.host()));
}

} // namespace sluice::app
