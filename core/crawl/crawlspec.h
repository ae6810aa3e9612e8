// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/fieldspec.h"
#include "core/proxy/proxywish.h"
#include "core/render/renderoptions.h"
#include "core/url/scope.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace sluice::core {

/// A header to send; a value "secret:NAME" is a reference that is resolved when the crawl starts.
struct SpecHeader
{
    QString name;
    QString value;

    bool operator==(const SpecHeader &) const = default;
};

/// A cookie the crawl starts with. The value is always a secret's name.
struct SpecCookie
{
    QString name;
    QString secret; ///< name of the secret that holds the value
    QString domain; ///< host it is for

    bool operator==(const SpecCookie &) const = default;
};

/// A login of HTTP authentication (Basic or Digest). Its password is the secret named "user@host".
struct SpecLogin
{
    QString host; ///< with or without :port
    QString user;

    [[nodiscard]] QString secretName() const { return user + u'@' + host; }

    bool operator==(const SpecLogin &) const = default;
};

/// Images to download once a crawl has ended.
struct SpecImages
{
    QString field;  ///< the column that names them: one address, or a list
    QString folder; ///< relative to where the program runs

    bool operator==(const SpecImages &) const = default;
};

/// All a user decides about a crawl: what the dialog edits and a job file holds. A value; it holds no secrets.
struct CrawlSpec
{
    QString name;
    QStringList seeds;
    QString seedMethod = QStringLiteral("GET"); ///< how seeds are asked for; what they lead to is always got with GET
    QString seedContent;                        ///< sent with it, as UTF-8; empty = none

    ScopeKind scope = ScopeKind::Host;
    QStringList include;             ///< regular expressions; a URL must match one, if there are any (seeds always do)
    QStringList exclude;             ///< regular expressions; a URL must match none
    std::optional<int> maximumDepth; ///< seeds have depth 0
    std::optional<qint64> maximumPages; ///< done and failed together

    int concurrency = 32; ///< 1 … 200
    int perHost = 8;      ///< 1 … 200
    int delayMs = 0;      ///< 0 … 3,600,000
    bool isAdaptive = true;
    bool isRobotsObeyed = true;
    QString robotsToken = QStringLiteral("Sluice"); ///< product token looked up in robots.txt
    bool isSitemapsUsed = false; ///< those that robots.txt of the seeds' hosts lists, else /sitemap.xml
    QStringList sitemaps;        ///< further ones, read in any case

    int connectTimeoutMs = 10'000;
    int timeoutMs = 30'000;
    qint64 maximumBodyBytes = qint64(32) << 20;
    int maximumRedirects = 20;
    int retries = 2;
    QStringList userAgents = {QStringLiteral("sluice")}; ///< preset names or whole strings; one is picked per request
    QList<SpecHeader> headers;
    QList<SpecCookie> cookies;
    QList<SpecLogin> logins;
    QStringList contentTypes; ///< media types whose bodies are read ("text/html", "text/*"); empty = all
    QString proxy;  ///< http://… or socks5://[user@]host:port; "pool" = those of the project; empty = direct
    QString caFile; ///< PEM file of further trusted certificates
    QStringList insecureHosts; ///< hosts whose certificates are not checked

    ProxyPolicy poolPolicy = ProxyPolicy::RoundRobin; ///< which of the pool a request goes through
    ProxyStickTo poolStickTo = ProxyStickTo::Host;
    QStringList poolConditions;  ///< KEY=VALUE; a proxy must fulfil all
    int poolAttempts = 3;        ///< proxies that one request is sent through at most
    bool isProxyRequired = true; ///< never one request from the own address; else directly where no proxy is alive
    int poolWaitMs = 120'000;    ///< for a living proxy, before the crawl is left as interrupted

    QString rowRule;               ///< every match is a row; empty = every page is one
    QString nextRule;              ///< leads to the next page of a list
    QString detailRule;            ///< leads from a row to the page with the rest of it
    QList<FieldSpec> fields;       ///< the columns; empty = the default row
    QList<FieldSpec> detailFields; ///< further columns, from the row's detail page
    QStringList keyFields;         ///< of rows alike in these only the first is kept
    NumberedPages numberedPages;   ///< further seeds
    QString script;                ///< JavaScript with parse(page), instead of columns with rules
    QString plugin;                ///< path of a plug-in: its parser, or with a script its functions

    RenderMode renderMode = RenderMode::Http;
    RenderWait renderWait = RenderWait::Idle;
    QString renderSelector;        ///< CSS of what is waited for
    int renderWaitMs = 5'000;      ///< the longest wait; with RenderWait::Time the whole of it
    bool isRenderScrolled = false; ///< down to the end
    QString renderClickSelector;   ///< CSS of what loads more
    int renderClicks = 0;          ///< how often that is clicked
    bool areRenderImagesBlocked = true;
    bool areRenderTrackersBlocked = true;

    bool isBodyKept = false;
    QList<SpecImages> images;

    [[nodiscard]] bool usesPool() const { return proxy == QLatin1StringView("pool"); }
    /// Whether rows are something else than the default row.
    [[nodiscard]] bool hasFields() const { return !fields.isEmpty() || hasOwnParser(); }
    [[nodiscard]] bool hasOwnParser() const { return !script.isEmpty() || !plugin.isEmpty(); }
    /// Whether the crawl goes from page to page by its rules alone, and not by every link.
    [[nodiscard]] bool isLedByRules() const { return !nextRule.isEmpty() || !detailRule.isEmpty(); }

    [[nodiscard]] RenderOptions renderOptions() const
    {
        return {renderWait,          renderSelector, renderWaitMs,           isRenderScrolled,
                renderClickSelector, renderClicks,   areRenderImagesBlocked, areRenderTrackersBlocked};
    }

    bool operator==(const CrawlSpec &) const = default;
};

/// What is wrong with one field of a spec.
struct SpecProblem
{
    QString field;   ///< path as in the job file: "speed.concurrency", "seeds[2]"
    QString message; ///< what was expected

    bool operator==(const SpecProblem &) const = default;
};

/// Every problem of `spec`, in the order of its fields; empty when it can run.
[[nodiscard]] QList<SpecProblem> validate(const CrawlSpec &spec);

} // namespace sluice::core
