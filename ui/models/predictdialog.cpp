// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/predictdialog.h"

#include "ui/widgets/callout.h"
#include "ui/widgets/naming.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

PredictDialog::PredictDialog(const ModelGround &ground, std::shared_ptr<const core::Model> model, const QString &name,
                             QWidget *parent)
    : QDialog(parent)
    , m_model(std::move(model))
    , m_data(new DataChoice(ground, this))
    , m_words(new QLabel(this))
    , m_trouble(new Callout(this))
    , m_progress(new QProgressBar(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_start(new QPushButton(tr("&Predict"), this))
{
    setObjectName(u"predictDialog"_s);
    setWindowTitle(tr("Predict %1").arg(m_model->target.column));
    resize(620, 260);
    describe(m_cancel, u"predictCancel"_s, tr("Cancel"), tr("Stop, or close this (Esc)"));
    describe(m_start, u"predictStart"_s, tr("Predict"), tr("Have the model tell of every row (Enter)"));
    m_trouble->setObjectName(u"predictTrouble"_s);
    m_words->setObjectName(u"predictWords"_s);
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    setPart(m_words, "hint");
    m_progress->setObjectName(u"predictProgress"_s);
    m_progress->setAccessibleName(tr("The rows are being predicted"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(120);
    m_cancel->setAutoDefault(false);
    m_start->setDefault(true);
    auto *caption = new QLabel(tr("&Rows to tell of, by the model %1").arg(name), this);
    caption->setBuddy(m_data);
    auto *content = new QVBoxLayout;
    content->setContentsMargins(16, 16, 16, 8);
    content->setSpacing(8);
    content->addWidget(caption);
    content->addWidget(m_data);
    content->addWidget(m_words);
    content->addWidget(m_trouble);
    content->addStretch(1);
    auto *strip = new QFrame(this);
    setPart(strip, "footer");
    auto *row = new QHBoxLayout(strip);
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(8);
    row->addWidget(m_progress);
    row->addStretch(1);
    row->addWidget(m_cancel);
    row->addWidget(m_start);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(content, 1);
    layout->addWidget(strip);
    connect(m_data, &DataChoice::changed, this, &PredictDialog::updateState);
    connect(m_start, &QPushButton::clicked, this, &PredictDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, &PredictDialog::reject);
    connect(&m_work, &ModelWork::predicted, this, [this](const core::RowPredictions &rows) {
        m_isWriting = true;
        updateState();
        Q_EMIT predicted(rows);
    });
    connect(&m_work, &ModelWork::wrote, this, [this](const QString &path, qint64 rows) {
        Q_EMIT told(tr("%1 rows were predicted and written to %2").arg(QLocale().toString(rows), path));
        accept();
    });
    connect(&m_work, &ModelWork::failed, this, [this](const core::LearnFailure &failure) {
        m_trouble->setMessage(Tone::Danger, failure.kind == core::LearnFault::Cancelled ? QString() : failure.detail);
        updateState();
    });
    updateState();
}

void PredictDialog::start()
{
    const auto chosen = m_data->choice();
    if (!chosen)
        return;
    m_trouble->setMessage(Tone::Danger, {});
    if (!chosen->csvPath.isEmpty())
        return startFile(*chosen);
    m_work.predict(m_model, *chosen);
    updateState();
}

void PredictDialog::startFile(const ModelData &chosen)
{
    const QFileInfo source(chosen.csvPath);
    auto *dialog = new QFileDialog(this, tr("Write the predicted rows"),
                                   source.dir().filePath(source.completeBaseName() + u"-predicted.csv"_s),
                                   tr("CSV files (*.csv);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(source.completeBaseName() + u"-predicted.csv"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, chosen](const QString &path) {
        m_work.predictFile(m_model, chosen, path);
        updateState();
    });
    dialog->open();
}

void PredictDialog::showWritten(const QString &error)
{
    m_isWriting = false;
    if (error.isEmpty())
        return accept();
    m_trouble->setMessage(Tone::Danger, error);
    updateState();
}

void PredictDialog::updateState()
{
    const auto chosen = m_data->choice();
    const bool isBusy = m_work.isRunning() || m_isWriting;
    m_start->setEnabled(chosen && !isBusy);
    m_data->setEnabled(!isBusy);
    m_progress->setVisible(isBusy);
    m_cancel->setText(isBusy ? tr("Stop") : tr("Cancel"));
    m_cancel->setEnabled(!m_isWriting);
    if (!chosen)
        m_words->setText(tr("The table needs the columns that the model was trained on."));
    else if (chosen->csvPath.isEmpty())
        m_words->setText(
            tr("The rows get the columns “%1” and, for classes, “%2” in Results and in exports. Earlier "
               "predictions of the same column are replaced.")
                .arg(core::predictedColumn(m_model->target.column), core::probabilityColumn(m_model->target.column)));
    else
        m_words->setText(tr("The rows are written to another file, with the columns “predicted” and “probability”."));
}

void PredictDialog::reject()
{
    if (m_work.isRunning())
        m_work.cancel();
    else if (!m_isWriting)
        QDialog::reject();
}

} // namespace sluice::ui
