// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QIODevice;

namespace sluice::core {

/// What comes from `device` until its end, `most` bytes at most; a failure stays with the device. Makes room for what
/// comes alone: QIODevice::read(most) makes it for all of `most` first.
[[nodiscard]] QByteArray readUpTo(QIODevice &device, qint64 most);

} // namespace sluice::core
