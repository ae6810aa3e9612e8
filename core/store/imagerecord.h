// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace sluice::core {

/// An image that a crawl saved: which URL became which file, so that a crawl that goes on need not ask again.
struct ImageRecord
{
    QByteArray url; ///< normalised, as the row named it (before redirects)
    QString folder; ///< absolute
    QString file;   ///< its name in there
    qint64 bytes = 0;
};

} // namespace sluice::core
