// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <libxml/xpath.h>

namespace sluice::core {

/// sluice-compare(operator, left, right), one of them a node set: XPath 1.0, section 3.4, in time linear in the texts.
void compareNodeSets(xmlXPathParserContext *parser, int count);

} // namespace sluice::core
