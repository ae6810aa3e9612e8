// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/pagesummary.h"

#include "core/html/whitespace.h"

namespace sluice::core {

namespace {

constexpr qsizetype longestText = 4'096;

QString cut(const QByteArray &utf8)
{
    // A character has at most four bytes, so that more of them cannot matter.
    QString text = QString::fromUtf8(utf8.left(4 * longestText));
    if (text.size() <= longestText)
        return text;
    text.truncate(longestText);
    if (text.back().isHighSurrogate())
        text.chop(1);
    return text;
}

bool hasRelation(std::string_view relations, std::string_view wanted)
{
    while (!relations.empty()) {
        std::size_t end = 0;
        while (end < relations.size() && !isHtmlSpace(relations[end]))
            ++end;
        if (equalsIgnoringCase(relations.substr(0, end), wanted))
            return true;
        relations.remove_prefix(std::min(end + 1, relations.size()));
    }
    return false;
}

/// Goes over the document once and takes the first of each thing.
class SummaryReader final
{
public:
    SummaryReader(const Document &document, const WebUrl &base)
        : m_document(document)
        , m_base(base)
    {}

    [[nodiscard]] PageSummary read()
    {
        for (NodeId id = m_document.root(); id != noNode && m_missing != 0; id = m_document.nextInTree(id)) {
            const Document::Node &node = m_document.node(id);
            if (node.type == NodeType::Element && node.ns == NodeNamespace::Html)
                readElement(id, node.text);
        }
        return m_summary;
    }

private:
    enum Part : unsigned { Title = 1, H1 = 2, Description = 4, Canonical = 8 };

    [[nodiscard]] bool take(Part part)
    {
        const bool isMissing = (m_missing & part) != 0;
        m_missing &= ~unsigned(part);
        return isMissing;
    }

    void readElement(NodeId id, std::string_view name)
    {
        if (name == "title" && take(Title))
            m_summary.title = cut(m_document.cleanText(id));
        else if (name == "h1" && take(H1))
            m_summary.h1 = cut(m_document.cleanText(id));
        else if (name == "meta" && isDescription(id) && take(Description))
            m_summary.description = cut(foldWhiteSpace(m_document.attribute(id, "content")));
        else if (name == "link" && hasRelation(m_document.attribute(id, "rel"), "canonical"))
            readCanonical(id);
    }

    [[nodiscard]] bool isDescription(NodeId id) const
    {
        return equalsIgnoringCase(trimHtmlSpace(m_document.attribute(id, "name")), "description") &&
               m_document.hasAttribute(id, "content");
    }

    void readCanonical(NodeId id)
    {
        const std::string_view href = trimHtmlSpace(m_document.attribute(id, "href"));
        if (href.empty() || !take(Canonical))
            return;
        const Result<WebUrl, UrlFailure> url = m_base.resolve(QByteArrayView(href.data(), qsizetype(href.size())));
        if (url)
            m_summary.canonical = url->toString().left(longestText);
    }

    const Document &m_document;
    const WebUrl &m_base;
    unsigned m_missing = Title | H1 | Description | Canonical;
    PageSummary m_summary;
};

} // namespace

PageSummary summarize(const Document &document, const WebUrl &base)
{
    return SummaryReader(document, base).read();
}

} // namespace sluice::core
