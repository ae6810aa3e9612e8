// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sluice::core {

/// Whom sluice-render becomes when root starts it: nobody and nogroup. Chromium's sandbox does not work for root.
inline constexpr unsigned renderUser = 65'534;

} // namespace sluice::core
