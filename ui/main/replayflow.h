// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlengine.h"
#include "ui/main/projectsession.h"
#include "ui/replay/replaydialog.h"

#include <QPointer>

#include <optional>

namespace sluice::ui {

class RulesDialog;

/// From a crawl's rules to new rows: the rules are edited, applied to the stored pages, compared, and taken. One at a
/// time; nothing of it outlasts its project. Borrows what it is given.
class ReplayFlow final : public QObject
{
    Q_OBJECT

public:
    /// `workers` null: workers of its own.
    ReplayFlow(QWidget &window, core::CrawlEngine &engine, ProjectSession &session,
               std::shared_ptr<core::WorkerPool> workers);

    /// Opens the crawl's rules for changing; then as apply().
    RulesDialog *chooseRules(core::CrawlId crawl);
    /// Applies the rules of `rules` to the crawl's stored pages and shows the difference.
    ReplayDialog *apply(core::CrawlId crawl, const core::CrawlSpec &rules);

private:
    RulesDialog *editRules(core::CrawlId crawl, const core::CrawlSpec &rules);
    void connectDialog(core::CrawlId crawl);
    void closeAll();
    void updateRunning();
    void hold(core::CrawlId crawl);
    void takeEnd(const core::CrawlProgress &last);
    void goOn();
    [[nodiscard]] QString nameOf(core::CrawlId crawl) const;

    QWidget &m_window;
    core::CrawlEngine &m_engine;
    ProjectSession &m_session;
    std::shared_ptr<core::WorkerPool> m_workers;
    QPointer<RulesDialog> m_rules;
    QPointer<ReplayDialog> m_dialog;
    std::optional<core::CrawlId> m_held; ///< stopped so that its rows can be replaced, and to go on then
};

} // namespace sluice::ui
