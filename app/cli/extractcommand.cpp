// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/jobreading.h"
#include "core/base/jsonkeys.h"
#include "core/base/linefile.h"
#include "core/crawl/bodyrows.h"
#include "core/crawl/outcomes.h"
#include "core/exporting/exporter.h"
#include "core/extract/workerpool.h"
#include "core/store/cells.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// A file has no header that would tell what it is.
QByteArray contentTypeOf(const QString &path, const QByteArray &bytes)
{
    const bool isJson = path.endsWith(".json"_L1, Qt::CaseInsensitive) || !QJsonDocument::fromJson(bytes).isNull();
    return isJson ? "application/json"_ba : "text/html"_ba;
}

/// Those of the row, whoever named them, and then the ones that every row has.
QStringList columnsOf(const core::CrawlSpec &spec, const QByteArray &row)
{
    if (!spec.hasFields())
        return core::defaultColumns();
    QStringList columns = core::fieldColumns(spec);
    for (const QByteArray &key : core::jsonKeys(row)) {
        if (!columns.contains(QString::fromUtf8(key)))
            columns.append(QString::fromUtf8(key));
    }
    for (const QString &known : {u"url"_s, u"found_on"_s, u"error"_s}) {
        if (!columns.contains(known))
            columns.append(known);
    }
    return columns;
}

/// What is known of the page rather than found in it; a column of the same name goes before.
QJsonObject pageValues(const core::BodyText &body, const core::WebUrl &url, qint64 bytes, const QString &note)
{
    QJsonObject values{{u"content_type"_s, QString::fromLatin1(body.type)},
                       {u"charset"_s, QString::fromLatin1(body.charset)},
                       {u"bytes"_s, bytes}};
    if (!url.isEmpty())
        values.insert(u"url"_s, QString::fromUtf8(url.text()));
    if (!note.isEmpty())
        values.insert(u"error"_s, note);
    return values;
}

void printRow(const core::CrawlSpec &spec, const core::RowDraft &row, QJsonObject page, Console &console)
{
    if (row.error)
        page.insert(u"error"_s, row.error->isEmpty() ? QJsonValue() : QJsonValue(*row.error));
    const QStringList columns = columnsOf(spec, row.json);
    const QJsonObject own = QJsonDocument::fromJson(row.json).object();
    core::RowValues values;
    for (const QString &column : columns)
        values.append(core::cellOf(own.contains(column) ? own.value(column) : page.value(column)));
    console.write(core::jsonRow(columns, values) + '\n');
}

/// Rows that are alike in the key columns stand there once, as a crawl has them.
void printRows(const core::CrawlSpec &spec, const core::PageRows &rows, const QJsonObject &page, Console &console)
{
    QSet<QByteArray> keys;
    for (const core::RowDraft &row : rows.rows) {
        if (!row.key.isEmpty() && keys.contains(row.key))
            continue;
        keys.insert(row.key);
        printRow(spec, row, page, console);
    }
}

int extractRows(const core::CrawlSpec &spec, const QString &path, const core::WebUrl &url, Console &console)
{
    const auto bytes = core::readWholeFile(path);
    if (!bytes)
        return console.refuse(bytes.error().detail);
    core::WorkerPool workers;
    const auto extraction = core::Extraction::make(spec, &workers);
    const core::BodyText body = core::readBody(contentTypeOf(path, *bytes), *bytes);
    core::PageRows rows;
    if (extraction)
        rows = core::rowsOf(body, url, *extraction, false);
    else
        rows.rows.append({core::defaultRowOf(body, url), {}, {}});
    printRows(spec, rows, pageValues(body, url, bytes->size(), core::noteOf(body, rows)), console);
    for (const QString &message : rows.messages)
        console.complain(u"script on %1: %2"_s.arg(path, message));
    for (const QString &error : rows.errors)
        console.complain(path + u": "_s + error);
    return rows.errors.isEmpty() ? Done : SourceFailed;
}

int extract(const Arguments &arguments, Console &console)
{
    core::WebUrl url;
    if (arguments.has(u"url"_s)) {
        const auto parsed = core::WebUrl::parse(arguments.value(u"url"_s).toUtf8());
        if (!parsed)
            return console.refuse(u"--url: "_s + parsed.error().detail);
        url = *parsed;
    }
    const QString jobPath = arguments.operands().first();
    const auto spec = readJob(jobPath);
    if (!spec)
        return console.refuse(spec.error());
    if (const int code = checkPrograms(*spec, jobPath, console); code != Done)
        return code;
    return extractRows(*spec, arguments.operands().last(), url, console);
}

} // namespace

Command extractCommand()
{
    return {u"extract"_s,
            u"JOB.json FILE"_s,
            u"Print the rows that a job's rules make of a local page, one JSON object each"_s,
            u"FILE is a page or a JSON document; its encoding is told by a byte order mark, a meta element, UTF-8 if\n"
            "valid, else it is windows-1252. Each object has the columns of the job and then url, found_on and error.\n"
            "Detail pages are not fetched: their columns stay empty. The exit code is 1 if a row has an error."_s,
            2,
            2,
            {{u"url"_s, u"BASE"_s, u"The page's address, which its links are resolved against"_s}},
            extract};
}

} // namespace sluice::app
