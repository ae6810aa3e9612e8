// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QMetaType>
#include <QUrl>

namespace sluice::core {

enum class UrlFault {
    Empty,       ///< nothing but white space
    OtherScheme, ///< parses, but is neither http nor https (mailto:, javascript:, data:, file:, …)
    Relative,    ///< no scheme and no base to resolve against
    Host,        ///< missing, forbidden code point, bad IDNA label, bad IPv4 or IPv6 address
    Port,        ///< not a number or above 65,535
    TooLong,     ///< over 8,192 bytes when serialised
};
using UrlFailure = Failure<UrlFault>;

/// An http or https URL in the one spelling that the WHATWG URL Standard gives it: lower-case scheme and host (IDNA
/// processed), default port dropped, dot segments removed, percent-encoding as the standard's sets say, fragment
/// dropped. Equal URLs have equal text; parsing the text again yields the same text.
class WebUrl final
{
public:
    /// Bytes of text(): what is longer is refused.
    static constexpr qsizetype maximumLength = 8192;

    WebUrl() = default;

    /// Parses an absolute URL (bytes are UTF-8).
    [[nodiscard]] static Result<WebUrl, UrlFailure> parse(QByteArrayView input);

    /// Parses `reference` with this URL as its base (section "URL parsing" with base).
    [[nodiscard]] Result<WebUrl, UrlFailure> resolve(QByteArrayView reference) const;

    /// Takes `text` as it is. Only for what text() gave earlier (the project file); what cannot be such a text gives an
    /// empty URL.
    [[nodiscard]] static WebUrl fromNormalized(QByteArray text);

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty(); }
    /// The serialisation, ASCII.
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] QString toString() const { return QString::fromLatin1(m_text); }
    /// For Qt Network: carries text()'s bytes as far as QUrl can. It decodes escapes of letters, digits and "-._~",
    /// writes the others in upper case and a '%' that encodes nothing as "%25"; it is invalid for a few odd hosts that
    /// no name server knows ("..", "xn--", quotes).
    [[nodiscard]] QUrl toQUrl() const;

    [[nodiscard]] bool isSecure() const;
    /// "http" or "https".
    [[nodiscard]] QByteArrayView scheme() const;
    [[nodiscard]] bool hasCredentials() const;
    /// Host as serialised; an IPv6 address stands in brackets.
    [[nodiscard]] QByteArrayView host() const;
    /// The port in use, the scheme's default included.
    [[nodiscard]] quint16 port() const;
    /// scheme://host[:port], the port only where it is not the default: what the per-host gate and robots.txt go by.
    [[nodiscard]] QByteArray origin() const;
    /// Begins with '/'; without query.
    [[nodiscard]] QByteArrayView path() const;
    /// After '?', empty if there is none.
    [[nodiscard]] QByteArrayView query() const;
    /// Path and, where there is one, '?' and query: what a request line and robots.txt see.
    [[nodiscard]] QByteArrayView pathAndQuery() const;

    friend bool operator==(const WebUrl &a, const WebUrl &b) { return a.m_text == b.m_text; }
    friend size_t qHash(const WebUrl &url, size_t seed = 0) { return qHash(url.m_text, seed); }

private:
    void findParts();

    QByteArray m_text;
    quint16 m_hostStart = 0;
    quint16 m_hostEnd = 0;
    quint16 m_pathStart = 0;
    quint16 m_queryStart = 0; ///< position of '?', or the text's length
};

} // namespace sluice::core

Q_DECLARE_METATYPE(sluice::core::WebUrl)
