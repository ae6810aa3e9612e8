// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;

namespace sluice::ui {

/// What the window shows while no project is open: the ways to begin, and the projects of last time.
class WelcomePanel final : public QWidget
{
    Q_OBJECT

public:
    explicit WelcomePanel(QWidget *parent = nullptr);

    /// Paths of project files, newest first.
    void setRecentProjects(const QStringList &paths);

Q_SIGNALS:
    void demoRequested();
    void newCrawlRequested();
    void openRequested();
    void projectChosen(const QString &path);

private:
    [[nodiscard]] QWidget *makeTiles();
    void choose(const QListWidgetItem *item);

    QLabel *m_recentHeading;
    QListWidget *m_recent;
};

} // namespace sluice::ui
