// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QByteArray>

namespace sluice::core {

/// `id` and what is below it as HTML text (HTML Standard, 13.3 "Serializing HTML fragments", the element itself
/// included).
[[nodiscard]] QByteArray outerHtml(const Document &document, NodeId id);

/// A CSS path that leads to exactly this element: "html > body > div:nth-child(2) > p:nth-child(1)".
[[nodiscard]] QByteArray cssPath(const Document &document, NodeId id);

/// The tree in the format of the html5lib test suite's #document sections ("| <html>" …), one line a node, each ended
/// by a line feed.
[[nodiscard]] QByteArray html5libTree(const Document &document);

} // namespace sluice::core
