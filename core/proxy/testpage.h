// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

namespace sluice::core {

/// What of an answer's body is compared. IP addresses in it count as equal: pages that tell the client its own are
/// popular test URLs.
struct PageMark
{
    QByteArray digest; ///< empty where the body was cut or cannot be decoded
    QByteArray title;  ///< of an HTML page, as it stands there, without space around it
    qint64 bytes = 0;
    bool isPage = false; ///< HTML

    bool operator==(const PageMark &) const = default;
};
[[nodiscard]] PageMark pageMarkOf(const FetchResponse &response);

/// The test URL's page as it is without a proxy. Where answers differ from each other there already, only what they
/// have in common is asked of those through proxies.
class TestPage final
{
public:
    /// Another direct answer of status 200.
    void add(const PageMark &direct);
    [[nodiscard]] bool isKnown() const { return m_answers > 0; }
    [[nodiscard]] int answers() const { return m_answers; }
    [[nodiscard]] bool isVarying() const { return m_isVarying; }
    /// Why `seen` is not that page ("a captive page instead …"); empty where it may well be, or where there is nothing
    /// to compare it with.
    [[nodiscard]] QString differenceOf(const PageMark &seen) const;

private:
    [[nodiscard]] bool isLike(const PageMark &seen) const;

    int m_answers = 0;
    PageMark m_first;
    bool m_isVarying = false;
    bool m_isTitleVarying = false;
    qint64 m_least = 0; ///< bytes
    qint64 m_most = 0;
};

} // namespace sluice::core
