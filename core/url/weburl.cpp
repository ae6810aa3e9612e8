// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/weburl.h"

#include "core/url/urlparser.h"

namespace sluice::core {

Result<WebUrl, UrlFailure> WebUrl::parse(QByteArrayView input)
{
    return WebUrl().resolve(input);
}

Result<WebUrl, UrlFailure> WebUrl::resolve(QByteArrayView reference) const
{
    auto text = UrlParser(reference, this).parse();
    if (!text)
        return tl::unexpected(std::move(text.error()));
    WebUrl url;
    url.m_text = *std::move(text);
    url.findParts();
    return url;
}

WebUrl WebUrl::fromNormalized(QByteArray text)
{
    WebUrl url;
    // A damaged project file may hold anything; positions must stay inside the text.
    if (text.size() > maximumLength || !(text.startsWith("http://") || text.startsWith("https://")))
        return url;
    url.m_text = std::move(text);
    url.findParts();
    return url.path().isEmpty() ? WebUrl() : url;
}

void WebUrl::findParts()
{
    const QByteArrayView text = m_text;
    const auto authorityStart = text.indexOf(':') + 3;
    auto pathStart = text.indexOf('/', authorityStart);
    if (pathStart < 0)
        pathStart = text.size();
    const QByteArrayView authority = text.sliced(authorityStart, pathStart - authorityStart);
    const QByteArrayView hostAndPort = authority.sliced(authority.lastIndexOf('@') + 1);
    const auto hostStart = pathStart - hostAndPort.size();
    const auto colon = hostAndPort.indexOf(':', qMax(hostAndPort.indexOf(']'), qsizetype(0)));
    const auto query = text.indexOf('?', pathStart);
    m_hostStart = quint16(hostStart);
    m_hostEnd = quint16(colon < 0 ? pathStart : hostStart + colon);
    m_pathStart = quint16(pathStart);
    m_queryStart = quint16(query < 0 ? text.size() : query);
}

QUrl WebUrl::toQUrl() const
{
    // QUrl refuses a '%' that encodes nothing, and when it repairs one it breaks every escape beside it.
    QByteArray text = m_text;
    for (auto at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
        if (!isEscape(text, at))
            text.insert(at + 1, "25");
    }
    const QUrl strict = QUrl::fromEncoded(text, QUrl::StrictMode);
    return strict.isValid() ? strict : QUrl::fromEncoded(text, QUrl::TolerantMode);
}

bool WebUrl::isSecure() const
{
    return m_text.size() > 4 && m_text[4] == 's';
}

QByteArrayView WebUrl::scheme() const
{
    return QByteArrayView(m_text).first(isEmpty() ? 0 : isSecure() ? 5 : 4);
}

bool WebUrl::hasCredentials() const
{
    return m_hostStart > 0 && m_text[m_hostStart - 1] == '@';
}

QByteArrayView WebUrl::host() const
{
    return QByteArrayView(m_text).sliced(m_hostStart, m_hostEnd - m_hostStart);
}

quint16 WebUrl::port() const
{
    if (m_hostEnd == m_pathStart)
        return isSecure() ? 443 : 80;
    return QByteArrayView(m_text).sliced(m_hostEnd + 1, m_pathStart - m_hostEnd - 1).toUShort();
}

QByteArray WebUrl::origin() const
{
    if (!hasCredentials())
        return m_text.first(m_pathStart);
    return scheme().toByteArray() + "://" + m_text.sliced(m_hostStart, m_pathStart - m_hostStart);
}

QByteArrayView WebUrl::path() const
{
    return QByteArrayView(m_text).sliced(m_pathStart, m_queryStart - m_pathStart);
}

QByteArrayView WebUrl::query() const
{
    return QByteArrayView(m_text).sliced(qMin(qsizetype(m_queryStart) + 1, m_text.size()));
}

QByteArrayView WebUrl::pathAndQuery() const
{
    return QByteArrayView(m_text).sliced(m_pathStart);
}

} // namespace sluice::core
