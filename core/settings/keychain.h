// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace sluice::core {

enum class KeychainFault {
    Missing,   ///< no entry of this name, or it stayed locked and the service does not tell the two apart
    NoService, ///< no secret service answers, or it cannot be used
    Denied,    ///< locked and not unlocked, or access refused
    Late,      ///< no answer in time: it may be waiting to be unlocked
};
using KeychainFailure = Failure<KeychainFault>;
using KeychainRead = Result<QByteArray, KeychainFailure>;
using KeychainDone = Result<void, KeychainFailure>;

/// Port: the place of the system that keeps secrets, which may ask its user to unlock it before it answers. Callable
/// from any thread; use the futures with whenDone(). No detail of a failure repeats a value.
class Keychain
{
public:
    virtual ~Keychain() = default;

    [[nodiscard]] virtual QFuture<KeychainRead> read(const QString &name) = 0;
    [[nodiscard]] virtual QFuture<KeychainDone> write(const QString &name, const QByteArray &value) = 0;
    /// Also done where there is no entry of this name.
    [[nodiscard]] virtual QFuture<KeychainDone> forget(const QString &name) = 0;
};

} // namespace sluice::core
