// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/crawloptions.h"

#include "app/cli/linefile.h"
#include "core/crawl/jobfields.h"
#include "core/net/useragents.h"
#include "core/url/weburl.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// How an option's text becomes the JSON value of its field.
enum class Reading { On, Off, Number, Seconds, Text, Texts, Path, Headers, Proxy, UserAgents, Fields };

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
        {{u"sitemaps"_s, {}, u"Also start from the sitemaps that robots.txt lists"_s},
         u"speed.sitemaps"_s,
         Reading::On},
        {{u"user-agent"_s, u"NAME|UA|@FILE"_s, u"A preset, a whole user agent, or a file of them, one a line"_s},
         u"requests.user_agents"_s,
         Reading::UserAgents},
        {{u"header"_s, u"NAME:VALUE"_s, u"A further header; the value secret:NAME names a secret"_s, true},
         u"requests.headers"_s,
         Reading::Headers},
        {{u"proxy"_s, u"URL"_s, u"http://[user@]host:port or socks5://[user@]host:port"_s},
         u"requests.proxy"_s,
         Reading::Proxy},
        {{u"ca"_s, u"FILE"_s, u"PEM file of further trusted certificates"_s}, u"requests.ca_file"_s, Reading::Path},
        {{u"insecure"_s, u"HOST"_s, u"Do not check this host's certificate"_s, true},
         u"requests.insecure_hosts"_s,
         Reading::Texts},
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
    };
    return options;
}

using Value = core::Result<QJsonValue, QString>;

QJsonValue numberOrText(const QString &text)
{
    static const QRegularExpression integer(u"\\A-?[0-9]{1,15}\\z"_s);
    return integer.match(text).hasMatch() ? QJsonValue(text.toLongLong()) : QJsonValue(text);
}

Value milliseconds(const QString &text, const core::JobField &field)
{
    bool isNumber = false;
    const double ms = text.toDouble(&isNumber) * 1'000;
    if (isNumber && ms >= double(field.minimum) && ms <= double(field.maximum))
        return QJsonValue(std::round(ms));
    return tl::unexpected(u"expected seconds from %1 to %2, got %3"_s.arg(
        QString::number(double(field.minimum) / 1'000), QString::number(field.maximum / 1'000), core::shownJson(text)));
}

Value headers(const QStringList &texts)
{
    QJsonArray array;
    for (const QString &text : texts) {
        const qsizetype colon = text.indexOf(u':');
        if (colon < 1)
            return tl::unexpected(u"expected NAME:VALUE"_s);
        array.append(QJsonObject{{u"name"_s, text.left(colon).trimmed()}, {u"value"_s, text.mid(colon + 1).trimmed()}});
    }
    return QJsonValue(array);
}

Value proxy(const QString &text)
{
    if (text == "pool"_L1)
        return tl::unexpected(u"\"pool\" is not in this version; it comes with a later one"_s);
    return QJsonValue(text);
}

Value userAgents(const QString &text)
{
    if (!text.startsWith(u'@'))
        return QJsonValue(QJsonArray{text});
    const auto lines = readLines(text.mid(1));
    if (!lines)
        return tl::unexpected(lines.error());
    QJsonArray array;
    for (const FileLine &line : *lines)
        array.append(line.text);
    return QJsonValue(array);
}

Value fields(const QStringList &texts)
{
    QJsonArray array;
    for (const QString &text : texts) {
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1)
            return tl::unexpected(u"expected NAME=RULE, got %1"_s.arg(core::shownJson(text)));
        array.append(QJsonObject{{u"name"_s, text.left(equals).trimmed()}, {u"rule"_s, text.mid(equals + 1)}});
    }
    return QJsonValue(array);
}

Value caFile(const QString &path)
{
    if (!QFileInfo(path).isReadable() || !QFileInfo(path).isFile())
        return tl::unexpected(u"%1 cannot be read"_s.arg(path));
    // So that a saved job means the same file wherever it is run.
    return QJsonValue(QFileInfo(path).absoluteFilePath());
}

Value valueFor(const SpecOption &option, const Arguments &arguments)
{
    const QString text = arguments.value(option.option.name);
    switch (option.reading) {
    case Reading::On:
        return QJsonValue(true);
    case Reading::Off:
        return QJsonValue(false);
    case Reading::Number:
        return numberOrText(text);
    case Reading::Seconds:
        return milliseconds(text, *core::jobField(option.field));
    case Reading::Text:
        return QJsonValue(text);
    case Reading::Texts:
        return QJsonValue(QJsonArray::fromStringList(arguments.values(option.option.name)));
    case Reading::Path:
        return caFile(text);
    case Reading::Headers:
        return headers(arguments.values(option.option.name));
    case Reading::Proxy:
        return proxy(text);
    case Reading::UserAgents:
        return userAgents(text);
    case Reading::Fields:
        return fields(arguments.values(option.option.name));
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
        const auto lines = readLines(path);
        if (!lines)
            return tl::unexpected(lines.error());
        if (lines->isEmpty())
            return tl::unexpected(u"%1: expected URLs, one a line, but there are none"_s.arg(path));
        for (const FileLine &line : *lines) {
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
    SpecArguments result;
    const auto seeds = readSeeds(arguments.operands());
    if (!seeds)
        return tl::unexpected(seeds.error());
    result.spec.seeds = seeds->urls;
    for (const SpecOption &option : table()) {
        if (!arguments.has(option.option.name))
            continue;
        const Value value = valueFor(option, arguments);
        if (!value)
            return tl::unexpected(u"--%1: %2"_s.arg(option.option.name, value.error()));
        if (const auto problem = core::readField(*core::jobField(option.field), *value, result.spec))
            return tl::unexpected(problemText(*problem, *seeds));
    }
    const QList<core::SpecProblem> problems = core::validate(result.spec);
    if (!problems.isEmpty())
        return tl::unexpected(problemText(problems.first(), *seeds));
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
