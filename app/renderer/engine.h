// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sluice::app {

/// How the engine of this process runs.
struct EngineState
{
    bool isSandboxed = true;
    QString note; ///< why it is not

    bool operator==(const EngineState &) const = default;
};

/// Makes the process fit for Qt WebEngine; to be called before the application object exists, and once. As root it
/// becomes nobody, with `home` as its folder (empty: a new one), since Chromium's sandbox does not work for root. Where
/// the sandbox does not work either way it is switched off, and the state says why. Pages get no window: the offscreen
/// platform draws them, without a graphics card. `furtherFlags` are added to Chromium's own.
[[nodiscard]] EngineState prepareEngine(const QString &home, const QByteArray &furtherFlags = {});

/// Sends all that the engine sends, what goes to this machine as well, through an HTTP proxy at that port of this
/// machine. After prepareEngine(), and before the first page.
void useLocalProxy(quint16 port);

} // namespace sluice::app
