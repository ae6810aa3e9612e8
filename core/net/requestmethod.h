// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

/// What methods and contents mean for whoever sends requests (RFC 9110, section 9).
namespace sluice::core {

/// Whether asking again has the same effect as asking once (RFC 9110, 9.2.2): GET, HEAD, OPTIONS, PUT and DELETE.
[[nodiscard]] bool isIdempotent(QByteArrayView method);

/// Whether content can go with `method`; that of GET and HEAD means nothing to servers (RFC 9110, 9.3.1).
[[nodiscard]] bool mayHaveContent(QByteArrayView method);

/// Why no request with this method and content is sent, to stand after a colon; empty where it is. A method is a token
/// (RFC 9110, 5.6.2) without small letters; CONNECT and TRACE are not for pages (9.3.6, 9.3.8).
[[nodiscard]] QString methodFault(QByteArrayView method, bool hasContent);

/// How the address that an answer with `status` leads to is asked for (RFC 9110, 15.4; the Fetch standard, HTTP-redirect
/// fetch): after 303 with GET unless it was HEAD, after 301 and 302 with GET where it was POST, else as before.
/// Where the method changes, the content does not go with it.
[[nodiscard]] QByteArray methodAfterRedirect(int status, const QByteArray &method);

/// Whether what came may be asked for once more: always where `method` is idempotent, else only where the request was
/// surely not processed, as no connection stood, or the answer says so (429, 503).
[[nodiscard]] bool mayBeAskedAgain(QByteArrayView method, const FetchResult &result);

/// The Content-Type of content whose sender names none. What is made of name=value pairs alone, with & between them and
/// only what the URL standard's urlencoded serializer writes, is application/x-www-form-urlencoded; an object or array
/// of JSON is application/json; all else is text/plain in UTF-8.
[[nodiscard]] QByteArray defaultContentType(const QByteArray &content);

/// Whether `name` is that of a header which says what content is (Content-Type, Content-Encoding, Content-Language and
/// Content-Location) and means nothing without one.
[[nodiscard]] bool isContentHeader(const QByteArray &name);

} // namespace sluice::core
