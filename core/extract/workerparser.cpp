// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerparser.h"

#include "core/base/jsonkeys.h"

#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

WorkerPage pageFor(const ParserPage &page)
{
    WorkerPage sent{page.url.text(), page.status, page.headers, page.source};
    // Whoever looked into the page knows better than its server.
    sent.headers.removeIf(
        [](const auto &header) { return header.first.compare("content-type", Qt::CaseInsensitive) == 0; });
    sent.headers.emplaceBack("Content-Type", page.isJson ? "application/json" : "text/html");
    return sent;
}

ExtractedRows rowsOf(const WorkerAnswer &answer)
{
    ExtractedRows rows;
    QSet<QByteArray> known;
    for (const QByteArray &json : answer.values) {
        rows.rows.append(QJsonDocument::fromJson(json).object());
        for (const QByteArray &key : jsonKeys(json)) {
            const qsizetype before = known.size();
            known.insert(key);
            if (known.size() > before)
                rows.columns.append(QString::fromUtf8(key));
        }
    }
    rows.messages = answer.messages;
    for (const QByteArray &url : answer.follow)
        rows.next.append(WebUrl::fromNormalized(url));
    if (answer.failure) {
        rows.errors.append({-1, {}, textOf(*answer.failure)});
        rows.isCut = answer.failure->kind == WorkerFault::TooLarge;
    }
    return rows;
}

} // namespace

QList<ExtractedRows> WorkerParser::parse(std::span<const ParserPage> pages) const
{
    WorkerBatch batch;
    batch.program = m_program;
    batch.limits = m_limits;
    batch.cancel = m_cancel;
    for (const ParserPage &page : pages)
        batch.pages.append(pageFor(page));
    const WorkerOutcome outcome = m_pool.run(std::move(batch));
    QList<ExtractedRows> results;
    results.reserve(qsizetype(pages.size()));
    for (qsizetype i = 0; i < qsizetype(pages.size()); ++i) {
        if (outcome) {
            results.append(rowsOf(outcome->at(i)));
            continue;
        }
        ExtractedRows failed;
        failed.errors.append({-1, {}, textOf(outcome.error())});
        results.append(failed);
    }
    return results;
}

QString textOf(const WorkerFailure &failure)
{
    return failure.line > 0 ? u"line %1: %2"_s.arg(failure.line).arg(failure.detail) : failure.detail;
}

} // namespace sluice::core
