// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"
#include "ui/fields/codeview.h"

#include <vector>

namespace sluice::ui {

/// Where each element of a document stands in the text it was parsed from: by node, from its start tag to its end tag.
/// Elements that the parser has added have an empty range. A document does not keep these places; they are found again
/// by the order of the tags, so that on a badly broken page a mark can be off.
[[nodiscard]] std::vector<ByteRange> mapSource(const core::Document &document, const QByteArray &source);

} // namespace sluice::ui
