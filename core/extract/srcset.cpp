// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/srcset.h"

#include <QStringList>

#include <limits>

namespace sluice::core {

namespace {

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n' || c == u'\r' || c == u'\f';
}

/// "480w" is 480, "2x" is 2, nothing is 1x.
double sizeOf(QStringView descriptors)
{
    const QStringList words = descriptors.toString().simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        bool isNumber = false;
        const double size = word.chopped(1).toDouble(&isNumber);
        if (isNumber && (word.endsWith(u'w') || word.endsWith(u'x')))
            return size;
    }
    return 1;
}

} // namespace

QString largestOfSrcset(const QString &srcset)
{
    QStringView best;
    double bestSize = -std::numeric_limits<double>::infinity();
    const QStringView text(srcset);
    qsizetype at = 0;
    while (true) {
        while (at < text.size() && (isSpace(text[at]) || text[at] == u','))
            ++at;
        const qsizetype start = at;
        while (at < text.size() && !isSpace(text[at]))
            ++at;
        QStringView url = text.sliced(start, at - start);
        if (url.isEmpty())
            return best.toString();
        // A comma ends the candidate where a space does not; one within the URL belongs to it.
        const bool isEnded = url.endsWith(u',');
        while (url.endsWith(u','))
            url.chop(1);
        const qsizetype comma = isEnded ? at : text.indexOf(u',', at);
        const qsizetype end = comma < 0 ? text.size() : comma;
        const double size = sizeOf(text.sliced(at, end - at));
        if (size > bestSize) {
            best = url;
            bestSize = size;
        }
        at = end;
    }
}

} // namespace sluice::core
