// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <optional>

namespace sluice::core {

/// A temporary folder that goes with its owner, and with the next one of its name where its owner was killed. A lock on a
/// file in it, which the kernel lifts when the process ends, tells the living from the left.
class LockedFolder final
{
public:
    /// "PREFIX-XXXXXX" in the system's folder for temporary files. Folders of this prefix that were left there are
    /// removed first: only those of this user or, where root lends folders, of the one they are `lentTo`; nothing is
    /// followed that is a link.
    explicit LockedFolder(const QString &prefix, std::optional<uint> lentTo = {});
    ~LockedFolder();
    LockedFolder(const LockedFolder &) = delete;
    LockedFolder &operator=(const LockedFolder &) = delete;

    [[nodiscard]] bool isValid() const { return m_lock >= 0; }
    [[nodiscard]] QString path() const { return m_folder.path(); }
    /// Now, not later.
    void remove();

private:
    QTemporaryDir m_folder;
    int m_lock = -1; ///< descriptor; no child has it
};

} // namespace sluice::core
