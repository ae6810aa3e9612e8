// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace sluice::core {

/// The registrable domain (public suffix plus one label) of an ASCII or UTF-8 host name by the Public Suffix List as
/// libpsl carries it; lower case. Empty for a public suffix itself, an IP address or a single unknown label.
[[nodiscard]] QByteArray registrableDomain(QByteArrayView host);

} // namespace sluice::core
