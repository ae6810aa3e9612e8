// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QUrl>

namespace sluice::ui {

/// The address that a person means who typed this; the error says why the browser does not go there.
[[nodiscard]] core::Result<QUrl, QString> typedAddress(const QString &typed);

/// Whether a page may be shown from there: the web and what a page itself makes, never files, resources of the program
/// or Chromium's own pages. A page's frames may also be data.
[[nodiscard]] bool isReachable(const QUrl &url, bool isMainFrame = true);

/// Whether a page may load anything from there.
[[nodiscard]] bool isLoadable(const QUrl &url);

/// "https://host:port" of an address, for what is kept by site.
[[nodiscard]] QString siteOf(const QUrl &url);

} // namespace sluice::ui
