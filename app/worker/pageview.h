// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/workertypes.h"
#include "core/html/document.h"
#include "core/html/selector.h"
#include "core/html/xmlmirror.h"
#include "core/html/xpath.h"
#include "core/url/weburl.h"

#include <QHash>

#include <optional>

namespace sluice::app {

/// The selectors and expressions of a program, compiled once for all its pages.
class SelectorCache final
{
public:
    using CompiledSelector = core::Result<core::Selector, core::SelectorFailure>;
    using CompiledXPath = core::Result<core::XPath, core::XPathFailure>;

    /// Both live until the next call.
    [[nodiscard]] const CompiledSelector &selector(const QString &text);
    [[nodiscard]] const CompiledXPath &xpath(const QString &text);

private:
    QHash<QString, CompiledSelector> m_selectors;
    QHash<QString, CompiledXPath> m_xpaths;
};

/// What user code asks of a page, found out when it asks.
class PageView final
{
public:
    /// Both must live as long.
    PageView(const core::WorkerPage &page, SelectorCache &selectors)
        : m_page(page)
        , m_selectors(selectors)
    {}

    [[nodiscard]] const core::WorkerPage &page() const { return m_page; }
    [[nodiscard]] const core::Document &document();
    /// The text that a reader would see, folded: of the body, without scripts and styles.
    [[nodiscard]] QByteArray text();
    /// By name in any case; null where there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// What relative URLs resolve against; empty where the page has no address.
    [[nodiscard]] const core::WebUrl &base();
    [[nodiscard]] core::Result<QList<core::NodeId>, QString> select(const QString &selector, core::NodeId within);
    [[nodiscard]] core::Result<core::XPathValue, QString> evaluate(const QString &expression, core::NodeId context);
    /// Whether the page itself is JSON by its Content-Type.
    [[nodiscard]] bool isJson() const;

private:
    const core::WorkerPage &m_page;
    SelectorCache &m_selectors;
    std::optional<core::Document> m_document;
    std::optional<core::XmlMirror> m_mirror;
    std::optional<core::WebUrl> m_base;
};

} // namespace sluice::app
