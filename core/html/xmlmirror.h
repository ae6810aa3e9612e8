// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"
#include "core/html/xpath.h"

#include <memory>

namespace sluice::core {

/// A page as libxml2 sees it, so that its XPath engine can run on it: elements in no namespace under the names that the
/// parser gave them (HTML's in lower case), attributes (XLink's and XML's in their namespaces), texts and comments. The
/// doctype and the contents of templates are left out, and so is what goes beyond 1,000 comments in a row.
///
/// Built at the first use and only then, once for all expressions of a page. Reads the document, which must outlive it.
/// One thread at a time.
class XmlMirror final
{
public:
    /// Nodes and attributes together; for more no tree is built.
    static constexpr std::size_t maximumNodes = 2'000'000;
    /// What one expression may cost, in libxml2's operations (some 15 ns each), and what all on a page may.
    static constexpr unsigned long costLimit = 10'000'000;
    static constexpr unsigned long pageCostLimit = 200'000'000;
    /// What one may cost times the page's nodes if it has a step that libxml2 takes quadratic time for.
    static constexpr unsigned long slowCostLimit = 10'000'000'000;

    explicit XmlMirror(const Document &document);
    ~XmlMirror();
    XmlMirror(XmlMirror &&) noexcept;
    XmlMirror &operator=(XmlMirror &&) = delete;

    [[nodiscard]] const Document &document() const { return *m_document; }

private:
    friend class XPath;
    struct Engine;

    [[nodiscard]] Result<XPathValue, XPathFailure> evaluate(const std::shared_ptr<const XPathProgram> &program,
                                                            NodeId context);

    const Document *m_document;
    std::unique_ptr<Engine> m_engine;
    unsigned long m_spent = 0;
    bool m_isTooLarge = false;
};

} // namespace sluice::core
