// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QByteArray>
#include <QList>

namespace sluice::core {

/// The data in a page's scripts as JSON texts, as findEmbeddedData() finds it, and at last one object of all that has a
/// name: {"window.data": …, "__NEXT_DATA__": …}. Of a name that stands there twice the first counts; of
/// empty ones and of more than 500 none do.
[[nodiscard]] QList<QByteArray> embeddedJson(const Document &document);

} // namespace sluice::core
