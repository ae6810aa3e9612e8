// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/crawlplan.h"

#include "core/extract/pagination.h"
#include "core/net/useragents.h"
#include "core/proxy/proxyaddress.h"

#include <QFile>
#include <QRandomGenerator>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr auto secretPrefix = "secret:"_L1;

tl::unexpected<StartFailure> specFault(const QString &field, const QString &message)
{
    return failure(StartFault::Spec, field + u": "_s + message);
}

tl::unexpected<StartFailure> secretFault(const SecretFailure &fault)
{
    return failure(StartFault::Secret, fault.detail);
}

Result<void, StartFailure> addHeaders(CrawlPlan &plan, const SecretStore &secrets)
{
    for (const SpecHeader &header : plan.spec.headers) {
        const QByteArray name = header.name.toLatin1();
        if (!header.value.startsWith(secretPrefix)) {
            plan.openHeaders.append({name, header.value.toUtf8()});
            continue;
        }
        auto value = secrets.read(header.value.mid(secretPrefix.size()));
        if (!value)
            return secretFault(value.error());
        if (value->contains('\r') || value->contains('\n') || value->contains('\0'))
            return failure(StartFault::Secret, u"secret of header %1: must be one line"_s.arg(header.name));
        plan.secretHeaders.append({name, *value});
    }
    return {};
}

Result<void, StartFailure> addCookies(CrawlPlan &plan, const SecretStore &secrets)
{
    for (const SpecCookie &cookie : plan.spec.cookies) {
        auto value = secrets.read(cookie.secret);
        if (!value)
            return secretFault(value.error());
        plan.cookies.append({cookie.name.toUtf8(), *value, cookie.domain.toLatin1()});
    }
    return {};
}

/// A login goes to its host over TLS, and in the clear only where a seed says so.
Result<void, StartFailure> addLogins(CrawlPlan &plan, const SecretStore &secrets)
{
    for (const SpecLogin &login : plan.spec.logins) {
        auto password = secrets.read(login.secretName());
        if (!password)
            return secretFault(password.error());
        const HttpLogin value{login.user, QString::fromUtf8(*password)};
        const QByteArray host = login.host.toUtf8();
        if (const auto url = WebUrl::parse("https://" + host + '/'))
            plan.logins.insert(url->origin(), value);
        const auto plain = WebUrl::parse("http://" + host + '/');
        if (plain && plan.secretOrigins.contains(plain->origin()))
            plan.logins.insert(plain->origin(), value);
    }
    return {};
}

Result<void, StartFailure> addProxy(CrawlPlan &plan, const SecretStore &secrets)
{
    if (plan.spec.proxy.isEmpty())
        return {};
    if (plan.spec.usesPool()) {
        plan.proxy.kind = ProxyKind::Pool;
        return {};
    }
    const QUrl url(plan.spec.proxy, QUrl::StrictMode);
    const bool isSocks = url.scheme() == "socks5"_L1;
    plan.proxy.kind = isSocks ? ProxyKind::Socks5 : ProxyKind::Http;
    plan.proxy.host = url.host();
    plan.proxy.port = quint16(url.port(isSocks ? 1080 : 8080));
    plan.proxy.user = url.userName(QUrl::FullyDecoded);
    if (plan.proxy.user.isEmpty())
        return {};
    auto password = secrets.read(secretNameOf({ProxyType::Http, plan.proxy.user, plan.proxy.host, plan.proxy.port}));
    if (!password)
        return secretFault(password.error());
    plan.proxy.password = QString::fromUtf8(*password);
    return {};
}

Result<void, StartFailure> addCertificates(CrawlPlan &plan)
{
    if (plan.spec.caFile.isEmpty())
        return {};
    QFile file(plan.spec.caFile);
    if (!file.open(QIODevice::ReadOnly))
        return specFault(u"requests.ca_file"_s, plan.spec.caFile + u": "_s + file.errorString());
    plan.caPem = file.readAll();
    if (!plan.caPem.contains("-----BEGIN CERTIFICATE-----"))
        return specFault(u"requests.ca_file"_s, plan.spec.caFile + u" holds no PEM certificate"_s);
    return {};
}

void addUserAgents(CrawlPlan &plan)
{
    for (const QString &agent : plan.spec.userAgents) {
        const auto preset = userAgentPreset(agent);
        plan.userAgents.append(preset ? preset->userAgent : agent.toUtf8());
    }
    if (plan.userAgents.isEmpty())
        plan.userAgents.append(honestUserAgent());
}

Result<void, StartFailure> addSeeds(CrawlPlan &plan)
{
    QSet<QByteArray> known;
    const auto add = [&plan, &known](const WebUrl &url) {
        if (known.contains(url.text()))
            return;
        known.insert(url.text());
        plan.seeds.append(url);
        plan.secretOrigins.insert(url.origin());
    };
    for (qsizetype i = 0; i < plan.spec.seeds.size(); ++i) {
        const auto url = WebUrl::parse(plan.spec.seeds[i].toUtf8());
        if (!url)
            return specFault(u"seeds[%1]"_s.arg(i), url.error().detail);
        add(*url);
    }
    if (plan.spec.numberedPages.pattern.isEmpty())
        return {};
    const auto pages = numberedPages(plan.spec.numberedPages, plan.seeds.value(0));
    if (!pages)
        return specFault(u"extraction.pages"_s, pages.error());
    for (const WebUrl &page : *pages)
        add(page);
    return {};
}

Result<void, StartFailure> addSitemaps(CrawlPlan &plan)
{
    for (qsizetype i = 0; i < plan.spec.sitemaps.size(); ++i) {
        const auto url = WebUrl::parse(plan.spec.sitemaps[i].toUtf8());
        if (!url)
            return specFault(u"speed.sitemap_urls[%1]"_s.arg(i), url.error().detail);
        plan.sitemaps.append(*url);
    }
    return {};
}

} // namespace

FetchRequest CrawlPlan::requestFor(const WebUrl &url) const
{
    FetchRequest request;
    request.url = url;
    request.userAgent = userAgents.size() == 1 ? userAgents.first()
                                               : userAgents[QRandomGenerator::global()->bounded(userAgents.size())];
    request.headers = openHeaders;
    if (!secretHeaders.isEmpty() && secretOrigins.contains(url.origin()))
        request.headers += secretHeaders;
    request.connectTimeoutMs = spec.connectTimeoutMs;
    request.totalTimeoutMs = spec.timeoutMs;
    request.bodyCap = spec.maximumBodyBytes;
    request.proxy = proxy;
    request.isTlsCheckOff = tlsExceptions.covers(url);
    return request;
}

Result<CrawlPlan, StartFailure> makePlan(const CrawlSpec &spec, const SecretStore &secrets)
{
    if (const QList<SpecProblem> problems = validate(spec); !problems.isEmpty())
        return specFault(problems.first().field, problems.first().message);
    CrawlPlan plan;
    plan.spec = spec;
    plan.retry.retries = spec.retries;
    plan.tlsExceptions = TlsExceptions(spec.insecureHosts);
    addUserAgents(plan);
    Result<void, StartFailure> step = addSeeds(plan);
    if (step)
        step = addSitemaps(plan);
    if (step)
        step = addHeaders(plan, secrets);
    if (step)
        step = addCookies(plan, secrets);
    if (step)
        step = addLogins(plan, secrets);
    if (step)
        step = addProxy(plan, secrets);
    if (step)
        step = addCertificates(plan);
    if (!step)
        return tl::unexpected(step.error());
    return plan;
}

} // namespace sluice::core
