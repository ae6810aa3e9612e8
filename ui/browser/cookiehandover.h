// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"
#include "core/settings/secretdesk.h"

#include <QNetworkCookie>

class QUrl;

namespace sluice::ui {

/// Keeps the values of these cookies of `url`'s site as secrets until the program ends, and names them for a crawl. A
/// cookie whose name is too long for that is left out.
[[nodiscard]] QList<core::SpecCookie> handOver(const QList<QNetworkCookie> &cookies, const QUrl &url,
                                               core::SecretDesk &secrets);

} // namespace sluice::ui
