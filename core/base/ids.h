// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>

#include <compare>

namespace sluice::core {

/// A number that names one kind of thing and cannot be mistaken for another's. 0 is "none".
template <typename Tag>
struct Id
{
    qint64 value = 0;

    [[nodiscard]] bool isValid() const { return value != 0; }
    auto operator<=>(const Id &) const = default;
    friend size_t qHash(Id id, size_t seed = 0) { return ::qHash(id.value, seed); }
};

/// A crawl in its project, counted from 1.
using CrawlId = Id<struct CrawlTag>;
/// A row of the frontier (table urls), unique in its project.
using UrlId = Id<struct UrlTag>;
/// A row of table rows, unique in its project.
using RowId = Id<struct RowTag>;

} // namespace sluice::core

Q_DECLARE_METATYPE(sluice::core::CrawlId)
Q_DECLARE_METATYPE(sluice::core::UrlId)
Q_DECLARE_METATYPE(sluice::core::RowId)
