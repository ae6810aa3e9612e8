// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace sluice::core {

/// How proxies are checked.
struct CheckSettings
{
    QString testUrl;        ///< 200 from it is alive; empty = the first judge that answers
    QStringList judges;     ///< addresses of judges (see proxyjudge.h), asked in this order; empty = anonymity and exit
                            ///< stay unknown, except of proxies on loopback, which an embedded judge sees
    int concurrency = 20;   ///< 1 … 200
    int timeoutMs = 10'000; ///< for each request of a check; 1,000 … 120,000
    QByteArray userAgent;   ///< empty = the honest one
    QByteArray extraCaPem;  ///< further trusted certificates; the fetcher has to be given them as well
    /// Further addresses that give this machine away, besides the one that judges see and those of its interfaces.
    QStringList ownAddresses;
    /// The test URL is also asked from this machine's own address, in every run: so a test URL that is itself in trouble
    /// is told from dead proxies, changed pages and foreign certificates are noticed (a few times: twice at first, and
    /// when something odd comes through a proxy). Judges always are.
    bool isTestUrlAskedDirectly = true;

    bool operator==(const CheckSettings &) const = default;
};

/// How far a run of checks has come.
struct CheckProgress
{
    int total = 0;
    int done = 0;
    int alive = 0;
    int dead = 0;
    double perSecond = 0;
    bool isRunning = false;

    bool operator==(const CheckProgress &) const = default;
};

/// What one check found.
struct CheckVerdict
{
    /// Alive, Dead, or Unsupported; Unchecked where there was nothing to check against.
    ProxyState state = ProxyState::Dead;
    /// As its type is used: plain requests for Http, a tunnel for Https (CONNECT) and Socks5.
    Anonymity anonymity = Anonymity::Unknown;
    Anonymity tunnelAnonymity = Anonymity::Unknown; ///< through a tunnel, also of an Http one that has it
    int connectMs = -1;
    int firstByteMs = -1;
    int totalMs = -1;
    QString exitAddress;
    bool isIntercepting = false;
    QString reason; ///< why it is dead, or what is odd or gives the client away; empty = alive and well
    qint64 atUtcMs = 0;

    bool operator==(const CheckVerdict &) const = default;
};

} // namespace sluice::core
