// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/parsetask.h"

#include "core/extract/pagesummary.h"
#include "core/html/encoding.h"
#include "core/html/links.h"
#include "core/html/parser.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <zstd.h>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int zstdLevel = 3;
constexpr qsizetype sniffedBytes = 512;

QString tr(const char *text)
{
    return QCoreApplication::translate("ParseTask", text);
}

/// Whether a body without a Content-Type looks like HTML (the gist of the MIME Sniffing Standard, 7.1).
bool looksLikeHtml(const QByteArray &body)
{
    const QByteArray head = body.left(sniffedBytes).trimmed().toLower();
    return head.startsWith("<!doctype html") || head.startsWith("<html") || head.startsWith("<head") ||
           head.startsWith("<body") || head.startsWith("<title") || head.startsWith("<!--");
}

bool isHtml(const QByteArray &type, const QByteArray &body)
{
    if (type.isEmpty())
        return looksLikeHtml(body);
    return type == "text/html" || type == "application/xhtml+xml";
}

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

QByteArray rowOf(const PageSummary &summary)
{
    const QJsonObject row{{u"title"_s, summary.title},
                          {u"h1"_s, summary.h1},
                          {u"description"_s, summary.description},
                          {u"canonical"_s, summary.canonical}};
    return QJsonDocument(row).toJson(QJsonDocument::Compact);
}

QString noteOf(const ParseNotes &notes)
{
    if (notes.isTextOnly)
        return tr("page too complex for a tree: read for links and text only");
    QStringList parts;
    if (notes.isFlattened)
        parts.append(tr("page nested too deeply: flattened"));
    if (notes.isTrimmed)
        parts.append(tr("a tag has too many attributes: the last ones were dropped"));
    return parts.join(u"; "_s);
}

void readDocument(const ParseJob &job, const QByteArray &body, ParsedPage &page)
{
    const Charset charset = sniffCharset(body, headerValue(job.headers, "Content-Type"));
    page.charset = charset.name;
    const Document document = parseHtml(decodeToUtf8(body, charset));
    const FoundLinks links = findLinks(document, job.url);
    page.webLinks = int(links.web.size());
    page.links = keyedLinks(links, job.keyer);
    page.row = rowOf(summarize(document, documentBase(document, job.url)));
    page.note = noteOf(document.notes());
}

} // namespace

QByteArray emptyRow()
{
    return "{}"_ba;
}

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
    if (isHtml(page.contentType, *body))
        readDocument(job, *body, page);
    if (job.isBodyKept && !body->isEmpty())
        page.body = packedBody(*body);
    return page;
}

} // namespace sluice::core
