// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sluice::core {

/// Keeps Qt's warnings about HTTP/2 connections, which servers end as they like, off standard error: what matters of
/// them is the page's error already. First thing in main(); leaves it to QT_LOGGING_RULES where that is set.
void quietNetworkLog();

} // namespace sluice::core
