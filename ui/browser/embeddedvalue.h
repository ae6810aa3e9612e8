// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/embeddeddata.h"

#include <QString>

namespace sluice::ui {

/// A value found in the data of a page's scripts.
struct EmbeddedValue
{
    QString rule;  ///< "json:.offers.price"; empty: it stands nowhere
    QString value; ///< as it stands there

    bool operator==(const EmbeddedValue &) const = default;
};

/// Where the text that a page shows stands in the data of its scripts: the same text, else the same number.
[[nodiscard]] EmbeddedValue findEmbeddedValue(const QList<core::EmbeddedBlock> &blocks, const QString &shown);

} // namespace sluice::ui
