// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ownedthread.h"
#include "core/serve/demosite.h"

#include <memory>

namespace sluice::app {

/// The demo shop on loopback, on a thread of its own, once it is needed. It prefers one port, so that a demo crawl of
/// an earlier start can be resumed.
class DemoServer final
{
public:
    /// Port asked for first; a free one is taken where it is in use.
    static constexpr quint16 preferredPort = 27'183;

    /// Serves from now on. The origin ("http://127.0.0.1:27183"), also on later calls.
    [[nodiscard]] core::Result<QByteArray, core::ServeFailure> start();
    /// Whether `address` lies on the demo shop's usual origin.
    [[nodiscard]] static bool isDemoAddress(const QString &address);

private:
    struct Shop
    {
        core::DemoSite site;
        core::HttpServer server{[this](const core::ServeRequest &request) { return site.answer(request); }};
    };

    std::unique_ptr<core::OwnedThread<Shop>> m_thread;
    QByteArray m_origin;
};

} // namespace sluice::app
