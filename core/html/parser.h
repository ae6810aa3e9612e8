// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QByteArray>

namespace sluice::core {

struct ParseOptions
{
    bool isScripting = false; ///< the scripting flag: <noscript> holds text
    /// Context element for the fragment algorithm ("div", "svg path", "math mi"); empty parses a whole document.
    QByteArray fragmentContext;
    int depthCap = 512;          ///< as in browsers; deeper elements are flattened at the cap
    qint64 memoryFactor = 20;    ///< bytes of tree per byte of input …
    qint64 memoryBase = 8 << 20; ///< … plus this many
};

/// Parses an HTML document (HTML Standard, section 13.2) from UTF-8. Never fails and never hangs: over the memory cap
/// the page is read for links and text only, and notes() says so. For a fragment, the nodes are root()'s children.
[[nodiscard]] Document parseHtml(const QByteArray &utf8, const ParseOptions &options = {});

} // namespace sluice::core
