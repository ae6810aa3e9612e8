// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/urlpattern.h"

#include "core/url/urlpatternparser.h"

namespace sluice::core {

Result<UrlPattern, UrlPatternFailure> UrlPattern::parse(const QString &text)
{
    return UrlPatternParser(text).parse();
}

QString UrlPattern::Range::at(qint64 index) const
{
    const qint64 value = first + index * step;
    return isLetter ? QString(QChar(ushort(value))) : QString::number(value).rightJustified(width, u'0');
}

QString UrlPattern::at(qint64 index) const
{
    // The last range runs fastest, so its place is the remainder.
    QString address = m_texts.last();
    for (qsizetype i = m_ranges.size() - 1; i >= 0; --i) {
        const Range &range = m_ranges[i];
        address.prepend(m_texts[i] + range.at(index % range.size));
        index /= range.size;
    }
    return address;
}

} // namespace sluice::core
