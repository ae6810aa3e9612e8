// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/render/guardslots.h"

#include <algorithm>
#include <utility>

namespace sluice::core {

void GuardSlots::take(const QByteArray &server, int limit, QObject *context, std::function<void()> go)
{
    if (m_taken.value(server) < limit && !isAwaited(server)) {
        ++m_taken[server];
        return go();
    }
    m_waiting.push_back({server, limit, context, std::move(go)});
}

void GuardSlots::giveBack(const QByteArray &server)
{
    if (--m_taken[server] <= 0)
        m_taken.remove(server);
    m_waiting.remove_if([](const Waiting &each) { return !each.context; });
    const auto next = std::ranges::find_if(m_waiting, [this, &server](const Waiting &each) {
        return each.server == server && m_taken.value(server) < each.limit;
    });
    if (next == m_waiting.end())
        return;
    const auto go = std::move(next->go);
    m_waiting.erase(next);
    ++m_taken[server];
    go();
}

bool GuardSlots::isAwaited(const QByteArray &server) const
{
    return std::ranges::any_of(
        m_waiting, [&server](const Waiting &each) { return each.server == server && !each.context.isNull(); });
}

} // namespace sluice::core
