// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/comparefigures.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

using core::ComparedEntry;

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::ui::CompareFigures", text);
}

ComparedEntry line(const char *name, const QString &http, const QString &rendered)
{
    const auto kind = http == rendered ? ComparedEntry::Kind::Same : ComparedEntry::Kind::Changed;
    return {kind, words(name), -1, http, rendered};
}

ComparedEntry counts(const char *name, qint64 http, qint64 rendered)
{
    const QLocale locale;
    return line(name, locale.toString(http), locale.toString(rendered));
}

qint64 filled(const QList<ComparedEntry> &values, bool isRendered)
{
    return std::ranges::count_if(values, [isRendered](const ComparedEntry &each) {
        return !(isRendered ? each.rendered : each.http).isEmpty();
    });
}

QString conclusionOfRules(const core::PageComparison &pages)
{
    const qint64 http = filled(pages.values, false);
    const qint64 rendered = filled(pages.values, true);
    const QLocale locale;
    const QString found =
        words(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Values that the rules find: %1 over HTTP, %2 rendered."))
            .arg(locale.toString(http), locale.toString(rendered));
    const bool isAnyElse = std::ranges::any_of(
        pages.values, [](const ComparedEntry &each) { return each.kind != ComparedEntry::Kind::Same; });
    if (rendered > http)
        return found + u' ' +
               words(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "A crawl of such pages should render them."));
    if (isAnyElse)
        return found + u' ' + words(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Some of them differ: see Rules."));
    if (http == 0)
        return found;
    return found + u' ' +
           words(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures",
                                   "They are the same: HTTP is enough for these rules, and quicker."));
}

} // namespace

QList<ComparedEntry> figuresOf(const LabComparison &comparison, bool hasRules)
{
    const core::PageFigures &http = comparison.pages.http;
    const core::PageFigures &rendered = comparison.pages.rendered;
    const QLocale locale;
    const auto seconds = [&locale](qint64 ms) { return locale.toString(double(ms) / 1e3, 'f', 2) + u" s"_s; };
    QList<ComparedEntry> lines = {
        line(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Status"), QString::number(http.status),
             QString::number(rendered.status)),
        line(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Address"), http.url, rendered.url),
        line(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Title"), http.title, rendered.title),
        line(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Size"), locale.formattedDataSize(http.bytes),
             locale.formattedDataSize(rendered.bytes)),
        line(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Time"), seconds(comparison.httpMs),
             seconds(comparison.renderedMs)),
        counts(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Elements"), http.elements, rendered.elements),
        counts(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Lines of text"), http.lines, rendered.lines),
        counts(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Links"), http.links, rendered.links),
        counts(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Data in scripts"), http.data, rendered.data),
    };
    if (hasRules)
        lines.append(counts(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Rows"), http.rows, rendered.rows));
    return lines;
}

QString conclusionOf(const core::PageComparison &pages, bool hasRules)
{
    QString text;
    if (hasRules)
        text = conclusionOfRules(pages);
    else if (pages.http.title == pages.rendered.title &&
             std::ranges::all_of(pages.text + pages.links,
                                 [](const ComparedEntry &each) { return each.kind == ComparedEntry::Kind::Same; }))
        text = words(
            QT_TRANSLATE_NOOP("sluice::ui::CompareFigures", "Text and links are the same: scripts add nothing to it."));
    else
        text =
            words(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures",
                                    "Scripts change this page. Rules in the lab show whether that matters to them."));
    if (pages.isCut)
        text += u' ' + words(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures",
                                               "Only the first 20,000 lines, links and values are compared."));
    if (pages.isTextRough)
        text += u' ' + words(QT_TRANSLATE_NOOP("sluice::ui::CompareFigures",
                                               "Parts of the text differ too much to be compared line by line."));
    return text;
}

} // namespace sluice::ui
