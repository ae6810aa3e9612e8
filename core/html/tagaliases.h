// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/markupscanner.h"

#include <string_view>

namespace sluice::core {

// libgumbo 0.10 treats some tags by older rules than the standard's. Such a tag is given to it under the name of one
// that it treats right, spelt in a way that tells afterwards what it was.

/// The name under which the parser should see the tag; empty where its own will do. A tag that is spelt like one of
/// these names by chance gets its ordinary spelling.
[[nodiscard]] std::string_view aliasOf(const MarkupToken &tag, bool isScripting);

/// The tag whose nesting rules hold for `tag`: its own, or that of its alias.
[[nodiscard]] GumboTag ruleTag(const MarkupToken &tag);

/// The name that stands behind a tag name as written in the parser's source; empty where it is no alias.
[[nodiscard]] std::string_view nameBehindAlias(std::string_view written);

} // namespace sluice::core
