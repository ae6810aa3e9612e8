// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"
#include "ui/results/exportjob.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace sluice::ui {

class Callout;
class FormField;

/// What is exported.
struct ExportSource
{
    QString projectPath;
    core::CrawlId crawl;
    QString crawlName;
    QStringList columns; ///< all there are, in their stable order
    ExportJob::Write write = &core::exportRows;
    QString what = {};       ///< "problems" where it is not the rows; goes into the file's name
    QStringList titles = {}; ///< of the columns; empty = those of Results

    bool operator==(const ExportSource &) const = default;
};

/// Writes a crawl's rows to a CSV file: asks where and how, shows progress, says what came of it.
class ExportDialog final : public QDialog
{
    Q_OBJECT

public:
    ExportDialog(ExportSource source, core::Settings &settings, QWidget *parent = nullptr);

    void setPath(const QString &path);

Q_SIGNALS:
    /// The file is complete.
    void exported(const QString &path, qint64 rows);

protected:
    void done(int result) override;

private:
    [[nodiscard]] QString firstPath() const;
    [[nodiscard]] QWidget *makeFileField();
    [[nodiscard]] QWidget *makeColumns();
    [[nodiscard]] QWidget *makeFooter();
    void nameWidgets();
    void browse();
    void checkAll(bool isChecked);
    [[nodiscard]] QString pathError() const;
    void updateState();
    void startOrCancel();
    void start();
    void remember();
    [[nodiscard]] core::ExportRequest request() const;
    [[nodiscard]] QStringList chosenColumns() const;
    void showProgress(qint64 rows, qint64 total);
    void showSummary(const core::ExportSummary &summary);
    void showFailure(const core::ExportFailure &failure);

    ExportSource m_source;
    core::Settings &m_settings;
    QLineEdit *m_path;
    FormField *m_pathField = nullptr;
    QComboBox *m_delimiter;
    QCheckBox *m_byteOrderMark;
    QCheckBox *m_guard;
    QListWidget *m_columns;
    QProgressBar *m_progress;
    QLabel *m_progressText;
    Callout *m_outcome;
    QPushButton *m_start;
    QPushButton *m_close;
    ExportJob *m_job;
    QWidget *m_form = nullptr;
};

} // namespace sluice::ui
