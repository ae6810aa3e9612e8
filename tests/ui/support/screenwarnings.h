// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRegularExpression>
#include <QTest>

namespace sluice::test {

/// As failOnAnyWarning(), but for what the offscreen platform says of every window that is shown.
inline void failOnScreenWarnings()
{
    static const QRegularExpression others(QStringLiteral("^(?!This plugin does not support propagateSizeHints)"));
    QTest::failOnWarning(others);
}

} // namespace sluice::test
