// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sluice::core {

/// What a person means by an address: one without a scheme gets https://, or http:// where it names this machine, an IP
/// address or a port other than 443. Anything else stays as typed, so that what is wrong with it can be told.
[[nodiscard]] QString completedAddress(const QString &typed);

/// The host in an address, for names of crawls and files: "example.com"; empty if there is none.
[[nodiscard]] QString hostOf(const QString &address);

/// Takes user name and password out, so that a message never repeats them.
[[nodiscard]] QString withoutCredentials(QString text);

} // namespace sluice::core
