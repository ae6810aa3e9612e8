// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/bodyrows.h"

#include "core/extract/orderedjson.h"
#include "core/extract/pagesummary.h"
#include "core/html/encoding.h"
#include "core/html/links.h"
#include "core/html/parser.h"
#include "core/net/headers.h"
#include "core/store/rowerror.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

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

BodyText::Kind kindOf(const QByteArray &type, const QByteArray &body)
{
    if (isHtmlBody(type, body))
        return BodyText::Kind::Html;
    if (isJsonType(type))
        return BodyText::Kind::Json;
    const bool isText = type.startsWith("text/") || type.endsWith("xml");
    return isText ? BodyText::Kind::Text : BodyText::Kind::Other;
}

/// Whether decoding met bytes that the character set has no character for: then the page is not what it says.
bool hasLosses(const QByteArray &source, const QByteArray &body)
{
    constexpr char replacement[] = "\xef\xbf\xbd"; // U+FFFD
    return source.contains(replacement) && !body.contains(replacement);
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

/// There can be an error in every row and column; the first ones tell what is wrong.
QString noteOf(const BodyText &body, const QStringList &errors)
{
    constexpr qsizetype errorsShown = 5;
    QStringList parts = errors.first(std::min(errors.size(), errorsShown));
    if (const QString note = noteOf(body.document.notes()); !note.isEmpty())
        parts.prepend(note);
    if (errors.size() > errorsShown)
        parts.append(tr("%1 more").arg(errors.size() - errorsShown));
    return parts.join(u"; "_s);
}

/// Without errors of single rows, what the page says goes for all its rows.
void addRowErrors(const BodyText &body, PageRows &page)
{
    const bool isAnyOwn =
        std::any_of(page.rows.begin(), page.rows.end(), [](const RowDraft &row) { return !row.errors.isEmpty(); });
    if (!isAnyOwn)
        return;
    for (RowDraft &row : page.rows)
        row.error = noteOf(body, row.errors + page.pageErrors);
}

} // namespace

bool isHtmlBody(const QByteArray &mediaType, const QByteArray &body)
{
    if (mediaType.isEmpty())
        return looksLikeHtml(body);
    return mediaType == "text/html" || mediaType == "application/xhtml+xml";
}

BodyText readBody(const QByteArray &contentType, const QByteArray &body)
{
    BodyText text;
    text.type = mediaType(contentType);
    text.kind = kindOf(text.type, body);
    if (text.kind == BodyText::Kind::Other)
        return text;
    const Charset charset = sniffCharset(body, contentType);
    text.charset = charset.name;
    text.source = decodeToUtf8(body, charset);
    if (text.kind == BodyText::Kind::Html) {
        text.document = parseHtml(text.source);
        text.isMisread = hasLosses(text.source, body);
    }
    return text;
}

PageRows rowsOf(const BodyText &body, const WebUrl &url, const Extraction &extraction, bool isDetail)
{
    ParserPage view;
    view.document = &body.document;
    view.url = url;
    view.source = body.source;
    view.isJson = body.kind == BodyText::Kind::Json;
    PageRows rows = isDetail ? extraction.detailPage(view) : extraction.listPage(view);
    QStringList further;
    if (body.kind == BodyText::Kind::Other)
        further.append(
            tr("%1 is neither HTML nor text").arg(QString::fromLatin1(body.type.isEmpty() ? "data" : body.type)));
    if (body.isMisread)
        further.append(
            tr("the page is not all %1, as it says; some characters are lost").arg(QString::fromLatin1(body.charset)));
    rows.errors += further;
    rows.pageErrors += further;
    addRowErrors(body, rows);
    return rows;
}

QByteArray defaultRowOf(const BodyText &body, const WebUrl &url)
{
    if (body.kind != BodyText::Kind::Html)
        return emptyRow();
    const PageSummary summary = summarize(body.document, documentBase(body.document, url));
    const QJsonObject row{{u"title"_s, summary.title},
                          {u"h1"_s, summary.h1},
                          {u"description"_s, summary.description},
                          {u"canonical"_s, summary.canonical}};
    return QJsonDocument(row).toJson(QJsonDocument::Compact);
}

QByteArray emptyRow()
{
    return "{}"_ba;
}

QByteArray storedRow(const RowDraft &row)
{
    return row.error ? withRowError(row.json, *row.error) : row.json;
}

QString noteOf(const BodyText &body, const PageRows &rows)
{
    return noteOf(body, rows.errors);
}

} // namespace sluice::core
