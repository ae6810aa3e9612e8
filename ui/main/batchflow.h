// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchspec.h"
#include "core/store/records.h"

#include <QObject>
#include <QPointer>

#include <functional>

class QWidget;

namespace sluice::core {
class CrawlEngine;
class Settings;
} // namespace sluice::core

namespace sluice::ui {

class BatchDialog;
class BatchPanel;
class ProjectSession;
class WindowFlows;

/// What a batch flow works with; all borrowed.
struct BatchFlowNeeds
{
    QWidget &window;
    core::CrawlEngine &engine;
    ProjectSession &session;
    WindowFlows &flows;
    core::Settings &settings;
    std::function<QList<core::CrawlRecord>()> crawls; ///< of the open project
};

/// From the dialog of a batch to its panel: asks for the secrets, starts the batch and tells the panel of it.
class BatchFlow final : public QObject
{
    Q_OBJECT

public:
    /// Lives as long as the panel.
    BatchFlow(const BatchFlowNeeds &needs, BatchPanel &panel);

    /// Opens the dialog; it stays until the batch runs.
    BatchDialog *newBatch();
    /// The same, filled with these settings.
    BatchDialog *newBatchWith(const core::BatchSpec &spec);

private:
    void connectPanel();
    void start(const core::BatchSpec &spec, bool isFiled);
    void showFailure(const core::StartFailure &failure);

    BatchFlowNeeds m_needs;
    BatchPanel &m_panel;
    QPointer<BatchDialog> m_dialog;
    bool m_isStarting = false; ///< what is pressed twice starts once
};

} // namespace sluice::ui
