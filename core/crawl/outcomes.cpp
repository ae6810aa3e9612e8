// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/outcomes.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Headers whose values are secrets: kept by name alone.
bool isSecretHeader(const QByteArray &name)
{
    return name.compare("Set-Cookie", Qt::CaseInsensitive) == 0 ||
           name.compare("Authorization", Qt::CaseInsensitive) == 0;
}

QByteArray headersJson(const Headers &headers)
{
    QJsonArray all;
    for (const Header &header : headers) {
        const bool isSecret = isSecretHeader(header.name);
        all.append(
            QJsonArray{QString::fromLatin1(header.name), isSecret ? QString() : QString::fromLatin1(header.value)});
    }
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

QString statusError(const FetchResponse &response)
{
    const QString status = u"HTTP %1"_s.arg(response.status);
    return response.note.isEmpty() ? status : u"%1 (%2)"_s.arg(status, response.note);
}

} // namespace

PageRecord pageRecord(const FetchedPage &page, qint64 fetchedAtUtcMs)
{
    PageRecord record;
    record.finalUrl = page.finalUrl.text();
    record.redirects = page.redirects;
    record.milliseconds = page.milliseconds;
    record.fetchedAtUtcMs = fetchedAtUtcMs;
    const Headers &headers = page.result ? page.result->headers : page.result.error().headers;
    const FetchTimings &timings = page.result ? page.result->timings : page.result.error().timings;
    record.status = page.result ? page.result->status : page.result.error().status;
    record.connectMs = timings.connectMs;
    record.firstByteMs = timings.firstByteMs;
    record.contentType = mediaType(headerValue(headers, "Content-Type"));
    record.headers = headersJson(headers);
    if (page.result) {
        record.encodedBytes = page.result->body.size();
        record.bytes = record.encodedBytes;
    }
    if (!page.refusalKind.isEmpty()) {
        record.errorKind = page.refusalKind;
        record.error = page.refusal;
    } else if (!page.result) {
        record.errorKind = faultName(page.result.error().kind);
        record.error = page.result.error().detail;
    } else if (!isPage(page)) {
        record.errorKind = u"http-%1"_s.arg(page.result->status);
        record.error = statusError(*page.result);
    }
    return record;
}

void addParsed(PageRecord &record, const ParsedPage &parsed)
{
    record.contentType = parsed.contentType;
    record.charset = parsed.charset;
    record.bytes = parsed.bytes;
    record.links = parsed.webLinks;
    record.error = parsed.note;
}

bool isPage(const FetchedPage &page)
{
    return page.refusalKind.isEmpty() && page.result && page.result->status >= 200 && page.result->status < 300;
}

QStringList fieldColumns(const CrawlSpec &spec)
{
    QStringList columns;
    for (const FieldSpec &field : spec.fields + spec.detailFields)
        columns.append(field.name);
    return columns;
}

QStringList streamedColumns(const CrawlSpec &spec)
{
    if (!spec.hasFields())
        return defaultColumns();
    QStringList columns = fieldColumns(spec);
    for (const QString &known : {u"url"_s, u"found_on"_s, u"error"_s}) {
        if (!columns.contains(known))
            columns.append(known);
    }
    return columns;
}

RowValues defaultRow(const QByteArray &url, const QByteArray &foundOn, int depth, const PageRecord &record,
                     const QByteArray &row)
{
    const QJsonObject values = QJsonDocument::fromJson(row).object();
    // Nothing is "none" here as it is in the project file, so that streamed and exported rows are the same.
    const auto extracted = [&values](QLatin1StringView name) { return values.value(name).toVariant(); };
    const auto orNone = [](const QString &text) { return text.isEmpty() ? QVariant() : QVariant(text); };
    const QDateTime fetchedAt = QDateTime::fromMSecsSinceEpoch(record.fetchedAtUtcMs, Qt::UTC);
    return {QString::fromUtf8(url),
            orNone(QString::fromLatin1(record.finalUrl)),
            record.status > 0 ? QVariant(qint64(record.status)) : QVariant(),
            qint64(depth),
            extracted("title"_L1),
            extracted("h1"_L1),
            extracted("description"_L1),
            extracted("canonical"_L1),
            orNone(QString::fromLatin1(record.contentType)),
            orNone(QString::fromLatin1(record.charset)),
            record.bytes,
            qint64(record.milliseconds),
            qint64(record.links),
            orNone(QString::fromUtf8(foundOn)),
            fetchedAt.toString(Qt::ISODateWithMs),
            orNone(record.error)};
}

} // namespace sluice::core
