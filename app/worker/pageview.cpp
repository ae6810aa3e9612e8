// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/pageview.h"

#include "core/extract/orderedjson.h"
#include "core/html/links.h"
#include "core/html/parser.h"
#include "core/html/whitespace.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qsizetype mostSelectors = 512;

bool isUnread(const core::Document &document, core::NodeId id)
{
    return document.isElement(id, "script") || document.isElement(id, "style") || document.isElement(id, "noscript");
}

template <typename T, typename E>
const core::Result<T, E> &compiled(QHash<QString, core::Result<T, E>> &cache, const QString &text)
{
    const auto found = cache.constFind(text);
    if (found != cache.constEnd())
        return *found;
    // Only a program that makes selectors up comes here.
    if (cache.size() >= mostSelectors)
        cache.clear();
    return *cache.insert(text, T::compile(text));
}

} // namespace

const SelectorCache::CompiledSelector &SelectorCache::selector(const QString &text)
{
    return compiled(m_selectors, text);
}

const SelectorCache::CompiledXPath &SelectorCache::xpath(const QString &text)
{
    return compiled(m_xpaths, text);
}

const core::Document &PageView::document()
{
    if (!m_document)
        m_document = core::parseHtml(m_page.content);
    return *m_document;
}

QByteArray PageView::text()
{
    const core::Document &page = document();
    const core::NodeId body = page.firstElement("body");
    const core::NodeId within = body == core::noNode ? page.root() : body;
    QByteArray all;
    for (core::NodeId id = page.nextInTree(within, within); id != core::noNode;) {
        if (page.node(id).type == core::NodeType::Text)
            all.append(page.node(id).text.data(), qsizetype(page.node(id).text.size()));
        id = isUnread(page, id) ? page.nextSkippingChildren(id, within) : page.nextInTree(id, within);
    }
    return core::foldWhiteSpace(core::viewOf(all));
}

QByteArray PageView::header(QByteArrayView name) const
{
    for (const auto &[each, value] : m_page.headers) {
        if (each.compare(name, Qt::CaseInsensitive) == 0)
            return value.isNull() ? QByteArray("") : value;
    }
    return {};
}

const core::WebUrl &PageView::base()
{
    if (!m_base) {
        const auto url = core::WebUrl::parse(m_page.url);
        m_base = url ? core::documentBase(document(), *url) : core::WebUrl();
    }
    return *m_base;
}

core::Result<QList<core::NodeId>, QString> PageView::select(const QString &selector, core::NodeId within)
{
    const auto &compiled = m_selectors.selector(selector);
    if (!compiled)
        return tl::make_unexpected(u"selector '%1': %2"_s.arg(selector.left(200), compiled.error().detail));
    return compiled->selectAll(document(), within);
}

core::Result<core::XPathValue, QString> PageView::evaluate(const QString &expression, core::NodeId context)
{
    const auto &compiled = m_selectors.xpath(expression);
    const auto failed = [&expression](const QString &detail) {
        return tl::make_unexpected(u"XPath '%1': %2"_s.arg(expression.left(200), detail));
    };
    if (!compiled)
        return failed(compiled.error().detail);
    if (!m_mirror)
        m_mirror.emplace(document());
    const auto value = compiled->evaluate(*m_mirror, context);
    if (!value)
        return failed(value.error().detail);
    return *value;
}

bool PageView::isJson() const
{
    const QByteArray type = header("content-type").toLower();
    const QByteArray essence = type.split(';').constFirst().trimmed();
    return core::isJsonType(essence);
}

} // namespace sluice::app
