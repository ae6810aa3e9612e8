// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/proxydesk.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace sluice::ui {

class Callout;
class DataTable;
class FormField;
class SourcesModel;

/// Where the project's proxies come from: lists on the web or on disk, each with a schedule and a user agent of its own.
class SourcesDialog final : public QDialog
{
    Q_OBJECT

public:
    /// Borrows the desk.
    SourcesDialog(core::ProxyDesk &desk, const QList<core::ProxySourceRecord> &sources, QWidget *parent = nullptr);

    void setSources(const QList<core::ProxySourceRecord> &sources);

private:
    void nameWidgets();
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QWidget *makeForm();
    void connectWidgets();
    void takeSelection();
    void updateButtons();
    [[nodiscard]] core::ProxySourceRecord entered() const;
    void chooseFile();
    void save();
    void read();
    void readAll();
    void scrape(const core::ProxySourceRecord &source);
    void showReport(const core::ScrapeReport &report);
    void remove();

    core::ProxyDesk &m_desk;
    SourcesModel *m_model;
    DataTable *m_table;
    QLineEdit *m_location;
    FormField *m_locationField = nullptr;
    QSpinBox *m_every;
    QComboBox *m_agent;
    QPushButton *m_browse;
    QPushButton *m_save;
    QPushButton *m_read;
    QPushButton *m_readAll;
    QPushButton *m_remove;
    Callout *m_result;
};

} // namespace sluice::ui
