// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/separatedlines.h"

#include "core/proxy/listreaders.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype maximumCells = 200;

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
    qsizetype end = m_text.indexOf(u'\n', m_start);
    if (end < 0)
        end = m_text.size();
    m_line = m_text.mid(m_start, end - m_start);
    m_start = end + 1;
    ++m_number;
    return true;
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
