// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace sluice::core {

/// Whom browsers become where root starts them: nobody. 0 where this program is not root's, and they stay who it is.
[[nodiscard]] uint browserUser();

/// In a child process before its program starts: becomes that user, with no group but the user's own. 0 changes nothing.
/// False where the system forbids it.
bool becomeUser(uint user);

/// Whether Chromium's sandbox works for whoever browsers run as: it is made of namespaces, which neither root may use
/// with it nor everybody on every system. Asks a child process, once.
[[nodiscard]] bool hasBrowserSandbox();

} // namespace sluice::core
