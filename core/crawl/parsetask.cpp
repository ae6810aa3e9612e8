// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/parsetask.h"

#include "core/crawl/bodyrows.h"
#include "core/html/links.h"

#include <QCryptographicHash>

#include <zstd.h>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int zstdLevel = 3;

BodyRecord packedBody(const QByteArray &body)
{
    BodyRecord record;
    record.bytes = body.size();
    record.hash = QCryptographicHash::hash(body, QCryptographicHash::Blake2s_128);
    record.zstd.resize(qsizetype(ZSTD_compressBound(size_t(body.size()))));
    const size_t packed =
        ZSTD_compress(record.zstd.data(), size_t(record.zstd.size()), body.constData(), size_t(body.size()), zstdLevel);
    record.zstd.resize(ZSTD_isError(packed) ? 0 : qsizetype(packed));
    record.zstd.squeeze();
    return record;
}

SkipReason refusalOf(UrlFault fault)
{
    return fault == UrlFault::OtherScheme ? SkipReason::Scheme : SkipReason::Invalid;
}

QList<FoundLink> keyedLinks(const FoundLinks &found, const UrlKeyer &keyer)
{
    QList<FoundLink> links;
    links.reserve(found.web.size() + found.refused.size());
    for (const WebUrl &url : found.web)
        links.append({url, {}, keyer.keyOf(url.text()), SkipReason::None, {}});
    for (const RefusedLink &refused : found.refused)
        links.append(
            {{}, refused.text, keyer.keyOf(refused.text), refusalOf(refused.reason.kind), refused.reason.detail});
    return links;
}

QList<FoundLink> ruleLinks(const PageRows &rows, const UrlKeyer &keyer)
{
    QList<FoundLink> links;
    for (const WebUrl &url : rows.next)
        links.append({url, {}, keyer.keyOf(url.text()), SkipReason::None, {}});
    for (const RowDraft &row : rows.rows) {
        if (!row.detailPage.isEmpty())
            links.append({row.detailPage, {}, keyer.keyOf(row.detailPage.text()), SkipReason::None, {}, true});
    }
    return links;
}

/// Links of the document, and those that the rules name; where rules lead the crawl, these alone.
QList<FoundLink> linksOf(const ParseJob &job, const FoundLinks &found, const PageRows &rows)
{
    if (!job.extraction)
        return keyedLinks(found, job.keyer);
    if (job.extraction->isLedByRules())
        return ruleLinks(rows, job.keyer);
    return keyedLinks(found, job.keyer) + ruleLinks(rows, job.keyer);
}

void readPage(const ParseJob &job, const QByteArray &body, ParsedPage &page)
{
    const BodyText text = readBody(headerValue(job.headers, "Content-Type"), body);
    page.charset = text.charset;
    FoundLinks found;
    if (text.kind == BodyText::Kind::Html)
        found = findLinks(text.document, job.url);
    page.webLinks = int(found.web.size());
    page.isScriptShell = text.kind == BodyText::Kind::Html && found.web.isEmpty() && body.contains("<script");
    if (job.extraction)
        page.extracted = rowsOf(text, job.url, *job.extraction, job.isDetail);
    if (!job.extraction || !job.extraction->hasFields())
        page.row = defaultRowOf(text, job.url);
    page.links = linksOf(job, found, page.extracted);
    page.note = noteOf(text, page.extracted);
}

} // namespace

ParsedPage parsePage(const ParseJob &job)
{
    ParsedPage page;
    page.contentType = mediaType(headerValue(job.headers, "Content-Type"));
    page.row = emptyRow();
    const auto body =
        decodeContent(job.body, headerValue(job.headers, "Content-Encoding"), job.bodyCap, job.ticket.get());
    if (!body) {
        page.failure = body.error();
        return page;
    }
    page.bytes = body->size();
    // Without rules only HTML has anything to say.
    if (job.extraction || isHtmlBody(page.contentType, *body))
        readPage(job, *body, page);
    if (job.isBodyKept && !body->isEmpty())
        page.body = packedBody(*body);
    return page;
}

ParsedPage parsedPage(const OutcomeOf<ParsedPage> &outcome)
{
    if (outcome)
        return *outcome;
    ParsedPage page;
    page.row = emptyRow();
    page.failure = DecodeFailure{DecodeFault::Broken, outcome.error().detail};
    return page;
}

} // namespace sluice::core
