// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/demoserver.h"
#include "core/crawl/crawlengine.h"
#include "ui/main/mainwindow.h"
#include "ui/results/exportjob.h"

#include <QObject>

namespace sluice::app {

/// The demo: crawls the built-in shop into demo.sluice, then writes demo.csv beside it and says so.
class DemoRun final : public QObject
{
    Q_OBJECT

public:
    /// Borrows both; `folder` is where the two files go.
    DemoRun(ui::MainWindow &window, core::CrawlEngine &engine, QString folder, QObject *parent = nullptr);

    void start();
    /// The current folder if it can be written to, else the documents or home folder.
    [[nodiscard]] static QString usableFolder();

Q_SIGNALS:
    /// demo.csv is complete (`rows`), or could not be written (-1).
    void written(qint64 rows);

private:
    void crawl();
    void serveIfDemo(const core::CrawlSpec &spec);
    void noteStart(const core::CrawlRecord &record);
    void writeCsv(const core::CrawlProgress &last);
    void tellSummary(const core::ExportSummary &summary);
    void tellFailure(const core::ExportFailure &failure);
    [[nodiscard]] QString filePath(const QString &name) const;

    ui::MainWindow &m_window;
    QString m_folder;
    DemoServer m_server;
    ui::ExportJob m_export;
    bool m_isStarting = false;
    core::CrawlId m_crawl;
};

} // namespace sluice::app
