// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

namespace sluice::ui {

/// The project files opened last, newest first, and the folder that file dialogs begin in. Kept in the settings.
class RecentProjects final
{
public:
    explicit RecentProjects(core::Settings &settings)
        : m_settings(settings)
    {}

    /// Puts `path` first and remembers its folder.
    void add(const QString &path);
    /// Forgets a file that is gone.
    void remove(const QString &path);
    [[nodiscard]] QStringList paths() const;
    /// Where file dialogs begin: the last folder if it still exists, else the documents folder, else the home folder.
    [[nodiscard]] QString folder() const;

    static constexpr int mostKept = 8;

private:
    core::Settings &m_settings;
};

} // namespace sluice::ui
