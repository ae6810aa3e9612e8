// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/userpattern.h"
#include "core/render/renderprotocol.h"
#include "core/render/trackerlist.h"
#include "core/url/weburl.h"

#include <QElapsedTimer>
#include <QMap>
#include <QWebEngineUrlRequestInterceptor>

namespace sluice::app {

/// Sees every request of one page before it is sent, and counts it or stops it: other schemes than http, https, ws and
/// wss, hosts nearer to this machine than the page (core::mayReach), documents other than the page itself, what the crawl
/// excludes on the page's own site, what is to be blocked, and what goes beyond the page's limit for a host.
class RequestFilter final : public QWebEngineUrlRequestInterceptor
{
    Q_OBJECT

public:
    RequestFilter(const core::RenderTask &task, const core::TrackerList &trackers, QObject *parent = nullptr);

    void interceptRequest(QWebEngineUrlRequestInfo &info) override;

    /// Origins and how often each was asked.
    [[nodiscard]] const QMap<QByteArray, int> &requests() const { return m_requests; }
    [[nodiscard]] int sent() const { return m_sent; }
    /// What was refused that a page of this crawl would otherwise have had.
    [[nodiscard]] QStringList notes() const;

private:
    [[nodiscard]] bool isWanted(const QWebEngineUrlRequestInfo &info) const;
    [[nodiscard]] bool isExcluded(const QUrl &url) const;

    const QUrl m_page;
    const QByteArray m_site;
    const core::RenderOptions m_options;
    const int m_mostPerHost;
    QList<core::UserPattern> m_excludes;
    const core::TrackerList &m_trackers;
    QMap<QByteArray, int> m_requests;
    QMap<QByteArray, int> m_refused; ///< beyond the limit
    int m_sent = 0;
    int m_excluded = 0;
};

} // namespace sluice::app
