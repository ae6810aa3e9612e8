// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/embeddeddata.h"
#include "core/extract/pageparser.h"

#include <QJsonObject>
#include <QStringList>

namespace sluice::core {

/// A page as one way of getting it gave it. Borrows the document.
struct ComparedPage
{
    ParserPage page;
    QString text; ///< readableText()
    QList<EmbeddedBlock> data;
    QStringList columns; ///< what the rules of a job made of it
    QList<QJsonObject> rows;
};

/// The size of a page in what a crawl looks for.
struct PageFigures
{
    int status = 0;
    QString url; ///< after redirects
    QString title;
    qint64 bytes = 0; ///< of its source as UTF-8
    qint64 elements = 0;
    qint64 lines = 0; ///< of text
    qint64 links = 0; ///< to other addresses, each once
    qint64 data = 0;  ///< pieces in its scripts
    qint64 rows = 0;  ///< that the rules found

    bool operator==(const PageFigures &) const = default;
};

/// A line, link, piece of data or value, and what it is in each page.
struct ComparedEntry
{
    enum class Kind { Same, OnlyHttp, OnlyRendered, Changed };

    Kind kind = Kind::Same;
    QString name; ///< of data and columns
    int row = -1; ///< of a value, from 0
    QString http; ///< empty where it is not there; long ones are cut
    QString rendered;

    bool operator==(const ComparedEntry &) const = default;
};

/// A page as HTTP brings it beside the same page once its scripts have run.
struct PageComparison
{
    PageFigures http;
    PageFigures rendered;
    QList<ComparedEntry> text;   ///< by line; of lines that were replaced each stands beside one of the others
    QList<ComparedEntry> links;  ///< the HTTP page's in its order, then those of the rendered one alone
    QList<ComparedEntry> data;   ///< by kind and name, likewise
    QList<ComparedEntry> values; ///< of every column, by row: rows are compared by their places
    bool isTextRough = false;    ///< as TextDifference::isRough
    bool isCut = false;          ///< there were more lines, links, pieces or values than are compared

    bool operator==(const PageComparison &) const = default;
};

/// Most of each that are compared.
inline constexpr qsizetype mostCompared = 20'000;

/// Takes as long as the pages are large, and never longer than some seconds.
[[nodiscard]] PageComparison comparePages(const ComparedPage &http, const ComparedPage &rendered);

} // namespace sluice::core
