// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QObject>

#include <memory>

namespace sluice::core {
class WorkerPool;
}

namespace sluice::ui {

/// Tells whether the json: programs, the script and the plug-in of a spec can run at all. They are tried in
/// sluice-worker, off the window's thread; the answer about the last spec is kept.
class ProgramChecker final : public QObject
{
    Q_OBJECT

public:
    /// `workers` may be null: then there is nothing to tell of any spec.
    explicit ProgramChecker(std::shared_ptr<core::WorkerPool> workers, QObject *parent = nullptr);

    /// Begins to check this spec, unless that is done or under way: checked().
    void check(const core::CrawlSpec &spec);
    /// The same, but tries it even if that is done: a plug-in may be another by now.
    void checkAgain(const core::CrawlSpec &spec);
    /// Whether there is anything in this spec to be tried.
    [[nodiscard]] bool concerns(const core::CrawlSpec &spec) const;
    /// What is wrong with its programs, as far as it is known.
    [[nodiscard]] QList<core::SpecProblem> problems(const core::CrawlSpec &spec) const;

Q_SIGNALS:
    void checked();

private:
    [[nodiscard]] static core::CrawlSpec programPart(const core::CrawlSpec &spec);
    void run();

    std::shared_ptr<core::WorkerPool> m_workers;
    core::CrawlSpec m_wanted; ///< programs alone, as the other two
    core::CrawlSpec m_known;
    QList<core::SpecProblem> m_problems;
    bool m_isRunning = false;
    bool m_isStale = false; ///< what is known is to be tried again
};

} // namespace sluice::ui
