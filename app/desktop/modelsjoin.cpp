// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/modelsjoin.h"

#include "app/desktop/jobcrawls.h"
#include "ui/main/mainwindow.h"
#include "ui/main/projectsession.h"
#include "ui/main/workspace.h"
#include "ui/models/modelspanel.h"
#include "ui/models/predictdialog.h"
#include "ui/models/trainingdialog.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPointer>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

QString words(const char *text)
{
    return QCoreApplication::translate("sluice::app::ModelsJoin", text);
}

/// From the Models screen to its dialogs, and from predictions to the project.
class ModelsFlow final : public QObject
{
public:
    ModelsFlow(ui::MainWindow &window, ui::ModelShelf &shelf, ui::ModelsPanel &panel)
        : QObject(&panel)
        , m_window(window)
        , m_session(window.session())
        , m_shelf(shelf)
    {
        using ui::ModelsPanel;
        connect(&panel, &ModelsPanel::trainRequested, this, [this] { train(nullptr); });
        connect(&panel, &ModelsPanel::goOnRequested, this, [this](int row) { train(m_shelf.at(row).model); });
        connect(&panel, &ModelsPanel::predictRequested, this, &ModelsFlow::predict);
        connect(&panel, &ModelsPanel::told, this, [this](const QString &text) { m_window.tell(text); });
        connect(&panel, &ModelsPanel::failed, &m_window.workspace(), &ui::Workspace::warned);
        connect(&m_session, &ui::ProjectSession::predictionsAdded, this,
                [this](const core::CrawlRecord &record) { endWriting(record.id, {}); });
        connect(&m_session, &ui::ProjectSession::predictionsFailed, this, &ModelsFlow::endWriting);
        connect(&m_session, &ui::ProjectSession::closed, this, [this] {
            if (m_dialog)
                endWriting(m_writing, words(QT_TRANSLATE_NOOP("sluice::app::ModelsJoin", "The project was closed.")));
        });
    }

private:
    [[nodiscard]] ui::ModelGround ground() const { return {m_session.path(), crawlsOf(m_window)}; }

    void train(const std::shared_ptr<const core::Model> &from)
    {
        auto *dialog = new ui::TrainingDialog(ground(), from, &m_window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &ui::TrainingDialog::trained, this, &ModelsFlow::take);
        dialog->open();
    }

    void take(const ui::TrainedModel &trained)
    {
        m_shelf.put(trained.model);
        QString text = words(QT_TRANSLATE_NOOP("sluice::app::ModelsJoin", "The model is trained."));
        if (trained.validation) {
            for (const core::FigureSpread &figure : trained.validation->figures) {
                text += u' ' + words(QT_TRANSLATE_NOOP("sluice::app::ModelsJoin", "%1: %2 ± %3 in cross-validation."))
                                   .arg(figure.name, QLocale().toString(figure.mean, 'f', 4),
                                        QLocale().toString(figure.deviation, 'f', 4));
                break; // the first one is what the task is judged by
            }
        }
        m_window.tell(text);
    }

    void predict(int row)
    {
        const ui::ShelvedModel &shelved = m_shelf.at(row);
        m_dialog = new ui::PredictDialog(ground(), shelved.model, shelved.name, &m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &ui::PredictDialog::predicted, this, &ModelsFlow::write);
        connect(m_dialog, &ui::PredictDialog::told, this, [this](const QString &text) { m_window.tell(text); });
        m_dialog->open();
    }

    void write(const core::RowPredictions &rows)
    {
        m_writing = rows.crawl;
        m_session.addPredictions(rows);
    }

    void endWriting(core::CrawlId crawl, const QString &error)
    {
        if (!m_writing.isValid() || crawl != m_writing)
            return;
        m_writing = {};
        if (m_dialog)
            m_dialog->showWritten(error);
        if (error.isEmpty())
            m_window.tell(words(QT_TRANSLATE_NOOP("sluice::app::ModelsJoin",
                                                  "The rows have their predictions, in further columns of Results.")));
    }

    ui::MainWindow &m_window;
    ui::ProjectSession &m_session;
    ui::ModelShelf &m_shelf;
    QPointer<ui::PredictDialog> m_dialog;
    core::CrawlId m_writing; ///< the crawl whose predictions are on their way to the disk
};

} // namespace

void joinModels(ui::MainWindow &window, const QString &folder)
{
    auto *shelf = new ui::ModelShelf(folder, &window);
    auto *panel = new ui::ModelsPanel(*shelf, &window);
    ui::FurtherScreen screen;
    screen.widget = panel;
    screen.name = u"showModels"_s;
    screen.icon = "data"_L1;
    screen.title = words(QT_TRANSLATE_NOOP("sluice::app::ModelsJoin", "Models"));
    screen.tip = words(QT_TRANSLATE_NOOP("sluice::app::ModelsJoin", "Train models on rows and have them predict"));
    screen.find = [panel] { panel->focusFilter(); };
    screen.keys = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    window.addScreen(screen);
    new ModelsFlow(window, *shelf, *panel);
    shelf->load();
}

} // namespace sluice::app
