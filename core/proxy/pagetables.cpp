// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/pagetables.h"

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype maximumCellBytes = 2048;
constexpr int maximumSpan = 50;
constexpr qsizetype maximumColumns = 200;

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

QString textOf(const QByteArray &utf8)
{
    return QString::fromUtf8(utf8.left(maximumCellBytes)).simplified();
}

class PageReader final
{
public:
    explicit PageReader(const Document &document)
        : m_document(document)
        , m_places(document.nodeCount())
    {}

    PageText read()
    {
        for (NodeId id = m_document.nextInTree(m_document.root()); id != noNode; id = m_document.nextInTree(id))
            visit(id);
        endCell();
        m_page.rest = QString::fromUtf8(m_rest);
        return std::move(m_page);
    }

private:
    /// In which table and cell a node stands; kept per node, so that no walk up the tree is needed.
    struct Place
    {
        int table = -1;
        int cell = -1;
        bool isHidden = false; ///< in a script or a style sheet
    };

    void visit(NodeId id)
    {
        const Document::Node &node = m_document.node(id);
        Place &place = m_places[id];
        place = m_places[node.parent];
        if (node.type == NodeType::Text)
            addText(place, node.text);
        else if (node.type == NodeType::Element)
            enter(id, node.text, place);
    }

    void enter(NodeId id, std::string_view name, Place &place)
    {
        if (isOneOf(name, {"script", "style", "title"})) {
            place.isHidden = true;
        } else if (name == "table") {
            place.table = int(m_page.tables.size());
            place.cell = -1;
            m_page.tables.emplaceBack();
        } else if (name == "tr" && place.table >= 0) {
            m_page.tables[place.table].rows.emplaceBack();
            place.cell = -1;
        } else if (isOneOf(name, {"td", "th"}) && place.table >= 0) {
            enterCell(id, place);
        } else if (isOneOf(name, {"br", "p", "div", "li", "pre", "textarea", "tr", "h1", "h2", "h3", "dd", "dt"})) {
            addText(place, "\n");
        } else if (isOneOf(name, {"td", "th", "span"})) {
            addText(place, " ");
        }
    }

    void enterCell(NodeId id, Place &place)
    {
        QList<QStringList> &rows = m_page.tables[place.table].rows;
        if (rows.isEmpty() || rows.last().size() >= maximumColumns)
            return;
        endCell();
        QStringList &row = rows.last();
        m_row = {place.table, int(rows.size()) - 1, int(row.size())};
        place.cell = ++m_cells;
        row.append(QString());
        const std::string_view span = m_document.attribute(id, "colspan");
        const int columns = QByteArray(span.data(), qsizetype(span.size())).left(4).toInt();
        for (int i = 1; i < std::min(columns, maximumSpan); ++i)
            row.append(QString());
    }

    void addText(const Place &place, std::string_view text)
    {
        if (place.isHidden)
            return;
        if (place.table < 0)
            m_rest.append(text.data(), qsizetype(text.size()));
        else if (place.cell == m_cells && m_cell.size() < maximumCellBytes)
            m_cell.append(text.data(), std::min(qsizetype(text.size()), maximumCellBytes));
    }

    /// What comes behind a table in a cell is left out: a list's cells hold none.
    void endCell()
    {
        if (m_cells > 0 && !m_cell.isEmpty())
            m_page.tables[m_row[0]].rows[m_row[1]][m_row[2]] = textOf(m_cell);
        m_cell.clear();
    }

    const Document &m_document;
    std::vector<Place> m_places;
    PageText m_page;
    int m_cells = 0;            ///< begun so far; the number of the open one
    std::array<int, 3> m_row{}; ///< of the open cell: table, row, column
    QByteArray m_cell;
    QByteArray m_rest;
};

} // namespace

PageText readPage(const Document &document)
{
    return PageReader(document).read();
}

} // namespace sluice::core
