// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/links.h"

#include "core/html/whitespace.h"

#include <QSet>

#include <algorithm>

namespace sluice::core {

namespace {

constexpr std::size_t longestRefusedText = 2'048;

/// The node after `id`. Contents of templates are passed over as browsers do not show them, except where they are a
/// declarative shadow root, which browsers do show.
NodeId nextShown(const Document &document, NodeId id)
{
    NodeId following = document.next(id);
    while (following != noNode && document.node(following).type == NodeType::TemplateContent &&
           !document.hasAttribute(document.node(following).parent, "shadowrootmode"))
        following = document.nextSkippingChildren(following);
    return following;
}

/// The attribute in which an element of that name has its link; empty where it has none.
std::string_view linkAttribute(const Document::Node &node)
{
    const std::string_view name = node.text;
    if (name == "a" || (name == "area" && node.ns == NodeNamespace::Html))
        return node.ns == NodeNamespace::MathMl ? std::string_view() : "href";
    const bool isFrame = node.ns == NodeNamespace::Html && (name == "frame" || name == "iframe");
    return isFrame ? "src" : std::string_view();
}

std::string_view xlinkHref(const Document &document, NodeId id)
{
    for (const Attribute &attribute : document.attributes(id)) {
        if (attribute.ns == AttributeNamespace::XLink && attribute.name == "href")
            return attribute.value;
    }
    return {};
}

/// What the element links to, trimmed; null data() where it does not link. An empty src is no link (about:blank).
std::string_view linkOf(const Document &document, NodeId id)
{
    const Document::Node &node = document.node(id);
    const std::string_view name = linkAttribute(node);
    if (name.empty())
        return {};
    std::string_view link = document.attribute(id, name);
    if (!link.data() && node.ns == NodeNamespace::Svg)
        link = xlinkHref(document, id);
    const std::string_view trimmed = trimHtmlSpace(link);
    return trimmed.empty() && name == "src" ? std::string_view() : trimmed;
}

QByteArrayView bytesOf(std::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

/// At most 2,048 bytes, not cut inside a character.
QByteArray cutText(std::string_view text)
{
    std::size_t size = std::min(text.size(), longestRefusedText);
    while (size < text.size() && size > 0 && (std::uint8_t(text[size]) & 0xc0U) == 0x80U)
        --size;
    return QByteArray(text.data(), qsizetype(size));
}

/// Resolves each spelling once. Fragments are dropped from URLs, so what differs only there is looked up, not resolved.
class LinkCollector final
{
public:
    explicit LinkCollector(const WebUrl &base)
        : m_base(base)
    {}

    void add(std::string_view link)
    {
        const std::string_view reference = link.substr(0, link.find('#'));
        if (m_accepted.contains(bytesOf(reference)) || m_refused.contains(bytesOf(link)))
            return;
        Result<WebUrl, UrlFailure> url = m_base.resolve(bytesOf(reference));
        if (url)
            accept(reference, *std::move(url));
        else
            refuse(link, std::move(url).error());
    }

    [[nodiscard]] FoundLinks take() { return std::move(m_found); }

private:
    void accept(std::string_view reference, WebUrl url)
    {
        m_accepted.insert(bytesOf(reference));
        if (m_targets.contains(url))
            return;
        m_targets.insert(url);
        m_found.web.append(std::move(url));
    }

    void refuse(std::string_view link, UrlFailure reason)
    {
        m_refused.insert(bytesOf(link));
        QByteArray text = cutText(link);
        if (m_refusedTexts.contains(text))
            return;
        m_refusedTexts.insert(text);
        m_found.refused.append({std::move(text), std::move(reason)});
    }

    const WebUrl &m_base;
    QSet<QByteArrayView> m_accepted; ///< references as written, without fragment
    QSet<QByteArrayView> m_refused;
    QSet<WebUrl> m_targets;
    QSet<QByteArray> m_refusedTexts;
    FoundLinks m_found;
};

} // namespace

WebUrl documentBase(const Document &document, const WebUrl &url)
{
    for (NodeId id = document.root(); id != noNode; id = document.nextInTree(id)) {
        if (!document.isElement(id, "base") || !document.hasAttribute(id, "href"))
            continue;
        const Result<WebUrl, UrlFailure> base = url.resolve(bytesOf(trimHtmlSpace(document.attribute(id, "href"))));
        return base ? *base : url;
    }
    return url;
}

FoundLinks findLinks(const Document &document, const WebUrl &url)
{
    const WebUrl base = documentBase(document, url);
    LinkCollector collector(base);
    for (NodeId id = document.root(); id != noNode; id = nextShown(document, id)) {
        if (!document.isElement(id))
            continue;
        const std::string_view link = linkOf(document, id);
        if (link.data())
            collector.add(link);
    }
    return collector.take();
}

} // namespace sluice::core
