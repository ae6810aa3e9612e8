// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/documentmodel.h"

#include "ui/widgets/roles.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::NodeId;
using core::NodeType;

namespace {

constexpr qsizetype longestText = 300;

QString shownText(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), qsizetype(std::min(bytes.size(), size_t(4 * longestText))))
        .simplified()
        .left(longestText);
}

} // namespace

DocumentModel::DocumentModel(QObject *parent)
    : QAbstractItemModel(parent)
{}

bool DocumentModel::isShown(NodeId node) const
{
    const core::Document::Node &data = m_page->document.node(node);
    if (data.type == NodeType::Document)
        return false;
    return data.type != NodeType::Text || data.text.find_first_not_of(" \t\n\f\r") != std::string_view::npos;
}

void DocumentModel::setPage(const LabPagePtr &page)
{
    beginResetModel();
    m_page = page;
    m_marks.clear();
    const size_t count = page ? page->document.nodeCount() : 0;
    m_children.assign(count, {});
    m_rows.assign(count, -1);
    for (NodeId id = 1; id < count; ++id) {
        if (!isShown(id))
            continue;
        std::vector<NodeId> &siblings = m_children[page->document.node(id).parent];
        m_rows[id] = int(siblings.size());
        siblings.push_back(id);
    }
    endResetModel();
}

void DocumentModel::setMarks(const QList<NodeId> &nodes)
{
    const QSet<NodeId> before = m_marks;
    m_marks = QSet<NodeId>(nodes.begin(), nodes.end());
    for (const NodeId node : before) {
        if (!m_marks.contains(node))
            tellMark(node);
    }
    for (const NodeId node : std::as_const(m_marks)) {
        if (!before.contains(node))
            tellMark(node);
    }
}

void DocumentModel::tellMark(NodeId node)
{
    if (const QModelIndex index = indexOf(node); index.isValid())
        Q_EMIT dataChanged(index, index, {MarkRole});
}

NodeId DocumentModel::node(const QModelIndex &index) const
{
    return index.isValid() ? NodeId(index.internalId()) : 0;
}

QModelIndex DocumentModel::indexOf(NodeId node) const
{
    if (node >= m_rows.size() || m_rows[node] < 0)
        return {};
    return createIndex(m_rows[node], 0, quintptr(node));
}

QModelIndex DocumentModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, 0, quintptr(m_children[node(parent)][size_t(row)]));
}

QModelIndex DocumentModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(m_page->document.node(node(child)).parent) : QModelIndex();
}

int DocumentModel::rowCount(const QModelIndex &parent) const
{
    return m_children.empty() ? 0 : int(m_children[node(parent)].size());
}

int DocumentModel::columnCount(const QModelIndex &) const
{
    return 1;
}

QString DocumentModel::text(NodeId node) const
{
    const core::Document &document = m_page->document;
    const core::Document::Node &data = document.node(node);
    switch (data.type) {
    case NodeType::Text:
        return shownText(data.text);
    case NodeType::Comment:
        return u"<!-- "_s + shownText(data.text) + u" -->"_s;
    case NodeType::Doctype:
        return u"<!doctype "_s + shownText(data.text) + u'>';
    case NodeType::TemplateContent:
        return u"#content"_s;
    case NodeType::Document:
        return {};
    case NodeType::Element:
        break;
    }
    QString tag = u'<' + shownText(data.text);
    for (const core::Attribute &attribute : document.attributes(node)) {
        tag += u' ' + shownText(attribute.name);
        if (!attribute.value.empty())
            tag += u"=\""_s + shownText(attribute.value) + u'"';
    }
    return tag + u'>';
}

QVariant DocumentModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const NodeId id = node(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(id);
    case MarkRole:
        return m_marks.contains(id);
    case ToneRole:
        switch (m_page->document.node(id).type) {
        case NodeType::Element:
            return int(Tone::Info);
        case NodeType::Text:
        case NodeType::Document:
            return int(Tone::Plain);
        case NodeType::Comment:
        case NodeType::Doctype:
        case NodeType::TemplateContent:
            return int(Tone::Muted);
        }
        return {};
    default:
        return {};
    }
}

} // namespace sluice::ui
