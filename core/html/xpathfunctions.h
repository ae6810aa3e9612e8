// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/xmltree.h"

#include <libxml/xpath.h>

namespace sluice::core {

/// Makes the functions that translateXPath() calls known to `context`, whose tree is `tree`: the rewritten axes, unions
/// and comparisons, id() and lang() by HTML's rules, and the core library's string functions, each of which first adds
/// what it is going to cost to the context's count of operations.
void addXPathFunctions(xmlXPathContext *context, XmlTree *tree);

} // namespace sluice::core
