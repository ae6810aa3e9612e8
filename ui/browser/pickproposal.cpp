// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/browser/pickproposal.h"

#include "core/crawl/politedownload.h"
#include "core/extract/columnname.h"
#include "core/extract/embeddedjson.h"
#include "core/extract/orderedjson.h"
#include "core/extract/ruleparser.h"
#include "core/extract/selectorsuggestion.h"
#include "core/extract/workerjsonquery.h"
#include "core/html/encoding.h"
#include "core/html/parser.h"
#include "core/html/selector.h"
#include "ui/browser/embeddedvalue.h"

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::Document;
using core::NodeId;
using core::noNode;

namespace {

constexpr auto cssPrefix = "css:"_L1;
/// Attributes that hold what people look for.
constexpr const char *wantedAttributes[] = {"href", "src", "alt", "title", "value", "content", "datetime"};

QList<NodeId> found(const Document &document, const QString &selector)
{
    const auto compiled = core::Selector::compile(selector);
    return compiled ? compiled->selectAll(document) : QList<NodeId>();
}

/// Whether both are examples of one thing.
bool isSimilar(const Document &document, NodeId one, NodeId other)
{
    return one != noNode && one != other && document.node(one).text == document.node(other).text &&
           document.attribute(one, "class") == document.attribute(other, "class");
}

/// The row that is or holds the node; the document where none does.
NodeId rowAround(const Document &document, NodeId node, const QList<NodeId> &rows)
{
    for (NodeId at = node; at != noNode; at = document.node(at).parent) {
        if (rows.contains(at))
            return at;
    }
    return document.root();
}

bool isAddress(const QString &attribute)
{
    return attribute == "href"_L1 || attribute == "src"_L1;
}

/// What the rule gives in this row.
QString valueOf(const CrawledPage &page, const PickProposal &proposal, qsizetype row, core::WorkerPool *workers)
{
    core::ExtractionSpec spec;
    spec.row = proposal.rowRule;
    spec.fields = {proposal.field};
    const auto plan = core::ExtractionPlan::compile(spec);
    if (!plan)
        return {};
    std::unique_ptr<core::JsonQuery> json;
    if (workers)
        json = std::make_unique<core::WorkerJsonQuery>(*workers);
    const core::RuleParser parser(*plan, json.get(), core::embeddedJson);
    const core::ParserPage view{&page.document, page.url, page.source, false, page.status, {}};
    const QList<QJsonObject> rows = parser.parse({&view, 1}).value(0).rows;
    const QJsonValue value = rows.value(row).value(proposal.field.name);
    return value.isString() ? value.toString()
           : value.isNull() ? QString()
                            : QString::fromUtf8(core::jsonTextOf(value));
}

/// Makes the proposal for an element that the crawler has.
class Proposer final
{
public:
    Proposer(const CrawledPage &page, const Pick &pick, NodeId node)
        : m_page(page)
        , m_document(page.document)
        , m_pick(pick)
        , m_node(node)
    {}

    PickProposal make(core::WorkerPool *workers)
    {
        findRows();
        const NodeId row = rowAround(m_document, m_node, m_rows);
        if (row == m_document.root() && m_proposal.kind != PickProposal::Kind::Rows)
            m_proposal.rowRule.clear(); // beside the rows: a column of the page
        nameField(row);
        m_proposal.fetched = int(found(m_document, m_proposal.selector).size());
        m_proposal.value = valueOf(m_page, m_proposal, std::max<qsizetype>(0, m_rows.indexOf(row)), workers);
        return m_proposal;
    }

private:
    void findRows()
    {
        m_proposal.kind = PickProposal::Kind::Column;
        m_proposal.rowRule = m_pick.rowRule;
        if (m_pick.rowRule.startsWith(cssPrefix))
            m_rows = found(m_document, m_pick.rowRule.mid(cssPrefix.size()));
        const NodeId before = m_pick.previous ? locate(m_document, *m_pick.previous) : noNode;
        if (!m_rows.isEmpty() || !isSimilar(m_document, before, m_node))
            return;
        const QString selector = core::suggestRowSelector(m_document, before, m_node);
        const QList<NodeId> rows = found(m_document, selector);
        if (rows.size() < 2)
            return;
        m_proposal.kind = PickProposal::Kind::Rows;
        m_proposal.rowRule = cssPrefix + selector;
        m_rows = rows;
    }

    void nameField(NodeId row)
    {
        const QString within = row == m_node ? u":scope"_s : core::suggestSelector(m_document, m_node, row);
        const QString rowSelector = m_proposal.rowRule.mid(cssPrefix.size());
        m_proposal.selector = rowSelector.isEmpty()            ? within
                              : within.startsWith(":scope"_L1) ? rowSelector + within.mid(6)
                                                               : rowSelector + u' ' + within;
        m_proposal.field.name = core::suggestColumnName(m_document, m_node);
        m_proposal.field.rule = cssPrefix + within;
        for (const char *name : wantedAttributes) {
            if (m_document.hasAttribute(m_node, name))
                m_proposal.attributes.append(QString::fromLatin1(name));
        }
        const bool hasNoText = m_document.isElement(m_node, "img") || m_document.isElement(m_node, "input");
        const QString wanted = !m_pick.attribute.isEmpty() ? m_pick.attribute
                               : hasNoText                 ? m_proposal.attributes.value(0)
                                                           : QString();
        if (!m_proposal.attributes.contains(wanted))
            return;
        m_proposal.field.rule += u'@' + wanted + (isAddress(wanted) ? u" |> url"_s : QString());
        m_proposal.field.type = isAddress(wanted) ? core::ColumnType::Url : core::ColumnType::Text;
    }

    const CrawledPage &m_page;
    const Document &m_document;
    const Pick &m_pick;
    NodeId m_node;
    QList<NodeId> m_rows;
    PickProposal m_proposal;
};

PickProposal proposeData(const CrawledPage &page, const PickedElement &element, core::WorkerPool *workers)
{
    PickProposal proposal;
    proposal.kind = PickProposal::Kind::Scripted;
    const EmbeddedValue data = findEmbeddedValue(page.blocks, element.text);
    if (data.rule.isEmpty())
        return proposal;
    proposal.field.name = element.tag();
    proposal.field.rule = data.rule;
    const QString value = workers ? valueOf(page, proposal, 0, workers) : data.value;
    if (value != data.value)
        return proposal; // another piece of the page's data is in its way
    proposal.kind = PickProposal::Kind::Data;
    proposal.value = value;
    return proposal;
}

} // namespace

CrawledPagePtr makeCrawledPage(const core::DownloadedFile &file)
{
    auto page = std::make_shared<CrawledPage>();
    page->url = file.finalUrl;
    page->status = file.status;
    page->source = core::decodeToUtf8(file.body, core::sniffCharset(file.body, file.contentType));
    page->document = core::parseHtml(page->source);
    page->blocks = core::findEmbeddedData(page->document);
    return page;
}

PickProposal propose(const CrawledPage &page, const Pick &pick, core::WorkerPool *workers)
{
    const NodeId node = locate(page.document, pick.element);
    return node == noNode ? proposeData(page, pick.element, workers) : Proposer(page, pick, node).make(workers);
}

} // namespace sluice::ui
