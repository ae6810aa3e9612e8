// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/treepane.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "core/extract/columnname.h"
#include "core/extract/selectorsuggestion.h"
#include "ui/widgets/celldelegate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/theme.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTreeView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::NodeId;

namespace {

constexpr int levelsOpen = 3;

/// A node that a rule has found stands on tinted ground.
class NodeDelegate final : public CellDelegate
{
public:
    using CellDelegate::CellDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.data(DocumentModel::MarkRole).toBool())
            painter->fillRect(option.rect, colorsFor(option.palette)["warningBack"_L1]);
        CellDelegate::paint(painter, option, index);
    }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = CellDelegate::sizeHint(option, index);
        return {size.width() + 2 * cellPadding, option.fontMetrics.height() + 8};
    }
};

/// The row that holds the node; the document where none does.
NodeId rowAround(const core::Document &document, NodeId node, const QList<NodeId> &rows)
{
    for (NodeId at = document.node(node).parent; at != core::noNode; at = document.node(at).parent) {
        if (std::binary_search(rows.begin(), rows.end(), at))
            return at;
    }
    return document.root();
}

} // namespace

TreePane::TreePane(QWidget *parent)
    : QWidget(parent)
    , m_model(new DocumentModel(this))
    , m_tree(new QTreeView(this))
    , m_text(new QLabel(this))
    , m_use(new QPushButton(themedIcon("suggest"_L1), QString(), this))
{
    describe(m_tree, u"labTree"_s, tr("Tree of the page"),
             tr("Select an element for a column, or two examples for rows (Ctrl+click)"));
    describe(m_use, u"labUseSuggestion"_s, tr("Use the suggested selector"),
             tr("Take the suggested selector over into the rules (Ctrl+Enter)"));
    m_use->setIconSize({22, 16});
    m_text->setObjectName(u"labSuggestion"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    setPart(m_text, "hint");
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new NodeDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_tree->header()->setResizeContentsPrecision(200);
    makeLayout();
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TreePane::ask);
    connect(m_use, &QPushButton::clicked, this, &TreePane::use);
    take({});
}

void TreePane::makeLayout()
{
    auto *footer = new QFrame(this);
    setPart(footer, "footer");
    auto *row = new QHBoxLayout(footer);
    row->setContentsMargins(12, 6, 8, 6);
    row->addWidget(m_text, 1);
    row->addWidget(m_use);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tree, 1);
    layout->addWidget(footer);
}

void TreePane::setPage(const LabPagePtr &page)
{
    m_page = page;
    m_marks.clear();
    m_rows.clear();
    m_model->setPage(page);
    m_tree->expandToDepth(levelsOpen - 1);
    ask();
}

void TreePane::setMarks(const QList<NodeId> &marks, const QList<NodeId> &rows)
{
    m_marks = marks;
    m_model->setMarks(marks);
    if (std::ranges::equal(rows, m_rows)) // QList's own operator hands memcmp null pointers where both are empty
        return;
    m_rows = rows;
    ask();
}

void TreePane::revealMark()
{
    if (m_marks.isEmpty())
        return;
    const QModelIndex index = m_model->indexOf(m_marks.first());
    if (index.isValid())
        m_tree->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

QList<NodeId> TreePane::selectedElements() const
{
    QList<NodeId> nodes;
    const QModelIndexList selected = m_tree->selectionModel()->selectedIndexes();
    for (const QModelIndex &index : selected) {
        NodeId node = m_model->node(index);
        if (!m_page->document.isElement(node)) // a text stands for the element around it
            node = m_page->document.node(node).parent;
        if (!nodes.contains(node))
            nodes.append(node);
    }
    return nodes;
}

TreePane::Suggestion TreePane::suggest(const LabPage &page, const QList<NodeId> &nodes, const QList<NodeId> &rows)
{
    if (nodes.size() == 2)
        return {Kind::Row, core::suggestRowSelector(page.document, nodes.first(), nodes.last()), {}};
    if (nodes.size() != 1)
        return {};
    const NodeId row = rowAround(page.document, nodes.first(), rows);
    return {Kind::Column, core::suggestSelector(page.document, nodes.first(), row),
            core::suggestColumnName(page.document, nodes.first())};
}

void TreePane::ask()
{
    const int asked = ++m_asked;
    const QList<NodeId> nodes = m_page ? selectedElements() : QList<NodeId>();
    if (nodes.isEmpty())
        return take({});
    const auto answer =
        core::inBackground([page = m_page, nodes, rows = m_rows] { return suggest(*page, nodes, rows); });
    core::whenDone(answer, this, [this, asked](const Suggestion &suggestion) {
        if (asked == m_asked)
            take(suggestion);
    });
}

void TreePane::take(const Suggestion &suggestion)
{
    m_suggestion = suggestion;
    m_use->setEnabled(!suggestion.selector.isEmpty());
    m_use->setText(suggestion.kind == Kind::Row ? tr("Use for the rows") : tr("Add a column"));
    m_use->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return)); // a new text takes the keys away
    if (suggestion.kind == Kind::Nothing)
        m_text->setText(tr("Select an element, or two examples of a row"));
    else if (suggestion.selector.isEmpty())
        m_text->setText(tr("These have nothing in common"));
    else
        m_text->setText(suggestion.selector);
}

void TreePane::use()
{
    if (m_suggestion.kind == Kind::Row)
        Q_EMIT rowSuggested(u"css:"_s + m_suggestion.selector);
    else if (m_suggestion.kind == Kind::Column)
        Q_EMIT columnSuggested(u"css:"_s + m_suggestion.selector, m_suggestion.name);
}

} // namespace sluice::ui
