// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/labdetails.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::ui::LabDetails", text);
}

/// The columns of a detail page as rules of a page that is one row.
core::CrawlSpec detailPart(const core::CrawlSpec &rules)
{
    core::CrawlSpec part;
    part.fields = rules.detailFields;
    return part;
}

QStringList furtherColumns(const core::CrawlSpec &rules, const QStringList &columns)
{
    QStringList names;
    for (const core::FieldSpec &field : rules.detailFields) {
        if (!field.name.isEmpty() && !columns.contains(field.name) && !names.contains(field.name))
            names.append(field.name);
    }
    return names;
}

/// Adds the values that a detail page gave to a row.
void fill(QJsonObject &row, const QStringList &columns, const LabResult &detail)
{
    const QJsonObject values = detail.rows.value(0);
    for (const QString &name : columns) {
        if (values.contains(name))
            row.insert(name, values.value(name));
    }
}

} // namespace

QList<core::WebUrl> wantedDetails(const LabResult &result)
{
    QList<core::WebUrl> wanted;
    for (const core::WebUrl &url : result.details) {
        if (wanted.size() == mostDetailPages)
            break;
        if (!url.isEmpty() && !wanted.contains(url))
            wanted.append(url);
    }
    return wanted;
}

void completeRows(const core::CrawlSpec &rules, const DetailPages &pages, core::WorkerPool *workers, LabResult &result)
{
    if (result.details.isEmpty())
        return;
    result.detailColumns = furtherColumns(rules, result.columns);
    const core::CrawlSpec part = detailPart(rules);
    QHash<QByteArray, LabResult> found;
    const QList<core::WebUrl> wanted = wantedDetails(result);
    for (const core::WebUrl &url : wanted) {
        const LabPagePtr page = pages.value(url.text());
        if (!page)
            continue;
        const LabResult detail = runRules(part, *page, -1, workers);
        for (const QString &error : detail.errors)
            result.errors.append(url.toString() + u": "_s + error);
        found.insert(url.text(), detail);
    }
    result.detailPages = int(found.size());
    result.detailNotes.clear();
    for (qsizetype i = 0; i < result.rows.size(); ++i) {
        const core::WebUrl url = result.details.value(i);
        const auto detail = found.constFind(url.text());
        if (detail != found.constEnd())
            fill(result.rows[i], result.detailColumns, *detail);
        result.detailNotes.append(detail != found.constEnd() ? QString()
                                  : url.isEmpty() ? words(QT_TRANSLATE_NOOP("sluice::ui::LabDetails", "no detail link"))
                                  : wanted.contains(url)
                                      ? words(QT_TRANSLATE_NOOP("sluice::ui::LabDetails", "detail page not stored"))
                                      : words(QT_TRANSLATE_NOOP("sluice::ui::LabDetails", "not looked at")));
    }
}

} // namespace sluice::ui
