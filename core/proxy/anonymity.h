// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/judgeanswer.h"
#include "core/store/proxyrecords.h"

namespace sluice::core {

/// What a server learns of the client, and from what.
struct AnonymityFinding
{
    Anonymity anonymity = Anonymity::Unknown;
    QString evidence; ///< "X-Forwarded-For gives this machine's address away: 192.0.2.7"; empty of elite ones

    bool operator==(const AnonymityFinding &) const = default;
};

/// Judges by what the judge saw. Transparent: it was asked from one of the `own` addresses, or one stands in the value
/// of a header of any name. Anonymous: a header tells of a proxy (see proxyheaders.h). Else elite. Headers that arrived
/// as they stand in `sent` count for nothing, so that a judge on this machine is not found in Host.
[[nodiscard]] AnonymityFinding judgeAnonymity(const JudgeAnswer &answer, const Headers &sent,
                                              const QList<QHostAddress> &own);

/// The addresses of this machine's interfaces, plain, without those that every machine has (loopback, link-local).
[[nodiscard]] QList<QHostAddress> interfaceAddresses();

} // namespace sluice::core
