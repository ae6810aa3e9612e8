// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/readupto.h"

#include <QIODevice>

#include <algorithm>

namespace sluice::core {

QByteArray readUpTo(QIODevice &device, qint64 most)
{
    constexpr qint64 pieceBytes = qint64(1) << 20;
    QByteArray bytes;
    if (!device.isSequential())
        bytes.reserve(std::min(most, device.size() - device.pos()));
    while (bytes.size() < most) {
        const QByteArray piece = device.read(std::min(pieceBytes, most - bytes.size()));
        if (piece.isEmpty())
            break;
        bytes += piece;
    }
    return bytes;
}

} // namespace sluice::core
