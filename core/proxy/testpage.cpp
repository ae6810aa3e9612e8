// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/testpage.h"

#include "core/net/contentdecoder.h"

#include <QCryptographicHash>
#include <QHostAddress>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 longestPage = 8 << 20;
constexpr qint64 titleWithin = 64 << 10; // or a page of nothing but "<title" would be searched for long
constexpr qint64 longestWithAddresses = 64 << 10;
constexpr qsizetype longestWithPort = 51; // in full IPv6
constexpr qint64 times = 4;               // that a varying page may grow or shrink

bool isAddressChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':';
}

bool isWordChar(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// How many bytes at the beginning of `text` are an IP address; 0 = none.
qsizetype addressAt(QByteArrayView text)
{
    qsizetype end = 0;
    while (end < text.size() && end <= longestWithPort && isAddressChar(text[end]))
        ++end;
    if (end > longestWithPort || (end < text.size() && isWordChar(text[end])))
        return 0;
    QByteArrayView word = text.first(end);
    while (word.endsWith('.') || (word.endsWith(':') && !word.endsWith("::")))
        word.chop(1); // the sentence's
    if (word.count('.') == 3 && word.count(':') == 1)
        word = word.first(word.indexOf(':')); // with its port
    if (word.count('.') != 3 && word.count(':') < 2)
        return 0;
    QHostAddress address;
    return address.setAddress(QString::fromLatin1(word)) ? word.size() : 0;
}

/// The body with a mark for each IP address, or list of them.
QByteArray withoutAddresses(const QByteArray &body)
{
    if (body.size() > longestWithAddresses)
        return body;
    QByteArray plain;
    for (qsizetype i = 0; i < body.size();) {
        const bool isStart = isAddressChar(body[i]) && (i == 0 || !isWordChar(body[i - 1]));
        const qsizetype length = isStart ? addressAt(QByteArrayView(body).sliced(i)) : 0;
        i += std::max<qsizetype>(length, 1);
        if (length == 0)
            plain += body[i - 1];
        else if (plain.endsWith(QByteArrayView("\0, ", 3)))
            plain.chop(2); // another one of a list
        else if (plain.endsWith(QByteArrayView("\0,", 2)))
            plain.chop(1);
        else
            plain += '\0';
    }
    return plain;
}

QByteArray titleOf(const QByteArray &body)
{
    const QByteArray lower = body.left(titleWithin).toLower();
    const qsizetype tag = lower.indexOf("<title");
    const qsizetype begin = tag < 0 ? -1 : lower.indexOf('>', tag);
    const qsizetype end = begin < 0 ? -1 : lower.indexOf("</title", begin);
    return end < 0 ? QByteArray() : body.mid(begin + 1, end - begin - 1).simplified();
}

} // namespace

PageMark pageMarkOf(const FetchResponse &response)
{
    PageMark mark;
    const auto body = decodeBeginning(response.body, headerValue(response.headers, "Content-Encoding"), longestPage,
                                      response.isBodyCut);
    const QByteArray media = mediaType(headerValue(response.headers, "Content-Type"));
    mark.isPage = media == "text/html" || media == "application/xhtml+xml";
    if (!body)
        return mark;
    const QByteArray start = body->left(1'024).trimmed().toLower();
    mark.isPage = mark.isPage || start.startsWith("<!doctype html") || start.startsWith("<html");
    mark.bytes = body->size();
    mark.title = mark.isPage ? titleOf(*body) : QByteArray();
    if (!response.isBodyCut && mark.bytes < longestPage)
        mark.digest = QCryptographicHash::hash(withoutAddresses(*body), QCryptographicHash::Sha256);
    return mark;
}

void TestPage::add(const PageMark &direct)
{
    if (m_answers++ == 0) {
        m_first = direct;
        m_least = m_most = direct.bytes;
    }
    m_isVarying = m_isVarying || direct.digest.isEmpty() || direct.digest != m_first.digest;
    m_isTitleVarying = m_isTitleVarying || direct.title != m_first.title;
    m_least = std::min(m_least, direct.bytes);
    m_most = std::max(m_most, direct.bytes);
}

bool TestPage::isLike(const PageMark &seen) const
{
    if (!m_isVarying)
        return seen.digest == m_first.digest;
    if (seen.isPage != m_first.isPage)
        return false;
    if (!m_isTitleVarying && !m_first.title.isEmpty())
        return seen.title == m_first.title;
    return seen.bytes >= m_least / times && seen.bytes <= std::max<qint64>(m_most, 1) * times;
}

QString TestPage::differenceOf(const PageMark &seen) const
{
    if (!isKnown() || isLike(seen))
        return {};
    const bool isOther = seen.isPage && (!m_first.isPage || seen.title != m_first.title);
    return isOther ? u"a captive page instead of the test URL's page"_s
                   : u"changed body: the test URL's page was changed on the way"_s;
}

} // namespace sluice::core
