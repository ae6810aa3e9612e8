// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/checkerrand.h"

#include "core/net/serviceprobe.h"
#include "core/net/tunnelprobe.h"
#include "core/net/useragents.h"

#include <QRandomGenerator>

#include <algorithm>

namespace sluice::core {

namespace {

constexpr qint64 bodyCap = 1 << 20; // what a page has to say of its proxy stands at its beginning
constexpr int leastTimeoutMs = 1'000;
constexpr int mostTimeoutMs = 120'000;
constexpr int lookMs = 2'000;

QByteArray newNonce()
{
    return QByteArray::number(QRandomGenerator::system()->generate64(), 16);
}

WebUrl withNonce(const WebUrl &judge, const QByteArray &nonce)
{
    return WebUrl::parse(judge.text() + (judge.query().isEmpty() ? "?nonce=" : "&nonce=") + nonce).value_or(judge);
}

/// For nothing that an errand's end calls may find its probe gone while it still works.
template <typename Probe>
void dropLater(std::unique_ptr<Probe> &probe)
{
    if (probe)
        probe.release()->deleteLater();
}

} // namespace

CheckErrand::CheckErrand(Fetcher &fetcher, const CheckSettings &settings, const QSslConfiguration &ssl)
    : m_fetcher(fetcher)
    , m_settings(settings)
    , m_ssl(ssl)
{}

CheckErrand::~CheckErrand() = default;

void CheckErrand::ask(const WebUrl &url, const ProxyAddress &proxy, bool isTunnel, Done done)
{
    FetchRequest request;
    request.url = url;
    request.proxy = proxy;
    send(std::move(request), isTunnel, std::move(done));
}

void CheckErrand::askJudge(const WebUrl &judge, const ProxyAddress &proxy, bool isTunnel, Done done)
{
    FetchRequest request;
    m_question.nonce = newNonce();
    request.url = withNonce(judge, m_question.nonce);
    request.proxy = proxy;
    request.headers = {{"Accept", "application/json"}};
    const QByteArray agent = m_settings.userAgent.isEmpty() ? honestUserAgent() : m_settings.userAgent;
    m_question.headers = request.headers + Headers{{"User-Agent", agent}};
    const QByteArray authority = judge.origin().mid(judge.scheme().size() + 3);
    m_sent = m_question.headers + Headers{{"Host", authority}};
    send(std::move(request), isTunnel, std::move(done));
}

void CheckErrand::send(FetchRequest request, bool isTunnel, Done done)
{
    request.userAgent = m_settings.userAgent;
    request.totalTimeoutMs = std::clamp(m_settings.timeoutMs, leastTimeoutMs, mostTimeoutMs);
    request.connectTimeoutMs = request.totalTimeoutMs - 1; // or it would not be told from a slow answer
    request.bodyCap = bodyCap;
    request.isCutAtCap = true;
    if (!isTunnel && !request.url.isSecure()) {
        m_fetcher.fetch(std::move(request), this, [done = std::move(done)](FetchResult answer) {
            done({std::move(answer), {}});
        });
        return;
    }
    dropLater(m_tunnel);
    m_tunnel = std::make_unique<TunnelProbe>(request, m_ssl);
    m_tunnel->start([this, done = std::move(done)](const TunnelProbe::Outcome &outcome) {
        dropLater(m_tunnel);
        done({outcome.answer, {outcome.certificates, outcome.distrust}});
    });
}

void CheckErrand::look(const ProxyAddress &proxy, std::function<void(const Service &)> done)
{
    m_service = std::make_unique<ServiceProbe>(proxy.host, proxy.port);
    m_service->start(std::min(lookMs, m_settings.timeoutMs), [this, done = std::move(done)](const Service &service) {
        dropLater(m_service);
        done(service);
    });
}

} // namespace sluice::core
