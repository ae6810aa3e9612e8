// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/urlpatternparser.h"

#include "core/url/ipaddress.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qint64 most = std::numeric_limits<qint64>::max();
constexpr qsizetype mostDigits = 15;

tl::unexpected<UrlPatternFailure> failAt(UrlPatternFault fault, qsizetype index, const QString &what)
{
    return failure(fault, u"position %1: %2"_s.arg(index + 1).arg(what));
}

bool isNumber(QStringView text)
{
    return !text.isEmpty() &&
           std::all_of(text.begin(), text.end(), [](QChar each) { return each >= u'0' && each <= u'9'; });
}

bool isLetter(QStringView text, QChar from, QChar to)
{
    return text.size() == 1 && text.front() >= from && text.front() <= to;
}

} // namespace

UrlPatternParser::UrlPatternParser(const QString &text)
    : m_text(text)
{}

Result<UrlPattern, UrlPatternFailure> UrlPatternParser::parse()
{
    while (m_at < m_text.size()) {
        const Step step = m_text[m_at] == u'[' ? readBracket() : readCharacter();
        if (!step)
            return tl::unexpected(step.error());
    }
    return m_pattern;
}

UrlPatternParser::Step UrlPatternParser::readCharacter()
{
    QChar character = m_text[m_at];
    if (character == u']')
        return failAt(UrlPatternFault::Unopened, m_at, u"a ] without [; for the character itself write \\]"_s);
    const QChar next = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
    if (character == u'\\' && (next == u'[' || next == u']' || next == u'\\')) {
        character = next;
        ++m_at;
    }
    m_pattern.m_texts.last().append(character);
    ++m_at;
    return {};
}

UrlPatternParser::Step UrlPatternParser::readBracket()
{
    const qsizetype end = m_text.indexOf(u']', m_at);
    if (end < 0)
        return failAt(UrlPatternFault::Unclosed, m_at,
                      u"a [ that is never closed; for the character itself write \\["_s);
    if (const QStringView host = hostBracket(end); !host.isEmpty()) {
        m_pattern.m_texts.last().append(host);
    } else {
        const auto found = range(QStringView(m_text).sliced(m_at + 1, end - m_at - 1), m_at + 1);
        if (!found)
            return tl::unexpected(found.error());
        append(*found);
    }
    m_at = end + 1;
    return {};
}

QStringView UrlPatternParser::hostBracket(qsizetype end) const
{
    const QStringView before = QStringView(m_text).first(m_at);
    const bool isHost = before.isEmpty() || before.endsWith("//"_L1) || before.endsWith(u'@');
    const QStringView inner = QStringView(m_text).sliced(m_at + 1, end - m_at - 1);
    if (!isHost || !parseIpv6(inner.toUtf8()))
        return {};
    return QStringView(m_text).sliced(m_at, end + 1 - m_at);
}

Result<UrlPattern::Range, UrlPatternFailure> UrlPatternParser::range(QStringView text, qsizetype position) const
{
    Parts parts;
    parts.position = position;
    const qsizetype colon = text.indexOf(u':');
    if (colon >= 0)
        parts.step = text.sliced(colon + 1);
    const QStringView ends = colon >= 0 ? text.first(colon) : text;
    const qsizetype dash = ends.indexOf(u'-');
    if (dash >= 0) {
        parts.first = ends.first(dash);
        parts.last = ends.sliced(dash + 1);
    }
    if (isNumber(parts.first) && isNumber(parts.last))
        return numbers(parts);
    const bool areLower = isLetter(parts.first, u'a', u'z') && isLetter(parts.last, u'a', u'z');
    const bool areUpper = isLetter(parts.first, u'A', u'Z') && isLetter(parts.last, u'A', u'Z');
    if (areLower || areUpper)
        return letters(parts);
    return failAt(UrlPatternFault::Range, position,
                  u"expected a range such as 1-10, 001-250, 0-100:20 or a-z; for the character itself write \\["_s);
}

Result<UrlPattern::Range, UrlPatternFailure> UrlPatternParser::numbers(const Parts &parts) const
{
    if (parts.first.size() > mostDigits || parts.last.size() > mostDigits)
        return failAt(UrlPatternFault::Range, parts.position, u"a number with over %1 digits"_s.arg(mostDigits));
    UrlPattern::Range range;
    range.first = parts.first.toLongLong();
    range.width = parts.first.startsWith(u'0') ? int(parts.first.size()) : 0;
    return finished(range, parts.last.toLongLong(), parts);
}

Result<UrlPattern::Range, UrlPatternFailure> UrlPatternParser::letters(const Parts &parts) const
{
    UrlPattern::Range range;
    range.first = parts.first.front().unicode();
    range.isLetter = true;
    return finished(range, parts.last.front().unicode(), parts);
}

Result<UrlPattern::Range, UrlPatternFailure> UrlPatternParser::finished(UrlPattern::Range range, qint64 last,
                                                                        const Parts &parts) const
{
    if (parts.step) {
        const bool isFit = isNumber(*parts.step) && parts.step->size() <= mostDigits;
        range.step = isFit ? parts.step->toLongLong() : 0;
        if (range.step < 1) // ends, the colon, then the step
            return failAt(UrlPatternFault::Step, parts.position + parts.first.size() + parts.last.size() + 2,
                          u"expected a step from 1"_s);
    }
    if (last < range.first)
        return failAt(UrlPatternFault::Range, parts.position, u"the range ends before it begins"_s);
    range.size = (last - range.first) / range.step + 1;
    return range;
}

void UrlPatternParser::append(const UrlPattern::Range &range)
{
    m_pattern.m_count = m_pattern.m_count > most / range.size ? most : m_pattern.m_count * range.size;
    m_pattern.m_ranges.append(range);
    m_pattern.m_texts.append(QString());
}

} // namespace sluice::core
