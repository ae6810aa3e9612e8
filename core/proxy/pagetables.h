// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace sluice::core {

/// The cells of one table, nested tables apart.
struct PageTable
{
    QList<QStringList> rows; ///< a cell that spans columns is followed by empty ones
};

/// A page as a list reader sees it.
struct PageText
{
    QList<PageTable> tables;
    QString rest; ///< the text beside the tables, blocks and breaks as line breaks, textareas among it
};

/// Takes a page's tables and the text beside them. Time and memory grow with the page and nothing else.
[[nodiscard]] PageText readPage(const Document &document);

} // namespace sluice::core
