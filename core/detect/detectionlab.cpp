// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/detectionlab.h"

#include "core/base/displaytext.h"
#include "core/detect/detectionpages.h"
#include "core/detect/evidencereader.h"
#include "core/detect/verdict.h"
#include "core/detect/visitjson.h"
#include "core/serve/httpresponse.h"

#include <QJsonDocument>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype longestName = 100;
/// Of each of two user agents that stand side by side.
constexpr qsizetype longestQuote = 220;

/// Nothing of the laboratory is kept by a browser, and no page of it loads or runs what it does not serve itself.
ServeResponse fresh(QByteArray body, const QByteArray &contentType)
{
    ServeResponse response;
    response.contentType = contentType;
    response.body = std::move(body);
    response.headers = {{"Cache-Control", "no-store"},
                        {"Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'none'"},
                        {"X-Content-Type-Options", "nosniff"}};
    return response;
}

ServeResponse page(QByteArray body)
{
    return fresh(std::move(body), "text/html; charset=utf-8");
}

ServeResponse script(QByteArray body)
{
    return fresh(std::move(body), "text/javascript; charset=utf-8");
}

ServeResponse json(const QJsonDocument &document)
{
    return fresh(document.toJson(QJsonDocument::Compact), "application/json");
}

/// Whether a Content-Type names this media type, whatever its parameters are (RFC 9110, section 8.3.1).
bool isOfType(const QByteArray &contentType, QByteArrayView mediaType)
{
    const qsizetype parameters = contentType.indexOf(';');
    const QByteArray named = (parameters < 0 ? contentType : contentType.first(parameters)).trimmed();
    return mediaType.compare(named, Qt::CaseInsensitive) == 0;
}

/// The page cannot see the request that brought it: whether the two tell the same user agent is found here. Both were
/// cut alike.
void compareAgents(QList<Evidence> &evidence, const QString &header)
{
    for (Evidence &each : evidence) {
        if (each.marker != "agent-header-disagrees"_L1 || !each.isPresent)
            continue;
        const QString told = each.text;
        each.isPresent = told != header;
        each.text = *each.isPresent ? u"the page says %1, the request %2"_s.arg(displayText(told, longestQuote),
                                                                                displayText(header, longestQuote))
                                    : u"they agree"_s;
    }
}

} // namespace

DetectionLab::DetectionLab(MarkerCatalogue catalogue, const Clock &clock)
    : m_catalogue(std::move(catalogue))
    , m_clock(clock)
{}

ServeResponse DetectionLab::answer(const ServeRequest &request)
{
    if (request.method == "GET" && request.path == "/automation-detected")
        m_trials.noteRedirect(request.header("Referer"));
    if (request.method == "GET" || request.method == "HEAD")
        return get(request.path);
    const bool isPostable = request.path == "/evidence" || request.path.startsWith("/outcome/");
    if (isPostable && request.method == "POST")
        return post(request);
    return plainResponse(405, "this address takes no " + request.method);
}

ServeResponse DetectionLab::post(const ServeRequest &request)
{
    // Pages of other sites can post plain text without asking, JSON they cannot.
    if (!isOfType(request.header("Content-Type"), "application/json"))
        return plainResponse(415, "application/json expected");
    if (request.path == "/evidence")
        return takeEvidence(request);
    if (m_trials.takeOutcome(request.path, request.body))
        return fresh({}, "application/json");
    return plainResponse(400, "no trial of that name, or no outcome");
}

ServeResponse DetectionLab::get(const QByteArray &path)
{
    if (path == "/")
        return page(labPage());
    if (path == "/automation-detected")
        return page(automationDetectedPage());
    if (path == "/visits.json")
        return fresh(m_book.json(m_catalogue), "application/json");
    if (path == "/markers.js")
        return script("var sluiceMarkers = " + m_catalogue.json() + ";\n");
    if (path == "/detectors.js" || path == "/lab.js" || path == "/worker.js" || path == "/try.js")
        return script(detectionFile(path.sliced(1)));
    if (path == "/style.css")
        return fresh(detectionFile("style.css"), "text/css; charset=utf-8");
    if (path.startsWith("/article/")) {
        const QByteArray name = path.sliced(9);
        if (auto article = articlePage(name))
            return page(*std::move(article));
        if (name.endsWith(".js") && articlePage(name.chopped(3)))
            return script(articleScript(name.chopped(3)));
    }
    if (auto trial = m_trials.page(path))
        return page(*std::move(trial));
    if (auto trial = m_trials.script(path))
        return script(*std::move(trial));
    return plainResponse(404, "no such page");
}

ServeResponse DetectionLab::takeEvidence(const ServeRequest &request)
{
    auto evidence = readEvidence(request.body, m_catalogue);
    if (!evidence)
        return plainResponse(400, evidence.error().toUtf8());
    Visit visit;
    visit.at = m_clock.utcNow();
    visit.userAgent = displayText(QString::fromUtf8(request.header("User-Agent")), longestEvidence);
    visit.profile = displayText(request.query.queryItemValue(u"profile"_s, QUrl::FullyDecoded), longestName);
    visit.token = request.query.queryItemValue(u"visit"_s, QUrl::FullyDecoded).left(longestName);
    visit.evidence = *std::move(evidence);
    compareAgents(visit.evidence, visit.userAgent);
    visit.verdict = judge(visit.evidence, m_catalogue);
    visit.isOwn = isExpected(visit);
    visit.id = m_book.add(visit);
    if (m_listener)
        m_listener(visit);
    return json(QJsonDocument(QJsonObject{{u"id"_s, visit.id},
                                          {u"verdict"_s, verdictName(visit.verdict)},
                                          {u"markers"_s, QJsonArray::fromStringList(presentMarkers(visit))}}));
}

/// A token is good for one visit: a page could post without end.
bool DetectionLab::isExpected(const Visit &visit)
{
    const auto known = m_expected.constFind(visit.token);
    if (known == m_expected.cend() || *known != visit.profile)
        return false;
    m_expected.erase(known);
    return true;
}

} // namespace sluice::core
