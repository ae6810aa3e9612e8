// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/jobfields.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 hourMs = 3'600'000;
constexpr qint64 mostPages = 1'000'000'000'000;
constexpr qint64 mostBodyBytes = qint64(1) << 30;

QList<JobField> startFields()
{
    using S = CrawlSpec;
    return {
        {u""_s, u"name"_s, &S::name, u"What the crawl is called"_s, 0, 0, checkTitle},
        {u""_s, u"seeds"_s, &S::seeds, u"URLs the crawl starts from"_s, 1, 0, checkSeed},
        {u"scope"_s, u"kind"_s, &S::scope, u"Which URLs belong to the crawl, seen from each seed"_s},
        {u"scope"_s, u"include"_s, &S::include, u"Regular expressions; a URL must match one, if there are any"_s, 0, 0,
         checkPattern},
        {u"scope"_s, u"exclude"_s, &S::exclude, u"Regular expressions; a URL must match none"_s, 0, 0, checkPattern},
        {u"scope"_s, u"maximum_depth"_s, &S::maximumDepth, u"Most links away from a seed"_s, 0, 1'000'000},
        {u"scope"_s, u"maximum_pages"_s, &S::maximumPages, u"Most pages, done and failed together"_s, 1, mostPages},
    };
}

QList<JobField> speedFields()
{
    using S = CrawlSpec;
    return {
        {u"speed"_s, u"concurrency"_s, &S::concurrency, u"Requests in flight in all"_s, 1, 200},
        {u"speed"_s, u"per_host"_s, &S::perHost, u"Requests in flight per host"_s, 1, 200},
        {u"speed"_s, u"delay_ms"_s, &S::delayMs, u"Least time between two requests to a host, in ms"_s, 0, hourMs},
        {u"speed"_s, u"adaptive"_s, &S::isAdaptive, u"Slow down when a host answers slowly"_s},
        {u"speed"_s, u"robots"_s, &S::isRobotsObeyed, u"Obey robots.txt"_s},
        {u"speed"_s, u"robots_token"_s, &S::robotsToken, u"Product token looked up in robots.txt"_s, 0, 0,
         checkRobotsToken},
        {u"speed"_s, u"sitemaps"_s, &S::isSitemapsUsed, u"Also start from the sitemaps that robots.txt lists"_s},
        {u"speed"_s, u"sitemap_urls"_s, &S::sitemaps, u"Further sitemaps to start from, read in any case"_s, 0, 0,
         checkSeed},
    };
}

QList<JobField> requestFields()
{
    using S = CrawlSpec;
    return {
        {u"requests"_s, u"timeout_ms"_s, &S::timeoutMs, u"Deadline of a whole request, in ms"_s, 1, 24 * hourMs},
        {u"requests"_s, u"connect_timeout_ms"_s, &S::connectTimeoutMs, u"Deadline of connecting, in ms"_s, 1,
         24 * hourMs},
        {u"requests"_s, u"retries"_s, &S::retries, u"Further tries after the first"_s, 0, 100},
        {u"requests"_s, u"maximum_redirects"_s, &S::maximumRedirects, u"Most redirects in a row"_s, 0, 100},
        {u"requests"_s, u"maximum_body_bytes"_s, &S::maximumBodyBytes, u"Largest body, in bytes"_s, 1, mostBodyBytes},
        {u"requests"_s, u"user_agents"_s, &S::userAgents, u"Preset names or whole strings; one is picked per request"_s,
         1, 0, checkUserAgent},
        {u"requests"_s, u"headers"_s, &S::headers, u"Further headers; the value secret:NAME names a secret"_s},
        {u"requests"_s, u"cookies"_s, &S::cookies, u"Cookies to start with; their values are secrets"_s},
        {u"requests"_s, u"logins"_s, &S::logins,
         u"Basic and Digest logins; the password is the secret named user@host"_s},
        {u"requests"_s, u"method"_s, &S::seedMethod,
         u"Method that the seeds are asked for with, in capitals; what they lead to is always got with GET"_s, 0, 0,
         checkMethod},
        {u"requests"_s, u"body"_s, &S::seedContent, u"Content sent with that method, as UTF-8; not with GET or HEAD"_s,
         0, 0, checkContent},
        {u"requests"_s, u"content_types"_s, &S::contentTypes, u"Media types whose bodies are read; none means all"_s, 0,
         0, checkMediaType},
        {u"requests"_s, u"proxy"_s, &S::proxy, u"http://[user@]host:port, socks5://[user@]host:port, pool, or empty"_s,
         0, 0, checkProxy},
        {u"requests"_s, u"ca_file"_s, &S::caFile, u"PEM file of further trusted certificates, or empty"_s, 0, 0,
         checkPath},
        {u"requests"_s, u"insecure_hosts"_s, &S::insecureHosts, u"Hosts whose certificates are not checked"_s, 0, 0,
         checkHostAndPort},
        {u"output"_s, u"keep_bodies"_s, &S::isBodyKept, u"Keep every body in the project file"_s},
        {u"output"_s, u"images"_s, &S::images, u"Columns whose images are downloaded in the end, and the folders"_s},
    };
}

QList<JobField> poolFields()
{
    using S = CrawlSpec;
    const QString p = u"proxy_pool"_s;
    return {
        {p, u"policy"_s, &S::poolPolicy, u"With proxy pool: which of the living proxies a request goes through"_s},
        {p, u"stick_to"_s, &S::poolStickTo, u"With policy sticky: what stays with one proxy"_s},
        {p, u"where"_s, &S::poolConditions,
         u"Conditions KEY=VALUE on the proxies: country, anonymity, type, source, state"_s, 0, 0, checkProxyCondition},
        {p, u"attempts"_s, &S::poolAttempts, u"Proxies that one request is sent through at most"_s, 1, 20},
        {p, u"required"_s, &S::isProxyRequired,
         u"Never send a request from the own address; else directly where no proxy is alive"_s},
        {p, u"wait_ms"_s, &S::poolWaitMs,
         u"How long requests wait for a living proxy, in ms, before the crawl is left as interrupted"_s, 0, hourMs},
    };
}

QList<JobField> renderFields()
{
    using S = CrawlSpec;
    const QString r = u"render"_s;
    return {
        {r, u"mode"_s, &S::renderMode,
         u"http: pages as sent; rendered: as their scripts make them; auto: rendered where fields are missing"_s},
        {r, u"wait"_s, &S::renderWait, u"What a rendered page is waited for once it has loaded"_s},
        {r, u"selector"_s, &S::renderSelector, u"CSS selector of the element to wait for"_s},
        {r, u"wait_ms"_s, &S::renderWaitMs, u"Longest wait, in ms; with wait time the whole of it"_s, 0, hourMs},
        {r, u"scroll"_s, &S::isRenderScrolled, u"Scroll to the end until nothing is added any more"_s},
        {r, u"click"_s, &S::renderClickSelector, u"CSS selector of what loads more when it is clicked"_s},
        {r, u"clicks"_s, &S::renderClicks, u"How often that is clicked, as long as it is there"_s, 0, 1'000},
        {r, u"block_images"_s, &S::areRenderImagesBlocked, u"Load no images and no media"_s},
        {r, u"block_trackers"_s, &S::areRenderTrackersBlocked, u"Ask no host that measures visitors or advertises"_s},
    };
}

QList<JobField> extractionFields()
{
    using S = CrawlSpec;
    const QString x = u"extraction"_s;
    return {
        {x, u"row"_s, &S::rowRule, u"css: or xpath: rule whose every match is a row; empty: every page is one"_s},
        {x, u"fields"_s, &S::fields, u"The columns and the rules that fill them; none: the default row"_s},
        {x, u"next"_s, &S::nextRule,
         u"css: or xpath: rule of the link to the next page; other links are not followed"_s},
        {x, u"pages"_s, &S::numberedPages, u"Pages by number, to start from as well"_s},
        {x, u"detail"_s, &S::detailRule,
         u"Rule of the link from a row to its detail page; other links are not followed"_s},
        {x, u"detail_fields"_s, &S::detailFields, u"Further columns, from the detail page"_s},
        {x, u"script"_s, &S::script, u"JavaScript with a function parse(page) that returns rows, instead of fields"_s},
        {x, u"plugin"_s, &S::plugin,
         u"Path of a plug-in: its parser instead of fields, or with a script its functions"_s, 0, 0, checkPath},
        {x, u"keys"_s, &S::keyFields, u"Columns that tell rows apart: of rows alike only the first is kept"_s},
    };
}

struct Expectation
{
    const JobField &field;

    [[nodiscard]] QString range() const
    {
        return u"an integer from %1 to %2"_s.arg(QString::number(field.minimum), QString::number(field.maximum));
    }
    QString operator()(bool CrawlSpec::*) const { return u"true or false"_s; }
    QString operator()(int CrawlSpec::*) const { return range(); }
    QString operator()(qint64 CrawlSpec::*) const { return range(); }
    QString operator()(std::optional<int> CrawlSpec::*) const { return range() + u", or null for no limit"_s; }
    QString operator()(std::optional<qint64> CrawlSpec::*) const { return range() + u", or null for no limit"_s; }
    QString operator()(ScopeKind CrawlSpec::*) const { return u"one of "_s + scopeNames().join(u", "_s); }
    QString operator()(RenderMode CrawlSpec::*) const { return u"one of "_s + renderModeNames().join(u", "_s); }
    QString operator()(RenderWait CrawlSpec::*) const { return u"one of "_s + renderWaitNames().join(u", "_s); }
    QString operator()(ProxyPolicy CrawlSpec::*) const { return u"one of "_s + proxyPolicyNames().join(u", "_s); }
    QString operator()(ProxyStickTo CrawlSpec::*) const { return u"one of "_s + proxyStickToNames().join(u", "_s); }
    QString operator()(QString CrawlSpec::*) const { return u"a text"_s; }
    QString operator()(QStringList CrawlSpec::*) const { return u"a list of texts"_s; }
    QString operator()(QList<SpecHeader> CrawlSpec::*) const { return u"a list of objects with name and value"_s; }
    QString operator()(QList<SpecCookie> CrawlSpec::*) const
    {
        return u"a list of objects with name, secret and domain"_s;
    }
    QString operator()(QList<SpecLogin> CrawlSpec::*) const { return u"a list of objects with host and user"_s; }
    QString operator()(QList<SpecImages> CrawlSpec::*) const { return u"a list of objects with field and folder"_s; }
    QString operator()(QList<FieldSpec> CrawlSpec::*) const { return u"a list of objects with name and rule"_s; }
    QString operator()(NumberedPages CrawlSpec::*) const { return u"an object with pattern, first, last and step"_s; }
};

} // namespace

const QList<JobField> &jobFields()
{
    static const QList<JobField> fields =
        startFields() + speedFields() + requestFields() + poolFields() + renderFields() + extractionFields();
    return fields;
}

const JobField *jobField(const QString &path)
{
    const QList<JobField> &fields = jobFields();
    const auto found =
        std::find_if(fields.cbegin(), fields.cend(), [&](const JobField &f) { return f.path() == path; });
    return found == fields.cend() ? nullptr : &*found;
}

QString fieldExpectation(const JobField &field)
{
    return std::visit(Expectation{field}, field.member);
}

const QStringList &scopeNames()
{
    static const QStringList names = {u"host"_s, u"domain"_s, u"folder"_s, u"any"_s};
    return names;
}

const QStringList &renderModeNames()
{
    static const QStringList names = {u"http"_s, u"rendered"_s, u"auto"_s};
    return names;
}

const QStringList &renderWaitNames()
{
    static const QStringList names = {u"load"_s, u"idle"_s, u"selector"_s, u"time"_s};
    return names;
}

} // namespace sluice::core
