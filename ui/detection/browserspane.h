// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

class QLabel;
class QProgressBar;
class QPushButton;

namespace sluice::ui {

class DataTable;
class DetectionSession;
class MatrixModel;
class ProfilesModel;
class TablePane;

/// The browsers that can be sent to the laboratory, and the matrix of what they showed.
class BrowsersPane final : public QSplitter
{
    Q_OBJECT

public:
    /// Borrows the session.
    explicit BrowsersPane(DetectionSession &session, QWidget *parent = nullptr);

    void setProject(const QString &path);
    void focusFilter();
    /// Writes the matrix as a report, JSON or CSV by the name's end; told() or failed() says how it went.
    void exportReport(const QString &path);

Q_SIGNALS:
    void told(const QString &message);
    void failed(const QString &detail);

private:
    [[nodiscard]] QWidget *makeList();
    void makeMatrix();
    void runSelected();
    void updateProgress();
    void chooseReport();

    DetectionSession &m_session;
    ProfilesModel *m_profiles;
    MatrixModel *m_cells;
    DataTable *m_list;
    QPushButton *m_runAll;
    QPushButton *m_runSelected;
    QPushButton *m_cancel;
    QProgressBar *m_progress;
    QLabel *m_count;
    TablePane *m_matrix;
    QString m_project;
};

} // namespace sluice::ui
