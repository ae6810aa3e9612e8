// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/proxylisting.h"

#include "core/html/encoding.h"
#include "core/proxy/listreaders.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype sniffedBytes = 256 * 1024;

/// By its tags: lists in plain text are often sent as text/html, and the other way round.
bool isHtml(const QByteArray &utf8)
{
    static const QRegularExpression tag(
        u"<(?:!doctype|html|head|body|table|tr|td|div|p|br|pre|textarea|ul|ol|li|span|script|main|section)\\b[^<]*>"_s,
        QRegularExpression::CaseInsensitiveOption);
    return tag.match(QString::fromUtf8(utf8.left(sniffedBytes))).hasMatch();
}

} // namespace

ProxyListing readProxyList(const QByteArray &bytes, const QByteArray &type, ProxyType fallback)
{
    const QByteArray utf8 = decodeToUtf8(bytes, sniffCharset(bytes, type));
    if (std::optional<ProxyListing> listing = readJsonListing(utf8, fallback))
        return std::move(*listing);
    return isHtml(utf8) ? readHtmlListing(utf8, fallback) : readTextListing(utf8, fallback);
}

} // namespace sluice::core
