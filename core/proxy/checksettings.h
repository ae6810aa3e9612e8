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
    QString testUrl;        ///< 200 from it is alive; empty = the first judge
    QStringList judges;     ///< addresses of judges (see ProxyJudge); empty = anonymity and exit stay unknown
    int concurrency = 20;   ///< 1 … 200
    int timeoutMs = 10'000; ///< for each request of a check; 1,000 … 120,000
    QByteArray userAgent;   ///< empty = the honest one
    QByteArray extraCaPem;  ///< further trusted certificates

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
    ProxyState state = ProxyState::Dead;
    Anonymity anonymity = Anonymity::Unknown;
    int connectMs = -1;
    int firstByteMs = -1;
    int totalMs = -1;
    QString exitAddress;
    bool isIntercepting = false;
    QString reason; ///< why it is dead or what is odd; empty = alive and well
    qint64 atUtcMs = 0;

    bool operator==(const CheckVerdict &) const = default;
};

} // namespace sluice::core
