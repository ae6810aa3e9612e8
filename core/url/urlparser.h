// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/percentencoding.h"
#include "core/url/weburl.h"

#include <optional>

namespace sluice::core {

/// The basic URL parser of the URL Standard for http and https, with the serialiser built in: it writes the text of
/// the URL in one pass. For one use.
class UrlParser final
{
public:
    /// `base` may be null; an empty base counts as none. Both must outlive the parser.
    UrlParser(QByteArrayView input, const WebUrl *base);

    /// The serialised URL without its fragment.
    [[nodiscard]] Result<QByteArray, UrlFailure> parse();

private:
    using Fault = std::optional<UrlFailure>;

    void clean();
    [[nodiscard]] Fault run();
    [[nodiscard]] Fault appendRelative();
    [[nodiscard]] Fault appendAuthorityAndRest(QByteArrayView scheme);
    void appendCredentials(QByteArrayView credentials);
    [[nodiscard]] Fault appendHostAndPort(QByteArrayView hostAndPort, bool isSecure);
    void appendPathAndQuery(QByteArrayView rest);
    void appendSegment(QByteArrayView segment, bool isLast);
    void appendBytes(QByteArrayView bytes) { m_out.append(bytes.data(), bytes.size()); }
    [[nodiscard]] UrlFailure fault(UrlFault kind, const QString &reason) const;

    QByteArrayView m_input; ///< as given, for messages
    QByteArrayView m_rest;  ///< what is still to be read
    const WebUrl *m_base;
    QByteArray m_cleaned; ///< the input without tabs and line breaks, where it had any
    UrlBuffer m_out;
    qsizetype m_pathStart = 0; ///< where the path begins in m_out
};

} // namespace sluice::core
