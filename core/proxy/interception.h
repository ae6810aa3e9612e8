// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslCertificate>

namespace sluice::core {

/// The certificates a server showed, its own first, and why they are not trusted (empty = they are).
struct ShownCertificates
{
    QList<QSslCertificate> chain;
    QString distrust;

    bool operator==(const ShownCertificates &) const = default;
};

/// How what was shown through a proxy tells that somebody reads along, compared with what the server shows directly;
/// empty where it does not. The same certificate never tells, and another one of the same issuer, as servers that share
/// a name have, only if it is not trusted while the direct one is. Empty also where either side showed nothing.
[[nodiscard]] QString interceptionIn(const ShownCertificates &direct, const ShownCertificates &proxied);

} // namespace sluice::core
