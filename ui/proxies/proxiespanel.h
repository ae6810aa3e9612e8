// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxydesk.h"
#include "core/settings/settings.h"

#include <QTimer>
#include <QWidget>

class QAction;

namespace sluice::core {
class SecretDesk;
}

namespace sluice::ui {

class CheckBar;
class ProxiesModel;
class ProxyDetail;
class ProxyPasswords;
class ProxySchedule;
class ProxySelection;
class ScheduleBar;
class TablePane;

/// The proxies of the open project: lists are read, proxies checked, and what is known of each is shown.
class ProxiesPanel final : public QWidget
{
    Q_OBJECT

public:
    /// Borrows all three.
    ProxiesPanel(core::ProxyDesk &desk, core::Settings &settings, core::SecretDesk &secrets, QWidget *parent = nullptr);

    [[nodiscard]] ProxiesModel &model() { return *m_model; }
    void focusFilter();
    /// The open project; empty while none is. Call it once with each ProxyDesk::setProject(): it waits for that one's
    /// proxies.
    void setProject(const QString &path);
    /// While a crawl runs that must not be seen from this machine's address, nothing is asked from it here either.
    void setDirectHeld(bool isHeld);
    /// Reads a list that was pasted or dropped and adds what it names.
    void add(const QByteArray &list, core::ProxyType fallback = core::ProxyType::Http);

Q_SIGNALS:
    void told(const QString &message);
    void failed(const QString &detail);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeTable();
    void makeActions();
    void connectDesk();
    void load(const QList<core::ProxyRecord> &proxies, const QList<core::ProxySourceRecord> &sources);
    void fill(const QList<core::ProxyRecord> &proxies, const QList<core::ProxySourceRecord> &sources);
    void change(const QList<core::ProxyRecord> &proxies);
    [[nodiscard]] QList<qint64> selected() const;
    void showCurrent();
    void refreshHistory();
    void updateActions();
    void openAdd(const QString &text = {});
    void openSources();
    void openSettings();
    void checkSelected();
    void removeSelected();
    void removeDead();
    void confirmRemoval(const QList<qint64> &proxies, const QString &question);
    void enterPassword();
    void closeDialogs();
    void showPasswords();
    void paste();

    core::ProxyDesk &m_desk;
    core::Settings &m_settings;
    core::CheckSettings m_checks;
    QList<core::ProxySourceRecord> m_sources;
    QString m_project;
    ProxiesModel *m_model;
    ProxySelection *m_selection;
    CheckBar *m_bar;
    ScheduleBar *m_scheduleBar;
    ProxySchedule *m_schedule;
    ProxyPasswords *m_passwords;
    TablePane *m_pane;
    ProxyDetail *m_detail;
    QAction *m_check = nullptr;
    QAction *m_password = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_removeDead = nullptr;
    int m_loadsDue = 0; ///< those of projects that are no longer open are not shown
    QTimer m_history;   ///< the shown proxy's, once changes have paused
};

} // namespace sluice::ui
