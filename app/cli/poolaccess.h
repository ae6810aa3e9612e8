// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/console.h"
#include "core/base/clock.h"
#include "core/base/secretstore.h"
#include "core/crawl/crawlspec.h"
#include "core/proxy/proxydesk.h"
#include "core/store/proxystore.h"

namespace sluice::app {

/// Reads another store's secrets and keeps none of its own.
class ReadSecrets final : public core::SecretStore
{
public:
    explicit ReadSecrets(const core::SecretStore &secrets)
        : m_secrets(secrets)
    {}

    [[nodiscard]] core::Result<QByteArray, core::SecretFailure> read(const QString &name) const override
    {
        return m_secrets.read(name);
    }

private:
    const core::SecretStore &m_secrets;
};

/// The project's proxies at work for one crawl of the command line: what it learns of them goes back into the project.
class PoolAccess final
{
public:
    /// Borrows all. Where there is a test URL, dead proxies are checked with it again while the crawl runs. A crawl that
    /// requires a proxy has nothing asked without one: neither the test URL nor sources.
    PoolAccess(const core::Clock &clock, core::ProxyStore &project, const core::SecretStore &secrets,
               const core::CrawlSpec &spec, const QString &testUrl, Console &console);
    ~PoolAccess();

    [[nodiscard]] std::shared_ptr<core::ProxyPool> pool() const { return m_desk.pool(); }

private:
    ReadSecrets m_secrets;
    core::ProxyDesk m_desk;
};

/// --proxy-test-url
[[nodiscard]] Option testUrlOption();
/// The value of --proxy-test-url, empty without; the error says what was expected.
[[nodiscard]] core::Result<QString, QString> readTestUrl(const Arguments &arguments);

/// What stands against a crawl through the pool into the project at `path` (null = a temporary one) before it is
/// opened; empty if nothing does.
[[nodiscard]] QString poolProblem(const core::CrawlSpec &spec, const QString &path);
/// Why none of the project's proxies can serve the crawl with the passwords among `secrets`; empty if one can.
[[nodiscard]] QString poolProblem(const core::CrawlSpec &spec, const core::ProxyStore &project,
                                  const core::SecretStore &secrets, const core::Clock &clock, const QString &path);

} // namespace sluice::app
