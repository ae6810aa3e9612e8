// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sluice::core {

/// Lets this process have as many files and connections open as the system allows it at most: many systems begin at
/// 1,024, which a list of a thousand hosts uses up. For the start of a program, before there are threads.
void raiseDescriptorLimit();

} // namespace sluice::core
