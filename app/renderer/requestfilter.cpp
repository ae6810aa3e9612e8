// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/requestfilter.h"

#include "core/render/addressrule.h"

#include <QUrl>

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

} // namespace

RequestFilter::RequestFilter(const core::WebUrl &page, const core::RenderOptions &options,
                             const core::TrackerList &trackers, QObject *parent)
    : QWebEngineUrlRequestInterceptor(parent)
    , m_page(page.toQUrl())
    , m_options(options)
    , m_trackers(trackers)
{}

void RequestFilter::interceptRequest(QWebEngineUrlRequestInfo &info)
{
    if (!isWanted(info)) {
        info.block(true);
        return;
    }
    if (!isNetwork(info.requestUrl().scheme()))
        return;
    ++m_sent;
    ++m_requests[originOf(info.requestUrl())];
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
