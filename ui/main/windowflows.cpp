// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/windowflows.h"

#include "core/base/whendone.h"
#include "ui/crawl/crawldialog.h"
#include "ui/main/secretdialog.h"
#include "ui/main/secretnames.h"
#include "ui/problems/problemtext.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/question.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

using core::CrawlId;
using core::Project;

namespace {

QFileDialog *fileDialog(QWidget &window, const QString &objectName, const QString &title, const QString &folder,
                        QFileDialog::AcceptMode mode)
{
    auto *dialog = new QFileDialog(&window, title, folder, QFileDialog::tr("Sluice projects (*.sluice)"));
    dialog->setObjectName(objectName);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(mode);
    dialog->setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    dialog->setDefaultSuffix(u"sluice"_s);
    return dialog;
}

} // namespace

WindowFlows::WindowFlows(QWidget &window, core::CrawlEngine &engine, ProjectSession &session, core::SecretDesk &secrets,
                         core::Settings &settings, std::shared_ptr<core::WorkerPool> workers)
    : QObject(&window)
    , m_window(window)
    , m_engine(engine)
    , m_session(session)
    , m_secrets(secrets)
    , m_settings(settings)
    , m_recent(settings)
    , m_workers(std::move(workers))
{
    connect(&m_session, &ProjectSession::crawlStarted, this, &WindowFlows::endDialog);
    connect(&m_session, &ProjectSession::startFailed, this, &WindowFlows::showStartFailure);
    connect(&m_secrets, &core::SecretDesk::failed, this, &WindowFlows::failed);
}

CrawlDialog *WindowFlows::newCrawl()
{
    if (!m_crawlDialog) {
        m_crawlDialog = new CrawlDialog({m_session.path(), m_recent.folder(), m_workers}, &m_window);
        m_crawlDialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_crawlDialog, &CrawlDialog::startRequested, this, &WindowFlows::start);
        // Closed, it lives on until the event loop deletes it: a further call makes a new one.
        connect(m_crawlDialog, &QDialog::finished, this, [this] { m_crawlDialog.clear(); });
    }
    m_crawlDialog->open();
    return m_crawlDialog;
}

CrawlDialog *WindowFlows::newCrawlWith(const core::CrawlSpec &spec)
{
    CrawlDialog *dialog = newCrawl();
    dialog->load(spec);
    dialog->showPage(CrawlDialog::ExtractionTab);
    return dialog;
}

void WindowFlows::start(const core::CrawlSpec &spec, const QString &path)
{
    const auto begin = [this, spec, path] {
        if (!std::exchange(m_isStarting, true))
            m_session.startCrawl(spec, path);
    };
    withSecrets(secretNames(spec), begin, m_crawlDialog);
}

void WindowFlows::endDialog()
{
    m_isStarting = false;
    if (m_crawlDialog)
        m_crawlDialog->accept();
}

void WindowFlows::showStartFailure(const QString &detail)
{
    m_isStarting = false;
    if (m_crawlDialog)
        m_crawlDialog->showFailure(detail);
    else
        Q_EMIT failed(detail);
}

void WindowFlows::withSecrets(const QStringList &names, std::function<void()> then, QWidget *parent)
{
    const QFuture<QStringList> loading = m_secrets.load(names);
    if (loading.isFinished())
        return askForSecrets(loading.result(), then, parent);
    if (std::exchange(m_isAsking, true))
        return; // pressed twice while somebody unlocks the keychain
    Q_EMIT askingKeychain();
    const bool hasDialog = parent != nullptr;
    const QPointer<QWidget> dialog(parent);
    core::whenDone(loading, this, [this, hasDialog, dialog, then = std::move(then)](const QStringList &missing) {
        m_isAsking = false;
        if (!hasDialog || (dialog && dialog->isVisible())) // else it was cancelled meanwhile
            askForSecrets(missing, then, dialog);
    });
}

void WindowFlows::askForSecrets(const QStringList &missing, const std::function<void()> &then, QWidget *parent)
{
    if (missing.isEmpty())
        return then();
    auto *dialog = new SecretDialog(missing, parent ? parent : &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setKeychain(m_secrets.keychainState(), m_secrets.keychainTrouble());
    connect(dialog, &SecretDialog::entered, this, &WindowFlows::takeSecrets);
    connect(dialog, &SecretDialog::entered, this, [then] { then(); });
    dialog->open();
}

void WindowFlows::takeSecrets(const QHash<QString, QByteArray> &values, bool isKept)
{
    for (auto it = values.cbegin(); it != values.cend(); ++it) {
        if (isKept)
            (void)m_secrets.write(it.key(), it.value()); // what cannot be kept is told by failed()
        else
            m_secrets.keepForSession(it.key(), it.value());
    }
}

void WindowFlows::resume(const QList<CrawlId> &crawls)
{
    QStringList names;
    for (const CrawlId crawl : crawls) {
        const auto spec = m_engine.isRunning(crawl) ? std::nullopt : m_session.specOf(crawl);
        if (spec)
            names += secretNames(*spec);
    }
    names.removeDuplicates();
    withSecrets(names, [this, crawls] {
        for (const CrawlId crawl : crawls)
            m_session.resumeCrawl(crawl);
    });
}

QString WindowFlows::forgetSecrets(CrawlId crawl)
{
    const auto spec = m_session.specOf(crawl);
    const QStringList names = spec ? secretNames(*spec) : QStringList();
    if (names.isEmpty())
        return tr("This crawl has no secrets.");
    for (const QString &name : names)
        (void)m_secrets.forget(name); // what stays in the keychain is told by failed()
    return tr("Forgotten: %1. What the crawl needs is asked for when it goes on.").arg(names.join(u", "_s));
}

void WindowFlows::chooseProject()
{
    auto *dialog =
        fileDialog(m_window, u"openDialog"_s, tr("Open project"), m_recent.folder(), QFileDialog::AcceptOpen);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { openProject(path, Project::Mode::OpenExisting); });
    dialog->open();
}

void WindowFlows::chooseNewProject()
{
    auto *dialog = fileDialog(m_window, u"newDialog"_s, tr("New project"), m_recent.folder(), QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // a project that exists is opened, never replaced
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &path) { openProject(path, Project::Mode::OpenOrCreate); });
    dialog->open();
}

void WindowFlows::chooseCopy()
{
    auto *dialog =
        fileDialog(m_window, u"copyDialog"_s, tr("Save a copy as"), m_recent.folder(), QFileDialog::AcceptSave);
    const QFileInfo now(m_session.path());
    dialog->selectFile(now.dir().filePath(tr("%1 copy.sluice").arg(now.completeBaseName())));
    connect(dialog, &QFileDialog::fileSelected, &m_session, &ProjectSession::saveCopy);
    dialog->open();
}

void WindowFlows::openProject(const QString &path, Project::Mode mode)
{
    if (m_session.isOpen() && QFileInfo(path) == QFileInfo(m_session.path()))
        return;
    whenIdle(tr("Open another project?"), tr("Open"), [this, path, mode] { m_session.open(path, mode); });
}

void WindowFlows::closeProject()
{
    whenIdle(tr("Close this project?"), tr("Close project"), [this] { m_session.close(); });
}

void WindowFlows::whenIdle(const QString &question, const QString &button, std::function<void()> then)
{
    const int running = m_engine.runningCount();
    if (running == 0)
        return then();
    const int batches = m_engine.runningBatches();
    QStringList consequences;
    if (running > batches)
        consequences.append(tr("%n crawl(s) still running: they are interrupted. Nothing is lost, and they can be "
                               "resumed when the project is opened again.",
                               nullptr, running - batches));
    if (batches > 0)
        consequences.append(tr("%n batch(es) still running: what is not through by now is not fetched. Rows that are "
                               "filed stay in the project.",
                               nullptr, batches));
    const QString title = running > batches ? tr("Crawls are running") : tr("Batches are running");
    QMessageBox *box =
        makeQuestion(&m_window, u"runningDialog"_s, Tone::Info, title, question, consequences.join(u"\n\n"_s));
    QPushButton *yes = box->addButton(button, QMessageBox::AcceptRole);
    describe(yes, u"interruptCrawls"_s, button, tr("Interrupt them and go on"));
    QPushButton *no = box->addButton(tr("Keep running"), QMessageBox::RejectRole);
    describe(no, u"keepRunning"_s, tr("Keep running"), tr("Change nothing"));
    box->setDefaultButton(no);
    connect(yes, &QPushButton::clicked, this, [then = std::move(then)] { then(); });
    box->open();
}

void WindowFlows::fillRecentMenu(QMenu &menu)
{
    menu.clear();
    const QStringList paths = m_recent.paths();
    for (const QString &path : paths) {
        QString text = QDir::toNativeSeparators(path);
        QAction *action = menu.addAction(text.replace(u'&', u"&&"_s));
        connect(action, &QAction::triggered, this, [this, path] { openProject(path); });
    }
    if (paths.isEmpty())
        menu.addAction(tr("None yet"))->setEnabled(false);
}

ExportDialog *WindowFlows::exportRows(const ExportSource &source)
{
    auto *dialog = new ExportDialog(source, m_settings, &m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ExportDialog::exported, this, &WindowFlows::exported);
    dialog->open();
    return dialog;
}

ExportDialog *WindowFlows::exportProblems(ExportSource source)
{
    source.what = tr("problems");
    source.write = &core::exportProblems;
    source.columns = core::problemColumns();
    source.titles = ProblemText::titles();
    return exportRows(source);
}

void WindowFlows::showAbout()
{
    QMessageBox *box = makeQuestion(&m_window, u"aboutDialog"_s, Tone::Info, tr("About Sluice"),
                                    tr("Sluice %1").arg(QStringLiteral(SLUICE_VERSION)),
                                    tr("A desktop scraping workbench. Free software under the GNU General Public "
                                       "License, version 3 or later."));
    box->setIconPixmap(programIcon().pixmap(64, 64));
    QPushButton *close = box->addButton(tr("Close"), QMessageBox::AcceptRole);
    describe(close, u"closeAbout"_s, tr("Close"), tr("Close this box"));
    box->open();
}

} // namespace sluice::ui
