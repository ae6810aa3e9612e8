// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSet>
#include <QString>

namespace sluice::core {

/// Hosts that measure visitors and serve advertisements: resources/render/trackers.txt, one a line, each with all hosts
/// below it.
class TrackerList final
{
public:
    /// The list that the program carries.
    TrackerList();
    explicit TrackerList(const QString &text);

    [[nodiscard]] bool contains(const QString &host) const;
    [[nodiscard]] qsizetype count() const { return m_hosts.size(); }

private:
    QSet<QString> m_hosts;
};

} // namespace sluice::core
