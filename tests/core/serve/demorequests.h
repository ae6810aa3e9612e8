// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/httpserver.h"

#include <QRegularExpression>

namespace sluice::test {

/// What a client asks the demo site for.
inline core::ServeRequest requestFor(const QByteArray &target, const QByteArray &method = "GET")
{
    const qsizetype mark = target.indexOf('?');
    core::ServeRequest request;
    request.method = method;
    request.target = target;
    request.path = QByteArray::fromPercentEncoding(mark < 0 ? target : target.left(mark));
    request.query = QUrlQuery(mark < 0 ? QString() : QString::fromUtf8(target.mid(mark + 1)));
    request.headers = {{"Host", "localhost:8080"}};
    return request;
}

/// HTML text as plain text, as far as the demo site escapes.
inline QByteArray unescaped(QByteArray text)
{
    return text.replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
}

/// The first group of every match, in order.
inline QList<QByteArray> matches(const QByteArray &text, const QString &pattern)
{
    QList<QByteArray> found;
    QRegularExpressionMatchIterator all = QRegularExpression(pattern).globalMatch(QString::fromUtf8(text));
    while (all.hasNext())
        found.append(unescaped(all.next().captured(1).toUtf8()));
    return found;
}

/// The first group of the only match.
inline QByteArray textOf(const QByteArray &page, const QString &pattern)
{
    const QList<QByteArray> found = matches(page, pattern);
    return found.size() == 1 ? found.constFirst() : QByteArray("not once");
}

} // namespace sluice::test
