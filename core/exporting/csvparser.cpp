// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/exporting/csvparser.h"

#include <QStringDecoder>

namespace sluice::core {

using namespace Qt::StringLiterals;

CsvParser::CsvParser(const QByteArray &text, char delimiter)
    : m_text(text)
    , m_delimiter(delimiter)
{
    if (m_text.startsWith("\xEF\xBB\xBF"))
        m_at = 3;
}

Result<void, CsvFailure> CsvParser::visit(const std::function<bool(const QStringList &)> &take)
{
    while (!isAtEnd()) {
        if (isBreak()) {
            ++m_at; // an empty line, or the LF of a CRLF
            continue;
        }
        const auto fields = record();
        if (!fields)
            return tl::unexpected(fields.error());
        if (!take(*fields))
            return {};
    }
    return {};
}

Result<QStringList, CsvFailure> CsvParser::record()
{
    QStringList fields;
    for (;;) {
        auto text = field();
        if (!text)
            return tl::unexpected(text.error());
        fields.append(std::move(*text));
        if (isAtEnd())
            return fields;
        if (isBreak()) {
            ++m_at;
            return fields;
        }
        ++m_at; // the delimiter
    }
}

Result<QString, CsvFailure> CsvParser::field()
{
    const qsizetype start = m_at;
    QByteArray bytes;
    if (!isAtEnd() && m_text[m_at] == '"') {
        auto inner = quoted();
        if (!inner)
            return tl::unexpected(inner.error());
        bytes = std::move(*inner);
    } else {
        while (!isAtEnd() && !isBreak() && m_text[m_at] != m_delimiter)
            ++m_at;
        bytes = m_text.mid(start, m_at - start);
    }
    // The file's own byte order mark is skipped already; one inside a cell is text.
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder.decode(bytes);
    if (decoder.hasError())
        return failAt(CsvFault::Unreadable, start, u"text that is not UTF-8"_s);
    return text;
}

Result<QByteArray, CsvFailure> CsvParser::quoted()
{
    const qsizetype start = m_at++;
    QByteArray inner;
    for (;;) {
        const qsizetype end = m_text.indexOf('"', m_at);
        if (end < 0)
            return failAt(CsvFault::UnclosedQuote, start, u"a quote that is never closed"_s);
        inner += QByteArrayView(m_text).sliced(m_at, end - m_at);
        m_at = end + 1;
        if (isAtEnd() || m_text[m_at] != '"')
            break;
        inner += '"';
        ++m_at;
    }
    if (!isAtEnd() && !isBreak() && m_text[m_at] != m_delimiter)
        return failAt(CsvFault::TextAfterQuote, m_at, u"text after a closing quote"_s);
    return inner;
}

tl::unexpected<CsvFailure> CsvParser::failAt(CsvFault fault, qsizetype position, const QString &what) const
{
    // CRLF, LF and CR each end a line; the column counts bytes from 1.
    qsizetype line = 1;
    qsizetype lineStart = m_text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    for (qsizetype i = 0; i < position; ++i) {
        const bool isCrOfPair = m_text[i] == '\r' && i + 1 < m_text.size() && m_text[i + 1] == '\n';
        if ((m_text[i] == '\n' || m_text[i] == '\r') && !isCrOfPair) {
            ++line;
            lineStart = i + 1;
        }
    }
    return failure(fault, u"Line %1, column %2: %3."_s.arg(line).arg(position - lineStart + 1).arg(what));
}

} // namespace sluice::core
