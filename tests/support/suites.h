// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sluice::test {

/// Path of a file in the public conformance data ($SLUICE_SUITES); empty where that is absent. Tests then skip:
/// `if (path.isEmpty()) QSKIP("SLUICE_SUITES is not set");`
[[nodiscard]] QString suitePath(const QString &relative);

/// Makes every Qt warning fail the running test function. Call it in init().
void failOnAnyWarning();

} // namespace sluice::test
