// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/project.h"

namespace sluice::ui {

/// A project as it was when it was opened.
struct OpenedProject
{
    QString path;
    core::Project *store = nullptr; ///< lives until the host closes it
    QList<core::CrawlRecord> crawls;
    QList<core::HostRecord> hosts;
};

/// What came of copying a project.
struct CopyOutcome
{
    QString error;                         ///< empty: the copy is complete
    std::optional<OpenedProject> reopened; ///< none: the project could not be opened again
};

/// Opens, copies and closes project files on a thread of its own, since that reads and writes the disk.
class ProjectHost final
{
public:
    explicit ProjectHost(const core::Clock &clock)
        : m_clock(clock)
    {}

    /// Closes the one that is open first.
    [[nodiscard]] core::Result<OpenedProject, core::StoreFailure> open(const QString &path, core::Project::Mode mode);
    void close() { m_project.reset(); }
    [[nodiscard]] core::Result<void, core::StoreFailure> remove(core::CrawlId crawl);
    /// Closes the project (so that it is one whole file), copies it to `target` and opens it again. Nothing may use the
    /// store meanwhile.
    [[nodiscard]] CopyOutcome copyTo(const QString &target);

private:
    const core::Clock &m_clock;
    std::unique_ptr<core::Project> m_project;
};

} // namespace sluice::ui
