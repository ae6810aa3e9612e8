// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>

namespace sluice::core {

/// How many bytes of answers a server holds for clients that have not read them yet. An answer that several clients
/// read is one as long as they share its bytes.
class SendBudget final
{
public:
    explicit SendBudget(qint64 bytes);

    /// Counts an answer until giveBack(); false, and nothing is counted, where there is no room for it. The first one
    /// always has room, however large it is.
    [[nodiscard]] bool take(const QByteArray &answer);
    /// Once for each take() of it that was true, before its bytes are let go.
    void giveBack(const QByteArray &answer);
    [[nodiscard]] qint64 taken() const { return m_taken; }

private:
    qint64 m_bytes = 0;
    qint64 m_taken = 0;
    QHash<const void *, int> m_readers; ///< by where an answer's bytes are
};

} // namespace sluice::core
