// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/urlparser.h"

#include "core/url/hostparser.h"

#include <cstring>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// Bytes of the input that a message shows.
constexpr qsizetype shownLength = 200;

bool isSlash(char c)
{
    return c == '/' || c == '\\';
}

bool isAlpha(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/// The length of the scheme at the start of `text`, 0 without one.
qsizetype schemeLength(QByteArrayView text)
{
    if (text.isEmpty() || !isAlpha(text[0]))
        return 0;
    for (qsizetype at = 1; at < text.size(); ++at) {
        const char c = text[at];
        if (c == ':')
            return at;
        if (!isAlpha(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.')
            return 0;
    }
    return 0;
}

bool equalsLower(QByteArrayView text, QByteArrayView lower)
{
    return text.compare(lower, Qt::CaseInsensitive) == 0;
}

/// 1 for ".", 2 for "..", also with dots percent-encoded; 0 for any other segment.
int dotCount(QByteArrayView segment)
{
    int dots = 0;
    while (!segment.isEmpty()) {
        const bool isEncoded =
            segment.size() >= 3 && segment[0] == '%' && segment[1] == '2' && (segment[2] | 0x20) == 'e';
        if ((segment[0] != '.' && !isEncoded) || ++dots > 2)
            return 0;
        segment = segment.sliced(isEncoded ? 3 : 1);
    }
    return dots;
}

QString reasonOf(HostVerdict verdict)
{
    switch (verdict) {
    case HostVerdict::Valid:
        break;
    case HostVerdict::ForbiddenCharacter:
        return u"the host has a character that no host may have"_s;
    case HostVerdict::BadName:
        return u"the host is no valid internationalised domain name"_s;
    case HostVerdict::BadIpv4:
        return u"the host ends in a number but is no IPv4 address"_s;
    case HostVerdict::BadIpv6:
        return u"the host is no IPv6 address"_s;
    }
    return {};
}

} // namespace

UrlParser::UrlParser(QByteArrayView input, const WebUrl *base)
    : m_input(input)
    , m_rest(input)
    , m_base(base && !base->isEmpty() ? base : nullptr)
{}

Result<QByteArray, UrlFailure> UrlParser::parse()
{
    clean();
    if (Fault found = run())
        return tl::unexpected(*std::move(found));
    if (m_out.size() > WebUrl::maximumLength)
        return tl::unexpected(fault(UrlFault::TooLong, u"longer than 8,192 bytes"_s));
    return QByteArray(m_out.constData(), m_out.size());
}

/// Strips C0 controls and spaces from both ends, and tabs and line breaks anywhere, then drops the fragment: '#' ends
/// what http and https parse in every state.
void UrlParser::clean()
{
    while (!m_rest.isEmpty() && static_cast<uchar>(m_rest.front()) <= 0x20)
        m_rest = m_rest.sliced(1);
    while (!m_rest.isEmpty() && static_cast<uchar>(m_rest.back()) <= 0x20)
        m_rest.chop(1);
    bool hasBreaks = false;
    qsizetype end = 0;
    for (; end < m_rest.size() && m_rest[end] != '#'; ++end)
        hasBreaks |= m_rest[end] == '\t' || m_rest[end] == '\n' || m_rest[end] == '\r';
    m_rest = m_rest.first(end);
    if (!hasBreaks)
        return;
    m_cleaned.reserve(m_rest.size());
    for (const char c : m_rest) {
        if (c != '\t' && c != '\n' && c != '\r')
            m_cleaned.append(c);
    }
    m_rest = m_cleaned;
}

UrlParser::Fault UrlParser::run()
{
    const qsizetype length = schemeLength(m_rest);
    if (length == 0) {
        if (m_base)
            return appendRelative();
        if (m_input.trimmed().isEmpty())
            return fault(UrlFault::Empty, u"there is no URL"_s);
        return fault(UrlFault::Relative, u"has no scheme (write https://…)"_s);
    }
    const QByteArrayView found = m_rest.first(length);
    const bool isSecure = equalsLower(found, "https");
    if (!isSecure && !equalsLower(found, "http"))
        return fault(UrlFault::OtherScheme, u"neither http nor https"_s);
    m_rest = m_rest.sliced(length + 1);
    const QByteArrayView scheme = isSecure ? "https" : "http";
    if (m_base && m_base->isSecure() == isSecure && !m_rest.startsWith("//"))
        return appendRelative();
    return appendAuthorityAndRest(scheme);
}

UrlParser::Fault UrlParser::appendRelative()
{
    const QByteArrayView base = m_base->text();
    const QByteArrayView path = m_base->path();
    m_pathStart = path.data() - base.data();
    const qsizetype pathEnd = m_pathStart + path.size();
    if (m_rest.isEmpty()) {
        appendBytes(base);
    } else if (m_rest[0] == '?') {
        appendBytes(base.first(pathEnd));
        m_out.append('?');
        appendEncoded(m_out, m_rest.sliced(1), EncodeSet::Query);
    } else if (isSlash(m_rest[0])) {
        if (m_rest.size() > 1 && isSlash(m_rest[1]))
            return appendAuthorityAndRest(m_base->scheme());
        appendBytes(base.first(m_pathStart));
        appendPathAndQuery(m_rest.sliced(1));
    } else {
        appendBytes(base.first(m_pathStart + path.lastIndexOf('/')));
        appendPathAndQuery(m_rest);
    }
    return {};
}

UrlParser::Fault UrlParser::appendAuthorityAndRest(QByteArrayView scheme)
{
    while (!m_rest.isEmpty() && isSlash(m_rest[0]))
        m_rest = m_rest.sliced(1);
    qsizetype end = 0;
    qsizetype at = -1;
    for (; end < m_rest.size() && !isSlash(m_rest[end]) && m_rest[end] != '?'; ++end) {
        if (m_rest[end] == '@')
            at = end;
    }
    appendBytes(scheme);
    appendBytes("://");
    if (at > 0)
        appendCredentials(m_rest.first(at));
    if (Fault found = appendHostAndPort(m_rest.first(end).sliced(at + 1), scheme.size() == 5))
        return found;
    m_pathStart = m_out.size();
    m_rest = m_rest.sliced(end);
    appendPathAndQuery(!m_rest.isEmpty() && isSlash(m_rest[0]) ? m_rest.sliced(1) : m_rest);
    return {};
}

void UrlParser::appendCredentials(QByteArrayView credentials)
{
    const qsizetype start = m_out.size();
    const qsizetype colon = credentials.indexOf(':');
    appendEncoded(m_out, colon < 0 ? credentials : credentials.first(colon), EncodeSet::UserInfo);
    if (colon >= 0 && colon + 1 < credentials.size()) {
        m_out.append(':');
        appendEncoded(m_out, credentials.sliced(colon + 1), EncodeSet::UserInfo);
    }
    if (m_out.size() > start)
        m_out.append('@');
}

UrlParser::Fault UrlParser::appendHostAndPort(QByteArrayView hostAndPort, bool isSecure)
{
    qsizetype end = 0;
    for (bool isInBrackets = false; end < hostAndPort.size(); ++end) {
        const char c = hostAndPort[end];
        if (c == ':' && !isInBrackets)
            break;
        isInBrackets = c == '[' || (isInBrackets && c != ']');
    }
    if (end == 0)
        return fault(UrlFault::Host, u"has no host"_s);
    // IDNA processing takes more than linear time, so a name that cannot fit is not begun.
    if (end > 3 * WebUrl::maximumLength)
        return fault(UrlFault::TooLong, u"the host is longer than 8,192 bytes"_s);
    const HostVerdict verdict = appendHost(m_out, hostAndPort.first(end));
    if (verdict != HostVerdict::Valid)
        return fault(UrlFault::Host, reasonOf(verdict));
    if (end == hostAndPort.size())
        return {};
    const QByteArrayView digits = hostAndPort.sliced(end + 1);
    int port = 0;
    for (const char c : digits) {
        if (c < '0' || c > '9')
            return fault(UrlFault::Port, u"the port is not a number"_s);
        port = port * 10 + (c - '0');
        if (port > 65535)
            return fault(UrlFault::Port, u"the port is above 65,535"_s);
    }
    if (!digits.isEmpty() && port != (isSecure ? 443 : 80)) {
        m_out.append(':');
        const QByteArray text = QByteArray::number(port);
        appendBytes(text);
    }
    return {};
}

/// `rest` is what follows the slash before the first segment.
void UrlParser::appendPathAndQuery(QByteArrayView rest)
{
    qsizetype start = 0;
    qsizetype at = 0;
    for (; at < rest.size() && rest[at] != '?'; ++at) {
        if (isSlash(rest[at])) {
            appendSegment(rest.sliced(start, at - start), false);
            start = at + 1;
        }
    }
    appendSegment(rest.sliced(start, at - start), true);
    if (at < rest.size()) {
        m_out.append('?');
        appendEncoded(m_out, rest.sliced(at + 1), EncodeSet::Query);
    }
}

void UrlParser::appendSegment(QByteArrayView segment, bool isLast)
{
    const int dots = dotCount(segment);
    if (dots == 0) {
        m_out.append('/');
        appendEncoded(m_out, segment, EncodeSet::Path);
        return;
    }
    if (dots == 2 && m_out.size() > m_pathStart) {
        const QByteArrayView path(m_out.constData() + m_pathStart, m_out.size() - m_pathStart);
        m_out.resize(m_pathStart + path.lastIndexOf('/'));
    }
    if (isLast)
        m_out.append('/');
}

UrlFailure UrlParser::fault(UrlFault kind, const QString &reason) const
{
    const QString shown = QString::fromUtf8(m_input.first(std::min(m_input.size(), shownLength)).trimmed());
    const QString cut = m_input.size() > shownLength ? u"…"_s : QString();
    return UrlFailure{kind, u"“%1%2”: %3"_s.arg(shown, cut, reason)};
}

} // namespace sluice::core
