// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <string_view>

namespace sluice::core {

enum class ScriptLanguage { JavaScript, Json, LdJson, Unknown };

/// What the script element's type or language attribute says (HTML Standard, 4.12.1; MIME Sniffing, 4.6). A type that
/// ends with a JavaScript type counts as one, since optimisers put words before it to delay the script.
[[nodiscard]] ScriptLanguage scriptLanguage(const Document &document, NodeId script);

/// `text` without the comment or CDATA marks that old pages and XHTML wrap around scripts, alone or in comments.
[[nodiscard]] std::string_view unwrappedScript(std::string_view text);

/// Whether it is a script element, of HTML or in a drawing.
[[nodiscard]] bool isScriptElement(const Document &document, NodeId id);

} // namespace sluice::core
