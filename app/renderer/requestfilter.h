// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/render/renderoptions.h"
#include "core/render/trackerlist.h"
#include "core/url/weburl.h"

#include <QElapsedTimer>
#include <QMap>
#include <QWebEngineUrlRequestInterceptor>

namespace sluice::app {

/// Sees every request of one page before it is sent, and counts it or stops it: other schemes than http, https, ws and
/// wss, hosts nearer to this machine than the page (core::mayReach), documents other than the page itself, and what is
/// to be blocked.
class RequestFilter final : public QWebEngineUrlRequestInterceptor
{
    Q_OBJECT

public:
    RequestFilter(const core::WebUrl &page, const core::RenderOptions &options, const core::TrackerList &trackers,
                  QObject *parent = nullptr);

    void interceptRequest(QWebEngineUrlRequestInfo &info) override;

    /// Origins and how often each was asked.
    [[nodiscard]] const QMap<QByteArray, int> &requests() const { return m_requests; }
    [[nodiscard]] int sent() const { return m_sent; }

private:
    [[nodiscard]] bool isWanted(const QWebEngineUrlRequestInfo &info) const;

    const QUrl m_page;
    const core::RenderOptions m_options;
    const core::TrackerList &m_trackers;
    QMap<QByteArray, int> m_requests;
    int m_sent = 0;
};

} // namespace sluice::app
