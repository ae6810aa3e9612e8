// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/url/robots.h"

namespace sluice::core {

/// Reads the lines of a robots.txt into groups (RFC 9309, section 2.2). For one use.
class RobotsParser final
{
public:
    [[nodiscard]] RobotsFile parse(QByteArrayView text);

private:
    struct Line
    {
        QByteArray key; ///< lower case
        QByteArrayView value;
    };
    [[nodiscard]] static Line splitLine(QByteArrayView line);
    void readLine(QByteArrayView line);
    void addAgent(QByteArrayView value);
    void addRule(bool isAllow, QByteArrayView path);
    void setCrawlDelay(QByteArrayView value);

    RobotsFile m_file;
    bool m_isGroupClosed = true; ///< the next User-agent line begins a group
};

/// The product token at the start of `agent`: letters, digits, '-' and '_', in lower case.
[[nodiscard]] QByteArray robotsToken(QByteArrayView agent);

} // namespace sluice::core
