// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sluice::ui {

/// Where the cookies and the storage of sites stand that a person wants kept for a project. A folder a project, with a
/// marker in it: one without is left over and goes.
class KeptStorage final
{
public:
    /// `root` is the folder of all of them; empty: nothing can be kept.
    explicit KeptStorage(QString root);

    [[nodiscard]] bool isPossible(const QString &project) const { return !m_root.isEmpty() && !project.isEmpty(); }
    [[nodiscard]] QString folderOf(const QString &project) const;
    [[nodiscard]] bool isKept(const QString &project) const;
    /// False: the disk would not have it.
    [[nodiscard]] bool keep(const QString &project) const;
    /// Call it when no profile uses the folder any more. What Chromium writes to it still goes with the next sweep().
    void forget(const QString &project) const;
    void sweep() const;

private:
    QString m_root;
};

} // namespace sluice::ui
