// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/parser.h"
#include "core/html/selector.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace Qt::StringLiterals;
using namespace sluice::core;

namespace {

constexpr qint64 mebibyte = 1 << 20;
constexpr qint64 enoughBytes = 12 * mebibyte;
constexpr int rounds = 5;

/// What people write to pull data out of pages.
const char *const typicalSelectors[] = {
    "title",
    "h1, h2, h3",
    "a[href]",
    "#content",
    ".section",
    "div.body > p",
    "table tr td:first-child",
    "ul > li:nth-child(odd)",
    "p:nth-of-type(2) + p",
    "a[href^='http' i]:not([rel~=nofollow])",
    "div:has(> table)",
    "dl > dt:has(code)",
    "li:last-child a",
    "pre ~ p code",
    "meta[name=description i]",
    "section :is(h2, h3):not(.hidden)",
    "img[src$='.png'], link[rel=next]",
    "tr:nth-child(2n+1 of :not(.head)) > td",
    "p:empty, div:only-child",
    "body div div div span.pre",
};

std::vector<Document> readPages(const QString &folder, qint64 &bytes)
{
    std::vector<Document> pages;
    QDirIterator files(folder, {u"*.html"_s}, QDir::Files, QDirIterator::Subdirectories | QDirIterator::FollowSymlinks);
    while (files.hasNext() && bytes < enoughBytes) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray html = file.readAll();
        bytes += html.size();
        pages.push_back(parseHtml(html));
    }
    return pages;
}

/// Fastest of some rounds over all pages, in milliseconds.
double timeOf(const Selector &selector, const std::vector<Document> &pages, qsizetype &matches)
{
    double best = 1e9;
    for (int round = 0; round < rounds; ++round) {
        QElapsedTimer timer;
        timer.start();
        matches = 0;
        for (const Document &page : pages)
            matches += selector.selectAll(page).size();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    return best;
}

void measure(const QString &folder)
{
    qint64 bytes = 0;
    const std::vector<Document> pages = readPages(folder, bytes);
    if (pages.empty()) {
        std::printf("%s: no pages\n", qPrintable(folder));
        return;
    }
    const double megabytes = double(bytes) / double(mebibyte);
    std::printf("%s: %zu pages, %.1f MB\n", qPrintable(folder), pages.size(), megabytes);
    double sum = 0;
    for (const char *text : typicalSelectors) {
        qsizetype matches = 0;
        const double spent = timeOf(*Selector::compile(QString::fromLatin1(text)), pages, matches);
        std::printf("  %8.3f ms/MB %9lld matches  %s\n", spent / megabytes, qlonglong(matches), text);
        sum += spent;
    }
    std::printf("  %8.3f ms/MB for all %zu (limit 40)\n", sum / megabytes, std::size(typicalSelectors));
}

} // namespace

int main(int argc, char **argv)
{
    QStringList folders;
    for (int i = 1; i < argc; ++i)
        folders.append(QString::fromLocal8Bit(argv[i]));
    if (folders.isEmpty())
        folders = {u"/usr/share/doc/python3.11/html"_s, u"/usr/share/doc/postgresql-doc-15/html"_s};
    for (const QString &folder : folders)
        measure(folder);
    return 0;
}
