// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/proxy/checksettings.h"
#include "core/proxy/interception.h"
#include "core/proxy/judgeanswer.h"

#include <QSslConfiguration>

namespace sluice::core {

class ServiceProbe;
class TunnelProbe;
struct Service;

/// What came of one request of a check.
struct ErrandResult
{
    FetchResult answer;
    ShownCertificates certificates; ///< empty where the request went through a lane
};

/// The requests of one check, one at a time: those that go as crawls send them, through a lane, and those that look at
/// the tunnel or the certificates, past the lanes. Destroyed, it drops what is under way.
class CheckErrand final : public QObject
{
public:
    using Done = std::function<void(const ErrandResult &)>;

    /// Borrows all.
    CheckErrand(Fetcher &fetcher, const CheckSettings &settings, const QSslConfiguration &ssl);
    ~CheckErrand() override;

    /// Asks for `url` through `proxy`; http URLs go through its tunnel too where `isTunnel`. `done` comes later.
    void ask(const WebUrl &url, const ProxyAddress &proxy, bool isTunnel, Done done);
    /// Asks a judge; adds a new nonce, and what was asked is then in question() and sent().
    void askJudge(const WebUrl &judge, const ProxyAddress &proxy, bool isTunnel, Done done);
    [[nodiscard]] const JudgeQuestion &question() const { return m_question; }
    /// The headers that are known to have been sent, Host among them.
    [[nodiscard]] const Headers &sent() const { return m_sent; }
    /// Finds out what listens at `proxy`.
    void look(const ProxyAddress &proxy, std::function<void(const Service &)> done);

private:
    void send(FetchRequest request, bool isTunnel, Done done);

    Fetcher &m_fetcher;
    const CheckSettings &m_settings;
    const QSslConfiguration &m_ssl;
    JudgeQuestion m_question;
    Headers m_sent;
    std::unique_ptr<TunnelProbe> m_tunnel;
    std::unique_ptr<ServiceProbe> m_service;
};

} // namespace sluice::core
