// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipetables.h"

#include "core/extract/elementtext.h"
#include "core/extract/rowextractor.h"

#include <QSet>

#include <algorithm>
#include <charconv>
#include <limits>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int mostColumns = 1000; ///< as the HTML Standard limits colspan
constexpr int mostSpannedRows = 65'534;
constexpr qint64 mostCells = 2'000'000; ///< of all tables of a page

struct Cell
{
    QString text;
    bool isHeader = false;
};
using Line = QList<Cell>;

struct Span
{
    Cell cell;
    int rows = 0; ///< how many more it stands in
};

/// A span attribute as the HTML Standard reads it (2.3.4.2), at most `most`; `fallback` where there is none.
int spanOf(const Document &document, NodeId cell, std::string_view name, int most)
{
    std::string_view text = document.attribute(cell, name);
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == '\n'))
        text.remove_prefix(1);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    int value = 1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range)
        return text.front() == '-' ? 1 : most;
    return error == std::errc() && value >= 0 ? std::min(value, most) : 1;
}

/// The cells of one table, laid out.
class TableGrid final
{
public:
    TableGrid(const Document &document, qint64 &cellsLeft, qsizetype &textLeft)
        : m_document(document)
        , m_cellsLeft(cellsLeft)
        , m_textLeft(textLeft)
    {}

    void read(NodeId table)
    {
        readGroups(table, "thead");
        m_headLines = m_lines.size();
        readGroups(table, "tbody");
        readGroups(table, "tfoot");
        if (m_headLines == 0)
            findHeader();
        else if (m_headLines == m_lines.size())
            m_headLines = 1;
    }

    [[nodiscard]] QStringList columns() const
    {
        qsizetype width = 0;
        for (const Line &line : m_lines)
            width = std::max(width, line.size());
        QStringList names;
        QSet<QString> taken{u"table"_s, u"row"_s};
        for (qsizetype column = 0; column < width; ++column) {
            const QString title = titleOf(column);
            const QString base = title.isEmpty() ? u"column_%1"_s.arg(column + 1) : title;
            QString name = base;
            for (int count = 2; taken.contains(name); ++count)
                name = u"%1 (%2)"_s.arg(base).arg(count);
            taken.insert(name);
            names.append(name);
        }
        return names;
    }

    [[nodiscard]] QList<Line> body() const { return m_lines.sliced(m_headLines); }

private:
    void readGroups(NodeId table, std::string_view name)
    {
        for (NodeId id = m_document.node(table).firstChild; id != noNode; id = m_document.node(id).nextSibling) {
            if (m_document.isElement(id, name))
                readGroup(id);
        }
    }

    void readGroup(NodeId group)
    {
        m_spans.clear();
        for (NodeId id = m_document.node(group).firstChild; id != noNode; id = m_document.node(id).nextSibling) {
            if (m_document.isElement(id, "tr") && m_cellsLeft > 0 && m_textLeft > 0)
                readLine(id);
        }
    }

    void readLine(NodeId row)
    {
        Line line;
        for (NodeId id = m_document.node(row).firstChild; id != noNode; id = m_document.node(id).nextSibling) {
            if (m_document.isElement(id, "td") || m_document.isElement(id, "th"))
                addCell(line, id);
        }
        while (line.size() < m_spans.size() && takeSpan(line)) {
        }
        m_cellsLeft -= line.size() + 1;
        if (!line.isEmpty())
            m_lines.append(line);
    }

    /// Puts the cell that reaches down into the next column there; false if there is none.
    bool takeSpan(Line &line)
    {
        const qsizetype column = line.size();
        if (column >= m_spans.size() || m_spans[column].rows == 0) {
            const auto next = std::find_if(m_spans.begin() + std::min(column, m_spans.size()), m_spans.end(),
                                           [](const Span &span) { return span.rows > 0; });
            if (next == m_spans.end() || column >= m_spans.size())
                return false;
            line.resize(next - m_spans.begin());
            return true;
        }
        line.append(m_spans[column].cell);
        --m_spans[column].rows;
        return true;
    }

    void addCell(Line &line, NodeId id)
    {
        while (line.size() < m_spans.size() && m_spans[line.size()].rows > 0)
            takeSpan(line);
        const Cell cell{elementText(m_document, id), m_document.isElement(id, "th")};
        const int columns = std::max(spanOf(m_document, id, "colspan", mostColumns), 1);
        const int rows = spanOf(m_document, id, "rowspan", mostSpannedRows);
        for (int i = 0; i < columns && line.size() < mostColumns; ++i) {
            const qsizetype column = line.size();
            if (m_spans.size() <= column)
                m_spans.resize(column + 1);
            // 0 reaches to the end of the group.
            m_spans[column] = {cell, rows == 0 ? std::numeric_limits<int>::max() : rows - 1};
            line.append(cell);
            m_textLeft -= cell.text.size();
        }
    }

    /// Without thead: the first lines of nothing but th, as long as others follow.
    void findHeader()
    {
        const auto isHeader = [](const Line &line) {
            return std::all_of(line.begin(), line.end(), [](const Cell &cell) { return cell.isHeader; });
        };
        while (m_headLines + 1 < m_lines.size() && isHeader(m_lines[m_headLines]))
            ++m_headLines;
        if (m_headLines > 0 && m_headLines + 1 == m_lines.size() && isHeader(m_lines.last()))
            m_headLines = 1;
    }

    /// The texts of a column's header cells, one that spans several lines once.
    [[nodiscard]] QString titleOf(qsizetype column) const
    {
        QStringList parts;
        for (qsizetype i = 0; i < m_headLines; ++i) {
            const QString text = m_lines[i].value(column).text;
            if (!text.isEmpty() && (parts.isEmpty() || parts.last() != text))
                parts.append(text);
        }
        return parts.join(u' ');
    }

    const Document &m_document;
    qint64 &m_cellsLeft;
    qsizetype &m_textLeft;
    QList<Line> m_lines;
    qsizetype m_headLines = 0;
    QList<Span> m_spans; ///< by column: what reaches down into the lines to come
};

} // namespace

RecipeRows readTables(const Document &document)
{
    RecipeRows result;
    qint64 cellsLeft = mostCells;
    qsizetype textLeft = mostTextPerPage;
    int number = 0;
    for (NodeId id = document.root(); id != noNode; id = document.nextInTree(id)) {
        if (!document.isElement(id, "table"))
            continue;
        ++number;
        TableGrid grid(document, cellsLeft, textLeft);
        grid.read(id);
        const QStringList columns = grid.columns();
        int rowNumber = 0;
        for (const Line &line : grid.body()) {
            RecipeRow &row = result.rows.emplaceBack();
            row.columns = QStringList{u"table"_s, u"row"_s} + columns;
            row.values.insert(u"table"_s, number);
            row.values.insert(u"row"_s, ++rowNumber);
            for (qsizetype i = 0; i < columns.size(); ++i)
                row.values.insert(columns[i], i < line.size() ? QJsonValue(line[i].text) : QJsonValue());
        }
    }
    result.isCut = cellsLeft <= 0 || textLeft <= 0;
    return result;
}

} // namespace sluice::core
