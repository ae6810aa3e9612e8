// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/democatalog.h"

#include "core/serve/demowords.h"

#include <algorithm>
#include <array>

namespace sluice::core {

namespace {

using namespace demo;

constexpr int categoryTotal = int(categoryWords.size());
constexpr int nounTotal = int(std::tuple_size_v<decltype(CategoryWords::nouns)>);
constexpr int pairTotal = nounTotal * int(seriesWords.size());
/// Has no factor in common with pairTotal (240), so that stepping by it meets every pair once.
constexpr int pairStep = 77;

/// One independent, evenly spread number for each item and purpose (the finaliser of SplitMix64).
quint64 mixed(int id, quint64 purpose)
{
    quint64 z = quint64(id) * 0x9E3779B97F4A7C15ULL + purpose * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

int pick(int id, quint64 purpose, int below)
{
    return int(mixed(id, purpose) % quint64(below));
}

template <size_t Size>
QByteArray word(const std::array<const char *, Size> &words, int id, quint64 purpose)
{
    return words.at(size_t(pick(id, purpose, int(Size))));
}

QByteArray twoDigits(int number)
{
    return QByteArray::number(number).rightJustified(2, '0');
}

int priceOf(int id)
{
    constexpr std::array endings = {0, 50, 90, 95};
    const int range = pick(id, 1, 10) < 7 ? 60 : 250; // most things are cheap
    return (3 + pick(id, 2, range)) * 100 + endings.at(size_t(pick(id, 3, int(endings.size()))));
}

QByteArray nameOf(int category, int position)
{
    const int pair = (position % pairTotal) * pairStep % pairTotal;
    const int round = position / pairTotal;
    QByteArray name = seriesWords.at(size_t(pair / nounTotal));
    name += ' ';
    name += categoryWords.at(size_t(category)).nouns.at(size_t(pair % nounTotal));
    if (round > 0)
        name += ' ' + QByteArray::number(round + 1);
    return name;
}

QByteArray skuOf(int category, int id)
{
    QByteArray sku = categoryWords.at(size_t(category)).code;
    return sku + '-' + QByteArray::number(id).rightJustified(6, '0');
}

QByteArray describe(const DemoItem &item)
{
    QByteArray opening = word(openingWords, item.id, 4);
    opening.replace("%1", item.name).replace("%2", item.material);
    return opening + ' ' + word(detailWords, item.id, 5) + ' ' + word(closingWords, item.id, 6);
}

} // namespace

QByteArray DemoItem::amount() const
{
    return QByteArray::number(cents / 100) + '.' + twoDigits(cents % 100);
}

QByteArray DemoItem::rating() const
{
    return QByteArray::number(ratingTenths / 10) + '.' + QByteArray::number(ratingTenths % 10);
}

DemoCatalog::DemoCatalog(int items)
    : m_items(std::max(0, items))
{}

int DemoCatalog::categoryCount()
{
    return categoryTotal;
}

QByteArray DemoCatalog::categoryName(int category)
{
    return categoryWords.at(size_t(category)).name;
}

QByteArray DemoCatalog::categorySlug(int category)
{
    return categoryWords.at(size_t(category)).slug;
}

std::optional<int> DemoCatalog::categoryOf(QByteArrayView slug)
{
    for (int category = 0; category < categoryTotal; ++category) {
        if (slug == categoryWords.at(size_t(category)).slug)
            return category;
    }
    return std::nullopt;
}

DemoItem DemoCatalog::item(int id) const
{
    DemoItem item;
    item.id = id;
    item.category = (id - 1) % categoryTotal;
    item.name = nameOf(item.category, (id - 1) / categoryTotal);
    item.slug = item.name.toLower().replace(' ', '-');
    item.sku = skuOf(item.category, id);
    item.cents = priceOf(id);
    item.isInStock = pick(id, 7, 100) < 86;
    item.ratingTenths = 25 + pick(id, 8, 26);
    item.reviews = 3 + pick(id, 9, 400);
    item.material = word(materialWords, id, 10);
    item.description = describe(item);
    return item;
}

int DemoCatalog::itemsIn(int category) const
{
    return (m_items - category + categoryTotal - 1) / categoryTotal;
}

QList<int> DemoCatalog::idsIn(int category, int first, int count) const
{
    QList<int> ids;
    const int last = std::min(first + count, itemsIn(category));
    for (int position = first; position < last; ++position)
        ids.append(position * categoryTotal + category + 1);
    return ids;
}

QList<int> DemoCatalog::search(const QByteArray &query, int limit) const
{
    const QList<QByteArray> words = query.toLower().simplified().split(' ');
    QList<int> ids;
    for (int id = 1; id <= m_items && ids.size() < limit; ++id) {
        const int category = (id - 1) % categoryTotal;
        const QByteArray name = nameOf(category, (id - 1) / categoryTotal);
        const QByteArray text = QByteArray(name + ' ' + skuOf(category, id) + ' ' + categoryName(category)).toLower();
        if (std::all_of(words.begin(), words.end(), [&](const QByteArray &each) { return text.contains(each); }))
            ids.append(id);
    }
    return ids;
}

} // namespace sluice::core
