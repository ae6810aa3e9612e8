// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sluice::app {

/// JavaScript that is run in a page, in a world of its own, which the page's scripts cannot touch.

/// How many resources the page has loaded.
[[nodiscard]] QString countResources();
/// Whether an element matches; -1 where the selector is none.
[[nodiscard]] QString findElement(const QString &selector);
/// Clicks the first visible match; 1, 0 if there is none, -1 where the selector is none.
[[nodiscard]] QString clickElement(const QString &selector);
/// Scrolls to the end; the page's height in pixels.
[[nodiscard]] QString scrollToEnd();
/// Whether the document has been read to its end.
[[nodiscard]] QString isDocumentRead();
/// {firstByteMs, status, retryAfter}: when the document began to come, in ms from when it was asked for. With `isAsked`
/// the server is asked once more, for the head alone, for the other two; nothing else can see an answer's head that came
/// through a tunnel. Without, they are 0 and null.
[[nodiscard]] QString takeStatus(bool isAsked);
/// {type, url, text, firstByteMs}: the document's media type, its address, and its serialisation with doctype, or its
/// text where it is no markup. text is null for what has none, and `long` is true where it is over `cap` UTF-16 units.
[[nodiscard]] QString takeDocument(qint64 cap);

} // namespace sluice::app
