// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/crawloptions.h"

#include "app/cli/optionvalues.h"
#include "core/base/linefile.h"
#include "core/crawl/jobfields.h"
#include "core/net/useragents.h"
#include "core/url/weburl.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// How an option's text becomes the JSON value of its field.
enum class Reading {
    On,
    Off,
    Number,
    Seconds,
    Text,
    Texts,
    Path,
    Method,
    Content,
    Headers,
    Logins,
    UserAgents,
    Fields,
    Images
};

struct SpecOption
{
    Option option;
    QString field; ///< path in the job file
    Reading reading;
};

const QList<SpecOption> &table()
{
    static const QList<SpecOption> options = {
        {{u"depth"_s, u"N"_s, u"Most links away from a URL given; unlimited without"_s},
         u"scope.maximum_depth"_s,
         Reading::Number},
        {{u"max-pages"_s, u"N"_s, u"Stop after N pages, done and failed"_s}, u"scope.maximum_pages"_s, Reading::Number},
        {{u"concurrency"_s, u"N"_s, u"Requests in flight in all, 1 to 200; default 32"_s},
         u"speed.concurrency"_s,
         Reading::Number},
        {{u"per-host"_s, u"N"_s, u"Requests in flight per host, 1 to 200; default 8"_s},
         u"speed.per_host"_s,
         Reading::Number},
        {{u"delay"_s, u"MS"_s, u"Least time between two requests to a host, in ms; default 0"_s},
         u"speed.delay_ms"_s,
         Reading::Number},
        {{u"no-adaptive"_s, {}, u"Do not slow down when a host answers slowly"_s}, u"speed.adaptive"_s, Reading::Off},
        {{u"timeout"_s, u"S"_s, u"Deadline of a whole request, in seconds; default 30"_s},
         u"requests.timeout_ms"_s,
         Reading::Seconds},
        {{u"connect-timeout"_s, u"S"_s, u"Deadline of connecting, in seconds; default 10"_s},
         u"requests.connect_timeout_ms"_s,
         Reading::Seconds},
        {{u"retries"_s, u"N"_s, u"Further tries after 408, 429, 5xx and network errors; default 2"_s},
         u"requests.retries"_s,
         Reading::Number},
        {{u"max-body"_s, u"BYTES"_s, u"Largest body; default 33554432 (32 MiB)"_s},
         u"requests.maximum_body_bytes"_s,
         Reading::Number},
        {{u"max-redirects"_s, u"N"_s, u"Most redirects in a row; default 20"_s},
         u"requests.maximum_redirects"_s,
         Reading::Number},
        {{u"scope"_s, u"KIND"_s, u"host, domain, folder or any; default host"_s}, u"scope.kind"_s, Reading::Text},
        {{u"include"_s, u"RE"_s, u"Only URLs that match one of these patterns"_s, true},
         u"scope.include"_s,
         Reading::Texts},
        {{u"exclude"_s, u"RE"_s, u"No URLs that match one of these patterns"_s, true},
         u"scope.exclude"_s,
         Reading::Texts},
        {{u"ignore-robots"_s, {}, u"Do not obey robots.txt"_s}, u"speed.robots"_s, Reading::Off},
        {{u"sitemaps"_s, {}, u"Also start from the sitemaps that robots.txt lists, else from /sitemap.xml"_s},
         u"speed.sitemaps"_s,
         Reading::On},
        {{u"sitemap"_s, u"URL"_s, u"Also start from this sitemap"_s, true}, u"speed.sitemap_urls"_s, Reading::Texts},
        {{u"user-agent"_s, u"NAME|UA|@FILE"_s, u"A preset, a whole user agent, or a file of them, one a line"_s},
         u"requests.user_agents"_s,
         Reading::UserAgents},
        {{u"method"_s, u"NAME"_s,
          u"Ask for the URLs given with this method: GET, HEAD, POST, PUT, PATCH, DELETE …; default GET"_s},
         u"requests.method"_s,
         Reading::Method},
        {{u"body"_s, u"TEXT|@FILE"_s,
          u"Send this with it, in UTF-8; without --method that is POST. Its Content-Type is that of --header, else "
          u"that "
          "of a form or JSON where it looks like one"_s},
         u"requests.body"_s,
         Reading::Content},
        {{u"header"_s, u"NAME:VALUE"_s, u"A further header; the value secret:NAME names a secret"_s, true},
         u"requests.headers"_s,
         Reading::Headers},
        {{u"login"_s, u"USER@HOST"_s,
          u"Log in there (Basic, Digest) with the secret USER@HOST; over http only where a URL given has that host"_s,
          true},
         u"requests.logins"_s,
         Reading::Logins},
        {{u"proxy"_s, u"URL|pool"_s,
          u"http://[user@]host:port or socks5://[user@]host:port; pool: the living proxies of the project"_s},
         u"requests.proxy"_s,
         Reading::Text},
        {{u"proxy-policy"_s, u"NAME"_s,
          u"With pool: first, round-robin, random, fastest, least-used or sticky; default round-robin"_s},
         u"proxy_pool.policy"_s,
         Reading::Text},
        {{u"proxy-where"_s, u"KEY=VALUE"_s, u"With pool: only proxies of this country, anonymity, type or source"_s,
          true},
         u"proxy_pool.where"_s,
         Reading::Texts},
        {{u"proxy-attempts"_s, u"N"_s, u"With pool: proxies that one request is sent through at most; default 3"_s},
         u"proxy_pool.attempts"_s,
         Reading::Number},
        {{u"proxy-wait"_s, u"S"_s, u"With pool: how long requests wait for a living proxy; default 120"_s},
         u"proxy_pool.wait_ms"_s,
         Reading::Seconds},
        {{u"proxy-optional"_s, {}, u"With pool: ask directly where no proxy is alive; without it never"_s},
         u"proxy_pool.required"_s,
         Reading::Off},
        {{u"ca"_s, u"FILE"_s, u"PEM file of further trusted certificates"_s}, u"requests.ca_file"_s, Reading::Path},
        {{u"insecure"_s, u"HOST"_s, u"Do not check this host's certificate"_s, true},
         u"requests.insecure_hosts"_s,
         Reading::Texts},
        {{u"render"_s, u"MODE"_s, u"http, rendered, or auto: rendered where fields are missing; default http"_s},
         u"render.mode"_s,
         Reading::Text},
        {{u"row"_s, u"SELECTOR"_s, u"css: or xpath: rule whose every match is a row; without it a page is one"_s},
         u"extraction.row"_s,
         Reading::Text},
        {{u"field"_s, u"NAME=RULE"_s, u"A column and the rule that fills it, instead of the default row"_s, true},
         u"extraction.fields"_s,
         Reading::Fields},
        {{u"next"_s, u"SELECTOR"_s, u"css: or xpath: rule of the link to the next page; no other link is followed"_s},
         u"extraction.next"_s,
         Reading::Text},
        {{u"keep-bodies"_s, {}, u"Keep every body in the project file"_s}, u"output.keep_bodies"_s, Reading::On},
        {{u"images"_s, u"FIELD=DIR"_s, u"Afterwards download the images that this column names into a folder"_s, true},
         u"output.images"_s,
         Reading::Images},
    };
    return options;
}

OptionValue valueFor(const SpecOption &option, const Arguments &arguments)
{
    const QString text = arguments.value(option.option.name);
    switch (option.reading) {
    case Reading::On:
        return QJsonValue(true);
    case Reading::Off:
        return QJsonValue(false);
    case Reading::Number:
        return numberOption(text);
    case Reading::Seconds:
        return secondsOption(text, *core::jobField(option.field));
    case Reading::Text:
        return QJsonValue(text);
    case Reading::Texts:
        return QJsonValue(QJsonArray::fromStringList(arguments.values(option.option.name)));
    case Reading::Path:
        return pathOption(text);
    case Reading::Method:
        return methodOption(text);
    case Reading::Content:
        return contentOption(text);
    case Reading::Headers:
        return headersOption(arguments.values(option.option.name));
    case Reading::Logins:
        return loginsOption(arguments.values(option.option.name));
    case Reading::UserAgents:
        return userAgentsOption(text);
    case Reading::Fields:
        return fieldsOption(arguments.values(option.option.name));
    case Reading::Images:
        return imagesOption(arguments.values(option.option.name));
    }
    Q_UNREACHABLE();
}

/// The seeds, and where each was written, for messages.
struct Seeds
{
    QStringList urls;
    QStringList origins;
};

core::Result<Seeds, QString> readSeeds(const QStringList &operands)
{
    Seeds seeds;
    for (const QString &operand : operands) {
        if (!operand.startsWith(u'@')) {
            seeds.urls.append(operand);
            seeds.origins.append(u"URL"_s);
            continue;
        }
        const QString path = operand.mid(1);
        const auto lines = core::readLines(path);
        if (!lines)
            return tl::unexpected(lines.error().detail);
        if (lines->isEmpty())
            return tl::unexpected(u"%1: expected URLs, one a line, but there are none"_s.arg(path));
        for (const core::FileLine &line : *lines) {
            seeds.urls.append(line.text);
            seeds.origins.append(u"%1 line %2"_s.arg(path, QString::number(line.number)));
        }
    }
    return seeds;
}

/// A problem of the spec in the words of the command line.
QString problemText(const core::SpecProblem &problem, const Seeds &seeds)
{
    static const QRegularExpression seedPath(u"\\Aseeds\\[([0-9]+)\\]\\z"_s);
    const auto seed = seedPath.match(problem.field);
    if (seed.hasMatch())
        return seeds.origins.value(seed.captured(1).toLongLong(), u"URL"_s) + u": "_s + problem.message;
    for (const SpecOption &option : table()) {
        const QString rest = problem.field.mid(option.field.size());
        if (problem.field.startsWith(option.field) && (rest.isEmpty() || rest.startsWith(u'[')))
            return u"--%1: %2"_s.arg(option.option.name, problem.message);
    }
    return problem.field + u": "_s + problem.message;
}

QString crawlName(const core::CrawlSpec &spec)
{
    const auto first = core::WebUrl::parse(spec.seeds.value(0).toUtf8());
    return first ? QString::fromLatin1(first->host()).left(200) : QString();
}

} // namespace

QList<Option> specOptions()
{
    QList<Option> options;
    for (const SpecOption &option : table())
        options.append(option.option);
    return options;
}

core::Result<SpecArguments, QString> specFromArguments(const Arguments &arguments)
{
    auto result = specFromArguments(arguments, core::CrawlSpec(), {});
    if (!result)
        return tl::unexpected(result.error().first());
    return *std::move(result);
}

core::Result<SpecArguments, QStringList> specFromArguments(const Arguments &arguments, const core::CrawlSpec &base,
                                                           const QStringList &own)
{
    SpecArguments result{base, {}};
    const auto seeds = readSeeds(arguments.operands());
    if (!seeds)
        return tl::unexpected(QStringList{seeds.error()});
    result.spec.seeds = seeds->urls;
    for (const SpecOption &option : table()) {
        if (!arguments.has(option.option.name) || own.contains(option.option.name))
            continue;
        const OptionValue value = valueFor(option, arguments);
        if (!value)
            return tl::unexpected(QStringList{u"--%1: %2"_s.arg(option.option.name, value.error())});
        if (const auto problem = core::readField(*core::jobField(option.field), *value, result.spec))
            return tl::unexpected(QStringList{problemText(*problem, *seeds)});
    }
    if (arguments.has(u"body"_s) && !arguments.has(u"method"_s))
        result.spec.seedMethod = u"POST"_s;
    QStringList problems;
    for (const core::SpecProblem &problem : core::validate(result.spec))
        problems.append(problemText(problem, *seeds));
    if (!problems.isEmpty())
        return tl::unexpected(problems);
    result.spec.name = crawlName(result.spec);
    result.warnings = specWarnings(result.spec);
    return result;
}

QStringList specWarnings(const core::CrawlSpec &spec)
{
    QStringList warnings;
    for (const QString &name : spec.userAgents) {
        const auto preset = core::userAgentPreset(name);
        if (preset && preset->isOtherCrawler)
            warnings.append(u"warning: user agent \"%1\" names somebody else's crawler"_s.arg(name));
    }
    if (!spec.insecureHosts.isEmpty())
        warnings.append(u"warning: certificates are not checked for %1; whoever stands between can read and change "
                        "what is sent"_s.arg(spec.insecureHosts.join(u", "_s)));
    return warnings;
}

} // namespace sluice::app
