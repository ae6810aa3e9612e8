// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/robotspattern.h"

#include "core/url/percentencoding.h"

#include <cstring>

namespace sluice::core {

namespace {

void appendUpperEscape(QByteArray &out, QByteArrayView escape)
{
    out += escape.toByteArray().toUpper();
}

/// memmem() and not QByteArrayView::indexOf(): it stays linear for hostile patterns.
qsizetype findPart(QByteArrayView path, qsizetype from, QByteArrayView part)
{
    const void *found = memmem(path.data() + from, size_t(path.size() - from), part.data(), size_t(part.size()));
    return found ? static_cast<const char *>(found) - path.data() : -1;
}

} // namespace

QByteArray normalizedRobotsPattern(QByteArrayView pattern)
{
    QByteArray normalized;
    normalized.reserve(pattern.size());
    for (qsizetype at = 0; at < pattern.size(); ++at) {
        const char c = pattern[at];
        if (isEscape(pattern, at)) {
            appendUpperEscape(normalized, pattern.sliced(at, 3));
            at += 2;
        } else if (static_cast<uchar>(c) > 0x7F) {
            normalized += '%' + QByteArray::number(static_cast<uchar>(c), 16).toUpper();
        } else if (c == '$' && at + 1 < pattern.size()) {
            normalized += "%24";
        } else {
            normalized += c;
        }
    }
    return normalized;
}

QByteArray normalizedRobotsPath(QByteArrayView pathAndQuery)
{
    if (pathAndQuery.isEmpty())
        return QByteArrayLiteral("/");
    QByteArray normalized;
    normalized.reserve(pathAndQuery.size() + 8);
    for (qsizetype at = 0; at < pathAndQuery.size(); ++at) {
        const char c = pathAndQuery[at];
        if (c == '%' && isEscape(pathAndQuery, at)) {
            appendUpperEscape(normalized, pathAndQuery.sliced(at, 3));
            at += 2;
        } else if (c == '*' || c == '$') {
            normalized += c == '*' ? "%2A" : "%24";
        } else {
            normalized += c;
        }
    }
    return normalized;
}

bool matchesRobotsPattern(QByteArrayView pattern, QByteArrayView path)
{
    const bool isAnchored = pattern.endsWith('$');
    if (isAnchored)
        pattern.chop(1);
    qsizetype star = pattern.indexOf('*');
    if (star < 0)
        return isAnchored ? pattern == path : path.startsWith(pattern);
    if (!path.startsWith(pattern.first(star)))
        return false;
    qsizetype matched = star;
    while (star >= 0) {
        const qsizetype start = star + 1;
        star = pattern.indexOf('*', start);
        const bool isLast = star < 0;
        const QByteArrayView part = isLast ? pattern.sliced(start) : pattern.sliced(start, star - start);
        if (isLast && isAnchored)
            return path.size() - matched >= part.size() && path.endsWith(part);
        const qsizetype found = findPart(path, matched, part);
        if (found < 0)
            return false;
        matched = found + part.size();
    }
    return true;
}

} // namespace sluice::core
