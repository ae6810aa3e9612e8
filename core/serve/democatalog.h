// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <optional>

namespace sluice::core {

/// One item of the demo shop. Texts are plain UTF-8.
struct DemoItem
{
    int id = 0; ///< counted from 1
    QByteArray name;
    QByteArray slug; ///< the name in the item's path
    QByteArray sku;
    int category = 0; ///< index
    int cents = 0;    ///< price, in euro cents
    bool isInStock = false;
    int ratingTenths = 0; ///< 25 … 50
    int reviews = 0;
    QByteArray material;
    QByteArray description;

    bool operator==(const DemoItem &) const = default;
    [[nodiscard]] QByteArray path() const { return "/item/" + QByteArray::number(id) + '-' + slug; }
    [[nodiscard]] QByteArray amount() const; ///< "24.90"
    [[nodiscard]] QByteArray rating() const; ///< "4.5"
};

/// The items of the demo shop. Each is computed from its number alone when asked for, so a catalogue of any size takes
/// no memory.
class DemoCatalog final
{
public:
    explicit DemoCatalog(int items);

    [[nodiscard]] int size() const { return m_items; }
    [[nodiscard]] static int categoryCount();
    [[nodiscard]] static QByteArray categoryName(int category);
    [[nodiscard]] static QByteArray categorySlug(int category);
    [[nodiscard]] static std::optional<int> categoryOf(QByteArrayView slug);

    /// `id` must be in 1 … size().
    [[nodiscard]] DemoItem item(int id) const;
    [[nodiscard]] int itemsIn(int category) const;
    /// The ids of up to `count` items of a category from position `first` on.
    [[nodiscard]] QList<int> idsIn(int category, int first, int count) const;
    /// The ids of the first `limit` items whose name, SKU or category has every word of `query` in it.
    [[nodiscard]] QList<int> search(const QByteArray &query, int limit) const;

private:
    int m_items = 0;
};

} // namespace sluice::core
