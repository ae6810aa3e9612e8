// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/pagecomparison.h"

#include "core/crawl/textdifference.h"
#include "core/extract/pagesummary.h"
#include "core/html/links.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

using Kind = ComparedEntry::Kind;

constexpr qsizetype longestShown = 4'096;

/// Something with a name by which it is found again in the other page.
struct Named
{
    QString name;
    QByteArray value;
};

QStringList linesOf(const QString &text)
{
    return text.isEmpty() ? QStringList() : text.split(u'\n');
}

QStringList linksOf(const ComparedPage &page)
{
    QStringList links;
    for (const WebUrl &link : findLinks(*page.page.document, page.page.url).web)
        links.append(link.toString());
    return links;
}

QList<Named> dataOf(const ComparedPage &page)
{
    QList<Named> data;
    for (const EmbeddedBlock &block : page.data) {
        const QString name =
            block.name.isEmpty() ? dataKindName(block.kind) : dataKindName(block.kind) + u' ' + block.name;
        data.append({name, block.error ? block.error->detail.toUtf8() : block.json});
    }
    return data;
}

qint64 elementsIn(const Document &document)
{
    qint64 elements = 0;
    for (NodeId id = document.root(); id != noNode; id = document.next(id))
        elements += document.isElement(id) ? 1 : 0;
    return elements;
}

PageFigures figuresOf(const ComparedPage &page)
{
    const Document &document = *page.page.document;
    PageFigures figures;
    figures.status = page.page.status;
    figures.url = page.page.url.toString();
    figures.title = summarize(document, documentBase(document, page.page.url)).title;
    figures.bytes = page.page.source.size();
    figures.elements = elementsIn(document);
    figures.lines = linesOf(page.text).size();
    figures.links = linksOf(page).size();
    figures.data = page.data.size();
    figures.rows = page.rows.size();
    return figures;
}

QString valueText(const QJsonValue &value)
{
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    return value.toVariant().toString();
}

QString shown(const QByteArray &value)
{
    return QString::fromUtf8(value.left(longestShown));
}

/// Cuts to what is compared, and says whether it had to.
template <typename List>
bool cut(List &list)
{
    const bool isLong = list.size() > mostCompared;
    if (isLong)
        list.resize(mostCompared);
    return isLong;
}

/// Replaced lines stand side by side as far as there are some on both sides.
void addReplaced(const QStringList &removed, const QStringList &added, QList<ComparedEntry> &entries)
{
    for (qsizetype i = 0; i < std::max(removed.size(), added.size()); ++i) {
        const Kind kind = i >= added.size() ? Kind::OnlyHttp : i >= removed.size() ? Kind::OnlyRendered : Kind::Changed;
        entries.append({kind, {}, -1, removed.value(i), added.value(i)});
    }
}

void compareText(QStringList http, QStringList rendered, PageComparison &result)
{
    result.isCut |= cut(http) | cut(rendered);
    const TextDifference difference = differenceOf(http, rendered);
    result.isTextRough = difference.isRough;
    QStringList removed;
    for (const LineRun &run : difference.runs) {
        if (run.kind == LineRun::Kind::Removed) {
            removed = http.sliced(run.before, run.count);
            continue;
        }
        const bool isAdded = run.kind == LineRun::Kind::Added;
        addReplaced(removed, isAdded ? rendered.sliced(run.after, run.count) : QStringList(), result.text);
        removed.clear();
        for (const QString &line : isAdded ? QStringList() : http.sliced(run.before, run.count))
            result.text.append({Kind::Same, {}, -1, line, line});
    }
    addReplaced(removed, {}, result.text);
}

/// What has the same name is the same thing; of several the first is the first.
QList<ComparedEntry> compareNamed(const QList<Named> &http, const QList<Named> &rendered)
{
    QHash<QString, QList<qsizetype>> places;
    for (qsizetype i = 0; i < rendered.size(); ++i)
        places[rendered[i].name].append(i);
    QList<bool> isTaken(rendered.size(), false);
    QList<ComparedEntry> entries;
    for (const Named &each : http) {
        const auto found = places.find(each.name);
        if (found == places.end() || found->isEmpty()) {
            entries.append({Kind::OnlyHttp, each.name, -1, shown(each.value), {}});
            continue;
        }
        const qsizetype at = found->takeFirst();
        isTaken[at] = true;
        const QByteArray &value = rendered[at].value;
        entries.append(
            {value == each.value ? Kind::Same : Kind::Changed, each.name, -1, shown(each.value), shown(value)});
    }
    for (qsizetype i = 0; i < rendered.size(); ++i) {
        if (!isTaken[i])
            entries.append({Kind::OnlyRendered, rendered[i].name, -1, {}, shown(rendered[i].value)});
    }
    return entries;
}

void compareLinks(const ComparedPage &http, const ComparedPage &rendered, PageComparison &result)
{
    const auto named = [&result](const ComparedPage &page) {
        QStringList links = linksOf(page);
        result.isCut |= cut(links);
        QList<Named> all;
        for (const QString &link : links)
            all.append({link, link.toUtf8()});
        return all;
    };
    result.links = compareNamed(named(http), named(rendered));
    for (ComparedEntry &entry : result.links)
        entry.name.clear();
}

void compareData(const ComparedPage &http, const ComparedPage &rendered, PageComparison &result)
{
    QList<Named> before = dataOf(http);
    QList<Named> after = dataOf(rendered);
    result.isCut |= cut(before) | cut(after);
    result.data = compareNamed(before, after);
}

ComparedEntry compareValue(const QString &column, int row, const QJsonValue &http, const QJsonValue &rendered)
{
    const bool isHttp = !http.isNull() && !http.isUndefined();
    const bool isRendered = !rendered.isNull() && !rendered.isUndefined();
    const Kind kind = isHttp == isRendered ? (!isHttp || http == rendered ? Kind::Same : Kind::Changed)
                      : isHttp             ? Kind::OnlyHttp
                                           : Kind::OnlyRendered;
    return {kind, column, row, valueText(http).left(longestShown), valueText(rendered).left(longestShown)};
}

void compareValues(const ComparedPage &http, const ComparedPage &rendered, PageComparison &result)
{
    QStringList columns = http.columns;
    for (const QString &column : rendered.columns) {
        if (!columns.contains(column))
            columns.append(column);
    }
    const qsizetype rows = std::max(http.rows.size(), rendered.rows.size());
    for (qsizetype row = 0; row < rows; ++row) {
        if (result.values.size() + columns.size() > mostCompared) {
            result.isCut = true;
            return;
        }
        for (const QString &column : columns)
            result.values.append(compareValue(column, int(row), http.rows.value(row).value(column),
                                              rendered.rows.value(row).value(column)));
    }
}

} // namespace

PageComparison comparePages(const ComparedPage &http, const ComparedPage &rendered)
{
    PageComparison result;
    result.http = figuresOf(http);
    result.rendered = figuresOf(rendered);
    compareText(linesOf(http.text), linesOf(rendered.text), result);
    compareLinks(http, rendered, result);
    compareData(http, rendered, result);
    compareValues(http, rendered, result);
    return result;
}

} // namespace sluice::core
