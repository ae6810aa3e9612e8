// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/arena.h"
#include "core/html/document.h"

#include <QByteArray>

namespace sluice::core {

/// What a document's string views point into: the source it was parsed from and the parser's memory.
class Document::Storage final
{
public:
    QByteArray source;
    Arena arena;
};

} // namespace sluice::core
