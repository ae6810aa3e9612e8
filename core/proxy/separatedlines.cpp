// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/separatedlines.h"

#include "core/proxy/listreaders.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype maximumCells = 200;
constexpr qsizetype maximumLine = 64 * 1024;

qsizetype wordEnd(const QString &line, qsizetype at)
{
    while (at < line.size() && !line.at(at).isSpace())
        ++at;
    return at;
}

} // namespace

bool LineWalk::next()
{
    if (m_start >= m_text.size())
        return false;
    m_number += m_isWithin ? 0 : 1;
    const qsizetype limit = std::min(m_start + maximumLine, m_text.size());
    const qsizetype end = QStringView(m_text).mid(m_start, limit - m_start).indexOf(u'\n');
    m_isWithin = end < 0 && limit < m_text.size();
    const qsizetype length = end >= 0 ? end : (m_isWithin ? pieceLength(limit) : limit - m_start);
    m_line = m_text.mid(m_start, length);
    m_start += length + (end >= 0 ? 1 : 0);
    return true;
}

/// Up to the last white space before `limit`, so that no word is cut.
qsizetype LineWalk::pieceLength(qsizetype limit) const
{
    qsizetype at = limit;
    while (at > m_start && !m_text.at(at - 1).isSpace())
        --at;
    return (at > m_start ? at : limit) - m_start;
}

QString withoutComment(const QString &line)
{
    for (qsizetype at = line.indexOf(u'#'); at >= 0; at = line.indexOf(u'#', at + 1)) {
        const bool isFirst = at == 0 || line.at(at - 1).isSpace();
        if (isFirst)
            return line.left(at).trimmed();
        const qsizetype end = wordEnd(line, at);
        if (!QStringView(line).mid(at, end - at).contains(u'@'))
            return line.left(at).trimmed();
        at = end - 1; // what is left of the word is credentials and address
    }
    return line.trimmed();
}

QChar separatorOf(const QString &line)
{
    for (const QChar separator : {u'\t', u';', u'|', u','}) {
        if (line.contains(separator))
            return separator;
    }
    return u',';
}

QStringList separatedCells(const QString &line, QChar separator)
{
    QStringList cells{QString()};
    bool isQuoted = false;
    for (const QChar c : line.left(4 * maximumListText)) {
        if (c == u'"')
            isQuoted = !isQuoted;
        else if (c == separator && !isQuoted && cells.size() < maximumCells)
            cells.append(QString());
        else
            cells.last() += c;
    }
    std::transform(cells.cbegin(), cells.cend(), cells.begin(), [](const QString &cell) { return cell.trimmed(); });
    return cells;
}

void readSeparated(ListingBuilder &builder, const ColumnPlan &plan, const LineWalk &walk, QChar separator)
{
    const QString line = walk.line().trimmed();
    if (line.isEmpty() || line.startsWith(u'#'))
        return;
    const QStringList cells = separatedCells(walk.line(), separator);
    ListedRow row;
    for (qsizetype i = 0; i < std::min(cells.size(), plan.columns().size()); ++i)
        row.set(plan.columns().at(i), cells.at(i));
    addRow(builder, row, walk.number());
}

} // namespace sluice::core
