// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/demoserver.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace sluice::app {

core::Result<QByteArray, core::ServeFailure> DemoServer::start()
{
    if (!m_origin.isEmpty())
        return m_origin;
    if (!m_thread)
        m_thread = std::make_unique<core::OwnedThread<Shop>>(u"demo"_s, [] { return std::make_unique<Shop>(); });
    core::Result<void, core::ServeFailure> listening;
    m_thread->call([&](Shop &shop) {
        listening = shop.server.listen(QHostAddress::LocalHost, preferredPort);
        if (!listening)
            listening = shop.server.listen();
        m_origin = listening ? shop.server.origin() : QByteArray();
    });
    if (!listening)
        return tl::unexpected(listening.error());
    return m_origin;
}

bool DemoServer::isDemoAddress(const QString &address)
{
    const QUrl url(address);
    return url.host() == "127.0.0.1"_L1 && url.port() == preferredPort;
}

} // namespace sluice::app
