// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/pagecomparison.h"
#include "ui/lab/labfetch.h"

#include <QObject>

#include <memory>

namespace sluice::core {
class WorkerPool;
}

namespace sluice::ui {

/// A comparison and how long each page took.
struct LabComparison
{
    core::PageComparison pages;
    qint64 httpMs = 0;
    qint64 renderedMs = 0;

    bool operator==(const LabComparison &) const = default;
};

/// Gets a page over HTTP, then rendered, and compares the two off the window's thread.
class PageCompare final : public QObject
{
    Q_OBJECT

public:
    enum class Stage { Idle, Http, Rendered, Comparing };

    /// `visitor` is borrowed and may be null, `workers` run json: rules, scripts and plug-ins.
    PageCompare(core::PageVisitor *visitor, std::shared_ptr<core::WorkerPool> workers, QObject *parent = nullptr);

    /// Asks as a crawl with these rules does, whatever way it gets its pages itself; ends what is under way first.
    void start(const core::CrawlSpec &rules, const QString &address);
    void cancel();
    [[nodiscard]] Stage stage() const { return m_stage; }

Q_SIGNALS:
    void stageChanged();
    void compared(const sluice::ui::LabComparison &comparison);
    /// Neither this nor compared() follows a cancel().
    void failed(const QString &problem);

private:
    void ask(core::RenderMode mode, Stage stage);
    void takeEnd(const QString &problem);
    void compare();
    void setStage(Stage stage);

    std::shared_ptr<core::WorkerPool> m_workers;
    LabFetch *m_fetch;
    core::CrawlSpec m_rules;
    QString m_address;
    LabPagePtr m_http;
    LabPagePtr m_rendered;
    Stage m_stage = Stage::Idle;
    int m_number = 0; ///< counts up; a comparison that nobody wants any more is dropped
};

} // namespace sluice::ui
