// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/demoserver.h"
#include "app/desktop/services.h"
#include "app/desktop/shotlist.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTemporaryDir>
#include <QTimer>

namespace sluice::app {

/// Opens every screen on demo data, light and dark, and saves a picture of each: NAME-light.png and NAME-dark.png.
class Screenshots final : public QObject
{
    Q_OBJECT

public:
    /// Pictures go to `folder`, which is made. Borrows the services.
    Screenshots(Services &services, QString folder, QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    /// All are saved; a failure says which file could not be.
    void finished(const QString &failure);

private:
    enum class Stage { Welcome, Crawling, Project, Done };

    void beginStage(Stage stage);
    void beginLook(ui::Look look);
    void showNext();
    void takeWhenReady();
    void take();
    void startCrawl();
    void watchCrawl(const core::CrawlProgress &progress);
    void end(const QString &failure);

    Services &m_services;
    QString m_folder;
    QTemporaryDir m_work;
    DemoServer m_server;
    Stage m_stage = Stage::Welcome;
    ui::Look m_look = ui::Look::Light;
    QList<Shot> m_shots;
    Shot m_now;
    QWidget *m_shown = nullptr;
    QTimer m_settle;
    QElapsedTimer m_since;
};

} // namespace sluice::app
