// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/poolaccess.h"

#include "core/proxy/proxyaddress.h"
#include "core/proxy/proxypool.h"
#include "core/url/weburl.h"

#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// The least that the crawl will ask of a proxy.
core::ProxyWish wishOf(const core::CrawlSpec &spec)
{
    core::ProxyWish wish;
    for (const QString &text : spec.poolConditions) {
        if (const auto condition = core::proxyCondition(text))
            wish.conditions.append(*condition);
    }
    wish.isTls = std::ranges::all_of(spec.seeds, [](const QString &seed) {
        const auto url = core::WebUrl::parse(seed.toUtf8());
        return url && url->isSecure();
    });
    return wish;
}

core::DeskParts partsOf(const core::CrawlSpec &spec)
{
    core::DeskParts parts;
    parts.health.isScrapingDue = !spec.isProxyRequired; // sources are asked directly
    return parts;
}

using Passwords = QHash<QString, QString>;

/// Those that the proxies need and `secrets` has.
Passwords passwordsOf(const QList<core::ProxyRecord> &proxies, const core::SecretStore &secrets)
{
    Passwords passwords;
    for (const core::ProxyRecord &proxy : proxies) {
        if (proxy.key.user.isEmpty())
            continue;
        const QString name = core::secretNameOf(proxy.key);
        if (const auto password = secrets.read(name))
            passwords.insert(name, QString::fromUtf8(*password));
    }
    return passwords;
}

} // namespace

PoolAccess::PoolAccess(const core::Clock &clock, core::ProxyStore &project, const core::SecretStore &secrets,
                       const core::CrawlSpec &spec, const QString &testUrl, Console &console)
    : m_secrets(secrets)
    , m_desk(clock, partsOf(spec))
{
    QObject::connect(&m_desk, &core::ProxyDesk::warned, &m_desk,
                     [&console](const QString &line) { console.complain(line); });
    m_desk.setProject(&project, &m_secrets);
    if (testUrl.isEmpty())
        return;
    core::CheckSettings settings;
    settings.testUrl = testUrl;
    settings.isTestUrlAskedDirectly = !spec.isProxyRequired;
    m_desk.setSettings(settings);
    m_desk.setScheduled(true);
    m_desk.setScheduleAllowed(true); // it was asked for in as many words
}

PoolAccess::~PoolAccess()
{
    m_desk.setProject(nullptr, nullptr); // it is told of what was learnt while the project is there
}

Option testUrlOption()
{
    return {u"proxy-test-url"_s, u"URL"_s, u"Check proxies of the pool with it again when they are due"_s};
}

core::Result<QString, QString> readTestUrl(const Arguments &arguments)
{
    const QString text = arguments.value(u"proxy-test-url"_s);
    if (text.isEmpty())
        return text;
    const auto url = core::WebUrl::parse(text.toUtf8());
    if (!url)
        return tl::unexpected(u"--proxy-test-url: "_s + url.error().detail);
    return url->toString();
}

QString poolProblem(const core::CrawlSpec &spec, const QString &path)
{
    if (!spec.usesPool() || !spec.isProxyRequired)
        return {};
    if (path.isEmpty())
        return u"--proxy pool: takes the proxies of a project, so --project FILE is needed"_s;
    if (!QFileInfo::exists(path))
        return u"--proxy pool: takes the proxies of a project, and there is no %1; fill one with: "
               "sluice-cli proxies scrape SOURCE --project %1"_s.arg(path);
    return {};
}

QString poolProblem(const core::CrawlSpec &spec, const core::ProxyStore &project, const core::SecretStore &secrets,
                    const core::Clock &clock, const QString &path)
{
    if (!spec.usesPool() || !spec.isProxyRequired)
        return {};
    const auto proxies = project.proxies();
    if (!proxies)
        return proxies.error().detail;
    core::ProxyPool pool(clock);
    pool.set(*proxies, passwordsOf(*proxies, secrets));
    const QString why = pool.whyNone(wishOf(spec));
    if (why.isEmpty())
        return {};
    pool.set(*proxies, core::blankPasswords(*proxies));
    if (pool.whyNone(wishOf(spec)).isEmpty())
        return u"--proxy pool: %1: %2; --secret NAME=env:VAR or NAME=file:PATH gives one"_s.arg(path, why);
    return u"--proxy pool: %1: %2; check them with: sluice-cli proxies refresh --project %1"_s.arg(path, why);
}

} // namespace sluice::app
