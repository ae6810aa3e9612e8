// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/metaprescan.h"

#include "core/html/encoding.h"
#include "core/html/markupscanner.h"
#include "core/html/whitespace.h"

#include <QList>

#include <optional>

namespace sluice::core {

namespace {

constexpr qsizetype scannedBytes = 1'024;

/// Name and value in lower case.
struct PrescanAttribute
{
    QByteArray name;
    QByteArray value;
};

/// "Extracting a character encoding from a meta element".
QByteArray encodingInContent(QByteArrayView content)
{
    const QByteArray lower = content.toByteArray().toLower();
    const auto skipSpace = [&](qsizetype at) {
        while (at < lower.size() && isHtmlSpace(lower[at]))
            ++at;
        return at;
    };
    qsizetype at = 0;
    while (true) {
        at = lower.indexOf("charset", at);
        if (at < 0)
            return {};
        at = skipSpace(at + 7);
        if (at < lower.size() && lower[at] == '=')
            break;
    }
    at = skipSpace(at + 1);
    if (at == lower.size())
        return {};
    if (lower[at] == '"' || lower[at] == '\'') {
        const qsizetype end = lower.indexOf(lower[at], at + 1);
        return end < 0 ? QByteArray() : encodingForLabel(QByteArrayView(lower).sliced(at + 1, end - at - 1));
    }
    qsizetype end = at;
    while (end < lower.size() && !isHtmlSpace(lower[end]) && lower[end] != ';')
        ++end;
    return encodingForLabel(QByteArrayView(lower).sliced(at, end - at));
}

/// The prescan of the HTML Standard, 13.2.3.2. Positions beyond the end make every step fail.
class MetaPrescan final
{
public:
    explicit MetaPrescan(QByteArrayView bytes)
        : m_bytes(bytes)
    {}

    [[nodiscard]] QByteArray run()
    {
        if (m_bytes.startsWith(QByteArrayView("<\0?\0x\0", 6)))
            return "UTF-16LE";
        if (m_bytes.startsWith(QByteArrayView("\0<\0?\0x", 6)))
            return "UTF-16BE";
        for (; !isAtEnd(); ++m_at) {
            if (m_bytes[m_at] != '<')
                continue;
            if (QByteArray found = readMarkup(); !found.isEmpty())
                return found;
        }
        return {};
    }

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_bytes.size(); }
    [[nodiscard]] QByteArrayView rest() const { return m_bytes.sliced(m_at); }
    [[nodiscard]] char peek(qsizetype offset) const
    {
        return m_at + offset < m_bytes.size() ? m_bytes[m_at + offset] : '\0';
    }
    void moveTo(qsizetype found) { m_at = found < 0 ? m_bytes.size() : found; }

    QByteArray readMarkup()
    {
        if (rest().startsWith("<!--")) {
            const qsizetype dashes = m_bytes.indexOf("-->", m_at + 2);
            moveTo(dashes < 0 ? -1 : dashes + 2);
        } else if (equalsIgnoringCase({rest().data(), std::size_t(qMin<qsizetype>(rest().size(), 5))}, "<meta") &&
                   (isHtmlSpace(peek(5)) || peek(5) == '/')) {
            m_at += 5;
            return readMeta();
        } else if (isAsciiLetter(peek(1)) || (peek(1) == '/' && isAsciiLetter(peek(2)))) {
            while (!isAtEnd() && !isHtmlSpace(m_bytes[m_at]) && m_bytes[m_at] != '>')
                ++m_at;
            while (nextAttribute()) {
            }
        } else if (peek(1) == '!' || peek(1) == '/' || peek(1) == '?') {
            moveTo(m_bytes.indexOf('>', m_at));
        }
        return {};
    }

    QByteArray readMeta()
    {
        bool hasPragma = false;
        std::optional<bool> needsPragma;
        std::optional<QByteArray> charset;
        QList<QByteArray> seen;
        while (const std::optional<PrescanAttribute> attribute = nextAttribute()) {
            if (seen.contains(attribute->name))
                continue;
            seen.append(attribute->name);
            if (attribute->name == "http-equiv") {
                hasPragma = hasPragma || attribute->value == "content-type";
            } else if (attribute->name == "content" && !charset) {
                const QByteArray found = encodingInContent(attribute->value);
                if (!found.isEmpty()) {
                    charset = found;
                    needsPragma = true;
                }
            } else if (attribute->name == "charset") {
                charset = encodingForLabel(attribute->value);
                needsPragma = false;
            }
        }
        const bool isUsable = !isAtEnd() && needsPragma && (!*needsPragma || hasPragma);
        return isUsable ? adjusted(*charset) : QByteArray();
    }

    /// What a meta element says cannot be true of UTF-16, and means something else for x-user-defined.
    [[nodiscard]] static QByteArray adjusted(const QByteArray &encoding)
    {
        if (encoding.startsWith("UTF-16"))
            return "UTF-8";
        return encoding == "x-user-defined" ? QByteArray("windows-1252") : encoding;
    }

    void skipSpaces()
    {
        while (!isAtEnd() && isHtmlSpace(m_bytes[m_at]))
            ++m_at;
    }

    /// "Get an attribute"; nothing at the tag's '>' or at the end of the bytes.
    [[nodiscard]] std::optional<PrescanAttribute> nextAttribute()
    {
        while (!isAtEnd() && (isHtmlSpace(m_bytes[m_at]) || m_bytes[m_at] == '/'))
            ++m_at;
        if (isAtEnd() || m_bytes[m_at] == '>')
            return std::nullopt;
        PrescanAttribute attribute;
        attribute.name += toAsciiLower(m_bytes[m_at++]); // may be '='
        while (!isAtEnd() && !endsName(m_bytes[m_at]))
            attribute.name += toAsciiLower(m_bytes[m_at++]);
        skipSpaces();
        if (!isAtEnd() && m_bytes[m_at] == '=') {
            ++m_at;
            readValue(attribute.value);
        }
        if (isAtEnd())
            return std::nullopt;
        return attribute;
    }

    [[nodiscard]] static bool endsName(char c) { return isHtmlSpace(c) || c == '=' || c == '/' || c == '>'; }

    void readValue(QByteArray &value)
    {
        skipSpaces();
        if (isAtEnd())
            return;
        const char quote = m_bytes[m_at];
        if (quote == '"' || quote == '\'') {
            for (++m_at; !isAtEnd() && m_bytes[m_at] != quote; ++m_at)
                value += toAsciiLower(m_bytes[m_at]);
            ++m_at;
            return;
        }
        while (!isAtEnd() && !isHtmlSpace(m_bytes[m_at]) && m_bytes[m_at] != '>')
            value += toAsciiLower(m_bytes[m_at++]);
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

} // namespace

QByteArray prescanMeta(QByteArrayView head)
{
    return MetaPrescan(head.first(qMin(head.size(), scannedBytes))).run();
}

QByteArray findLateMeta(QByteArrayView body)
{
    MarkupScanner scanner(std::string_view(body.data(), std::size_t(body.size())));
    for (MarkupToken token = scanner.next(); token.kind != MarkupKind::End; token = scanner.next()) {
        if (token.kind != MarkupKind::StartTag || token.tag != GUMBO_TAG_META)
            continue;
        QByteArray found = MetaPrescan({token.whole.data(), qsizetype(token.whole.size())}).run();
        if (!found.isEmpty())
            return found;
    }
    return {};
}

} // namespace sluice::core
