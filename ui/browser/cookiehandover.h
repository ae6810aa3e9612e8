// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/secretstore.h"
#include "core/crawl/crawlspec.h"

#include <QNetworkCookie>

class QUrl;

namespace sluice::ui {

/// Puts the values of these cookies of `url`'s site into the store of secrets, and names them for a crawl. A cookie
/// that the store does not take is left out.
[[nodiscard]] QList<core::SpecCookie> handOver(const QList<QNetworkCookie> &cookies, const QUrl &url,
                                               core::SecretStore &secrets);

} // namespace sluice::ui
