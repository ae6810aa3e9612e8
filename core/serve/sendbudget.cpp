// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/sendbudget.h"

namespace sluice::core {

SendBudget::SendBudget(qint64 bytes)
    : m_bytes(bytes)
{}

bool SendBudget::take(const QByteArray &answer)
{
    const auto known = m_readers.find(answer.constData());
    if (known != m_readers.end()) {
        ++*known;
        return true;
    }
    if (!m_readers.isEmpty() && m_taken + answer.size() > m_bytes)
        return false;
    m_readers.insert(answer.constData(), 1);
    m_taken += answer.size();
    return true;
}

void SendBudget::giveBack(const QByteArray &answer)
{
    const auto known = m_readers.find(answer.constData());
    Q_ASSERT(known != m_readers.end());
    if (--*known > 0)
        return;
    m_readers.erase(known);
    m_taken -= answer.size();
}

} // namespace sluice::core
