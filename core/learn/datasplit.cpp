// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/datasplit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace sluice::core {

namespace {

/// The places in SplitGround::rows that belong together.
using Places = std::vector<size_t>;

std::map<int, Places> placesBy(const std::vector<int> &keys, size_t count)
{
    std::map<int, Places> places;
    for (size_t i = 0; i < count; ++i)
        places[keys.empty() ? 0 : keys[i]].push_back(i);
    return places;
}

std::vector<RowList> rowsOf(const std::vector<Places> &parts, const RowList &rows)
{
    std::vector<RowList> lists;
    for (const Places &part : parts) {
        RowList list;
        for (const size_t place : part)
            list.push_back(rows[place]);
        std::sort(list.begin(), list.end());
        lists.push_back(std::move(list));
    }
    return lists;
}

/// Gives whole groups to parts so that each has its share of every stratum as nearly as can be: the largest first, each
/// to the part where the squares of what the parts hold grow least. A small part is not left empty.
class GroupDealing final
{
public:
    GroupDealing(const SplitGround &ground, std::vector<double> shares, SeededOrder &order)
        : m_ground(ground)
        , m_shares(std::move(shares))
        , m_held(m_shares.size())
        , m_parts(m_shares.size())
    {
        for (auto &[key, places] : placesBy(ground.groups, ground.rows.size()))
            m_groups.push_back(places);
        order.shuffle(m_groups);
        std::stable_sort(m_groups.begin(), m_groups.end(),
                         [](const Places &first, const Places &second) { return first.size() > second.size(); });
        for (size_t i = 0; i < ground.rows.size(); ++i)
            ++m_total[stratumOf(i)];
    }

    [[nodiscard]] size_t groupCount() const { return m_groups.size(); }

    [[nodiscard]] std::vector<Places> deal()
    {
        for (size_t i = 0; i < m_groups.size(); ++i)
            give(m_groups[i], partFor(m_groups[i], m_groups.size() - i));
        return m_parts;
    }

private:
    [[nodiscard]] int stratumOf(size_t place) const { return m_ground.strata.empty() ? 0 : m_ground.strata[place]; }

    [[nodiscard]] size_t partFor(const Places &group, size_t left) const
    {
        const size_t empty =
            size_t(std::count_if(m_parts.cbegin(), m_parts.cend(), [](const Places &p) { return p.empty(); }));
        size_t best = 0;
        double least = std::numeric_limits<double>::infinity();
        for (size_t part = 0; part < m_parts.size(); ++part) {
            if (left <= empty && !m_parts[part].empty())
                continue; // every group that is left is needed
            if (const double cost = costOf(group, part); cost < least) {
                least = cost;
                best = part;
            }
        }
        return best;
    }

    [[nodiscard]] double costOf(const Places &group, size_t part) const
    {
        std::map<int, double> added;
        for (const size_t place : group)
            ++added[stratumOf(place)];
        double cost = 0;
        for (const auto &[stratum, count] : added) {
            const auto held = m_held[part].find(stratum);
            const double before = held == m_held[part].end() ? 0 : held->second;
            cost += count * (2 * before + count) / (m_shares[part] * m_total.at(stratum));
        }
        return cost;
    }

    void give(const Places &group, size_t part)
    {
        for (const size_t place : group) {
            m_parts[part].push_back(place);
            ++m_held[part][stratumOf(place)];
        }
    }

    const SplitGround &m_ground;
    std::vector<double> m_shares;
    std::vector<Places> m_groups;
    std::map<int, double> m_total;             ///< rows of each stratum
    std::vector<std::map<int, double>> m_held; ///< of each part: rows of each stratum
    std::vector<Places> m_parts;
};

} // namespace

SeededOrder::SeededOrder(quint64 seed)
    : m_engine(seed)
{}

quint64 SeededOrder::below(quint64 bound)
{
    const quint64 limit = std::numeric_limits<quint64>::max() - std::numeric_limits<quint64>::max() % bound;
    quint64 drawn = m_engine();
    while (drawn >= limit)
        drawn = m_engine();
    return drawn % bound;
}

TwoParts splitShare(const SplitGround &ground, double share, quint64 seed)
{
    SeededOrder order(seed);
    std::vector<Places> parts(2);
    if (!ground.groups.empty() && share > 0) {
        parts = GroupDealing(ground, {1 - share, share}, order).deal();
    } else {
        for (auto &[stratum, places] : placesBy(ground.strata, ground.rows.size())) {
            order.shuffle(places);
            const size_t taken = size_t(std::llround(share * double(places.size())));
            parts[1].insert(parts[1].end(), places.begin(), places.begin() + qsizetype(taken));
            parts[0].insert(parts[0].end(), places.begin() + qsizetype(taken), places.end());
        }
    }
    std::vector<RowList> rows = rowsOf(parts, ground.rows);
    return {std::move(rows[0]), std::move(rows[1])};
}

std::optional<std::vector<RowList>> foldsOf(const SplitGround &ground, int count, quint64 seed)
{
    SeededOrder order(seed);
    std::vector<Places> parts{size_t(count)};
    if (!ground.groups.empty()) {
        GroupDealing dealing(ground, std::vector<double>(size_t(count), 1.0 / count), order);
        if (dealing.groupCount() < size_t(count))
            return {};
        return rowsOf(dealing.deal(), ground.rows);
    }
    if (ground.rows.size() < size_t(count))
        return {};
    size_t next = 0;
    for (auto &[stratum, places] : placesBy(ground.strata, ground.rows.size())) {
        order.shuffle(places);
        for (const size_t place : places)
            parts[next++ % size_t(count)].push_back(place);
    }
    return rowsOf(parts, ground.rows);
}

} // namespace sluice::core
