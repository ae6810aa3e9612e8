// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/store/project.h"

namespace sluice::test {

/// A project file with one crawl of default rows, made through the store as a crawl would.
class SampleProject final
{
public:
    /// Opens a new project at `path`.
    explicit SampleProject(const QString &path);

    /// Adds `count` more pages, each with a row, and waits until they are on disk. Row n (from 1) has the title
    /// "Page n", 1,000 + n bytes, status 404 for every tenth, else 200.
    void addRows(int count);
    [[nodiscard]] core::CrawlId crawl() const { return m_crawl; }
    [[nodiscard]] core::Project &store() { return *m_project; }
    [[nodiscard]] const QString &path() const { return m_project->path(); }
    [[nodiscard]] int rows() const { return m_rows; }

private:
    [[nodiscard]] core::Outcome outcome(int number);

    core::SystemClock m_clock;
    std::unique_ptr<core::Project> m_project;
    core::CrawlId m_crawl;
    int m_rows = 0;
};

} // namespace sluice::test
