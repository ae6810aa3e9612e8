// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/results/exportdialog.h"

#include "core/settings/keys.h"
#include "ui/results/resultcells.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace keys = core::keys;

ExportDialog::ExportDialog(ExportSource source, core::Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_source(std::move(source))
    , m_settings(settings)
    , m_path(new QLineEdit(this))
    , m_delimiter(new QComboBox(this))
    , m_byteOrderMark(new QCheckBox(tr("&Byte order mark"), this))
    , m_guard(new QCheckBox(tr("Formula &guard"), this))
    , m_columns(new QListWidget(this))
    , m_progress(new QProgressBar(this))
    , m_progressText(new QLabel(this))
    , m_outcome(new Callout(this))
    , m_start(new QPushButton(tr("&Export"), this))
    , m_close(new QPushButton(tr("Close"), this))
    , m_job(new ExportJob(this))
{
    setObjectName(u"exportDialog"_s);
    setWindowTitle(m_source.what.isEmpty() ? tr("Export “%1” to CSV").arg(m_source.crawlName)
                                           : tr("Export %1 of “%2” to CSV").arg(m_source.what, m_source.crawlName));
    resize(560, 600);
    nameWidgets();
    m_delimiter->addItem(tr("Comma"), int(','));
    m_delimiter->addItem(tr("Semicolon"), int(';'));
    m_delimiter->addItem(tr("Tab"), int('\t'));
    m_delimiter->setCurrentIndex(std::max(0, m_delimiter->findData(settings.get(keys::csvDelimiter))));
    m_byteOrderMark->setChecked(settings.get(keys::csvByteOrderMark));
    m_guard->setChecked(settings.get(keys::csvFormulaGuard));

    m_form = new QWidget(this);
    auto *form = new QVBoxLayout(m_form);
    form->setContentsMargins(24, 24, 24, 8);
    form->setSpacing(16);
    form->addWidget(makeFileField());
    auto *delimiter = new FormField(tr("&Delimiter"), m_delimiter, {}, this);
    delimiter->addStretch();
    form->addWidget(delimiter);
    form->addWidget(
        new FormField({}, m_guard, tr("Text that a spreadsheet would run as a formula gets a leading '."), this));
    form->addWidget(new FormField({}, m_byteOrderMark, tr("Some versions of Excel need it to read UTF-8."), this));
    form->addWidget(makeColumns(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_form, 1);
    layout->addWidget(makeFooter());

    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::updateState);
    connect(m_columns, &QListWidget::itemChanged, this, &ExportDialog::updateState);
    connect(m_start, &QPushButton::clicked, this, &ExportDialog::startOrCancel);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_job, &ExportJob::progressed, this, &ExportDialog::showProgress);
    connect(m_job, &ExportJob::finished, this, &ExportDialog::showSummary);
    connect(m_job, &ExportJob::failed, this, &ExportDialog::showFailure);
    setPath(firstPath());
}

QString ExportDialog::firstPath() const
{
    const QFileInfo project(m_source.projectPath);
    const QString what = m_source.what.isEmpty() ? QString() : u'-' + m_source.what;
    return QDir(project.absolutePath()).filePath(project.completeBaseName() + what + u".csv"_s);
}

void ExportDialog::nameWidgets()
{
    describe(m_path, u"exportPath"_s, tr("File"), tr("Where the CSV file is written"));
    describe(m_delimiter, u"exportDelimiter"_s, tr("Delimiter"), tr("What stands between two cells"));
    describe(m_byteOrderMark, u"exportBom"_s, tr("Byte order mark"), tr("Begin the file with the UTF-8 signature"));
    describe(m_guard, u"exportGuard"_s, tr("Formula guard"), tr("Keep spreadsheets from running what a page wrote"));
    describe(m_columns, u"exportColumns"_s, tr("Columns"), tr("Columns that are written, in this order"));
    describe(m_start, u"exportStart"_s, tr("Export"), tr("Write the file (Enter)"));
    describe(m_close, u"exportClose"_s, tr("Close"), tr("Close this dialog (Esc)"));
    describe(m_progress, u"exportProgress"_s, tr("Progress"), tr("How much is written"));
    m_outcome->setObjectName(u"exportOutcome"_s);
    m_progressText->setObjectName(u"exportProgressText"_s);
    setPart(m_progressText, "hint");
}

QWidget *ExportDialog::makeFileField()
{
    auto *choose = new QPushButton(tr("&Choose…"), this);
    choose->setAutoDefault(false);
    describe(choose, u"exportBrowse"_s, tr("Choose a file"), tr("Choose where the file is written"));
    connect(choose, &QPushButton::clicked, this, &ExportDialog::browse);
    m_pathField = new FormField(tr("&File"), m_path, {}, this);
    m_pathField->addBeside(choose);
    return m_pathField;
}

QWidget *ExportDialog::makeColumns()
{
    for (qsizetype i = 0; i < m_source.columns.size(); ++i) {
        const QString &column = m_source.columns.at(i);
        auto *item = new QListWidgetItem(m_source.titles.value(i, ResultCells::title(column)), m_columns);
        item->setData(Qt::UserRole, column);
        item->setToolTip(ResultCells::explanation(column));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        item->setCheckState(Qt::Checked);
    }
    m_columns->setProperty("framed", true);
    m_columns->setSpacing(2);
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto *head = new QHBoxLayout;
    auto *caption = new QLabel(tr("C&olumns"), box);
    caption->setBuddy(m_columns);
    head->addWidget(caption, 1);
    for (const bool isAll : {true, false}) {
        auto *button = new QPushButton(isAll ? tr("All") : tr("None"), box);
        button->setFlat(true);
        button->setAutoDefault(false);
        describe(button, isAll ? u"exportAll"_s : u"exportNone"_s, isAll ? tr("All columns") : tr("No columns"),
                 isAll ? tr("Write every column") : tr("Tick none"));
        connect(button, &QPushButton::clicked, this, [this, isAll] { checkAll(isAll); });
        head->addWidget(button);
    }
    layout->addLayout(head);
    layout->addWidget(m_columns, 1);
    return box;
}

QWidget *ExportDialog::makeFooter()
{
    m_start->setDefault(true);
    m_close->setAutoDefault(false);
    m_progress->setTextVisible(false);
    m_progress->hide();
    auto *footer = new QFrame(this);
    setPart(footer, "footer");
    auto *layout = new QVBoxLayout(footer);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_outcome);
    layout->addWidget(m_progress);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_progressText, 1);
    buttons->addWidget(m_close);
    buttons->addWidget(m_start);
    layout->addLayout(buttons);
    return footer;
}

void ExportDialog::setPath(const QString &path)
{
    m_path->setText(QDir::toNativeSeparators(path));
    updateState();
}

void ExportDialog::done(int result)
{
    m_job->cancel();
    QDialog::done(result);
}

void ExportDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Export to"), m_path->text(), tr("CSV files (*.csv);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, &ExportDialog::setPath);
    dialog->open();
}

void ExportDialog::checkAll(bool isChecked)
{
    for (int row = 0; row < m_columns->count(); ++row)
        m_columns->item(row)->setCheckState(isChecked ? Qt::Checked : Qt::Unchecked);
}

QString ExportDialog::pathError() const
{
    const QFileInfo file(m_path->text());
    if (file.isDir())
        return tr("This is a folder: add a file name.");
    if (file == QFileInfo(m_source.projectPath))
        return tr("This is the project itself: choose another name.");
    return {};
}

void ExportDialog::updateState()
{
    const QFileInfo file(m_path->text());
    const QString error = pathError();
    m_pathField->setHint(error.isEmpty() && file.isFile() ? tr("The file exists and will be replaced.") : QString());
    m_pathField->setError(error);
    const bool isRunning = m_job->isRunning();
    m_form->setEnabled(!isRunning);
    m_start->setText(isRunning ? tr("Cancel") : tr("&Export"));
    m_start->setEnabled(isRunning || (!m_path->text().isEmpty() && error.isEmpty() && !chosenColumns().isEmpty()));
    m_progress->setVisible(isRunning);
    if (!isRunning)
        m_progressText->clear();
}

void ExportDialog::startOrCancel()
{
    if (m_job->isRunning())
        m_job->cancel();
    else
        start();
}

void ExportDialog::start()
{
    remember();
    m_outcome->setMessage(Tone::Info, {});
    m_progress->setRange(0, 0);
    m_job->start(request(), m_source.write);
    updateState();
}

void ExportDialog::remember()
{
    m_settings.set(keys::csvDelimiter, m_delimiter->currentData().toInt());
    m_settings.set(keys::csvByteOrderMark, m_byteOrderMark->isChecked());
    m_settings.set(keys::csvFormulaGuard, m_guard->isChecked());
}

core::ExportRequest ExportDialog::request() const
{
    core::ExportRequest request;
    request.projectPath = m_source.projectPath;
    request.crawl = m_source.crawl;
    request.path = QFileInfo(m_path->text()).absoluteFilePath();
    request.csv.delimiter = char(m_delimiter->currentData().toInt());
    request.csv.hasByteOrderMark = m_byteOrderMark->isChecked();
    request.csv.isFormulaGuarded = m_guard->isChecked();
    const QStringList chosen = chosenColumns();
    if (chosen.size() < m_source.columns.size()) // all: those too that appear while it is written
        request.columns = chosen;
    return request;
}

QStringList ExportDialog::chosenColumns() const
{
    QStringList columns;
    for (int row = 0; row < m_columns->count(); ++row) {
        if (m_columns->item(row)->checkState() == Qt::Checked)
            columns.append(m_columns->item(row)->data(Qt::UserRole).toString());
    }
    return columns;
}

void ExportDialog::showProgress(qint64 rows, qint64 total)
{
    const QLocale locale;
    m_progress->setRange(0, 1'000);
    m_progress->setValue(total > 0 ? int(rows * 1'000 / total) : 0);
    m_progressText->setText(tr("%1 of %2 rows").arg(locale.toString(rows), locale.toString(total)));
}

void ExportDialog::showSummary(const core::ExportSummary &summary)
{
    updateState();
    m_outcome->setMessage(
        Tone::Success,
        tr("%1 rows written, %2.").arg(QLocale().toString(summary.rows), QLocale().formattedDataSize(summary.bytes)));
    m_close->setFocus();
    Q_EMIT exported(m_path->text(), summary.rows);
}

void ExportDialog::showFailure(const core::ExportFailure &failure)
{
    updateState();
    if (failure.kind == core::ExportFault::Cancelled)
        m_outcome->setMessage(Tone::Info, tr("Cancelled; no file was written or changed."));
    else
        m_outcome->setMessage(Tone::Danger, failure.detail);
}

} // namespace sluice::ui
