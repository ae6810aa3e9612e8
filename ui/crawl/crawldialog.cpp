// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/crawl/crawldialog.h"

#include "core/url/address.h"
#include "ui/crawl/outputpage.h"
#include "ui/crawl/programchecker.h"
#include "ui/crawl/scopepage.h"
#include "ui/crawl/startpage.h"
#include "ui/spec/extractionpage.h"
#include "ui/spec/politeness.h"
#include "ui/spec/renderingpage.h"
#include "ui/spec/requestspage.h"
#include "ui/spec/specbook.h"
#include "ui/spec/speedpage.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/notificationbar.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int checkAfterMs = 400;

} // namespace

CrawlDialog::CrawlDialog(const CrawlDialogPlace &place, QWidget *parent)
    : QDialog(parent)
    , m_book(new SpecBook(u"crawlPages"_s, this))
    , m_notice(new NotificationBar(this))
    , m_programs(new ProgramChecker(place.workers, this))
    , m_summary(new QLabel(this))
    , m_startButton(new QPushButton(tr("&Start crawl"), this))
{
    setObjectName(u"crawlDialog"_s);
    setWindowTitle(tr("New crawl"));
    resize(960, 660);
    makePages(place);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_book, 1);
    layout->addWidget(makeFooter());
    connectPages();
    load({});
    m_start->focusAddress();
}

void CrawlDialog::makePages(const CrawlDialogPlace &place)
{
    m_start = new StartPage(this);
    m_scope = new ScopePage(this);
    m_speed = new SpeedPage(this);
    m_requests = new RequestsPage(this);
    m_rendering = new RenderingPage(this);
    m_extraction = new ExtractionPage(this);
    m_output = new OutputPage(place.project, place.folder, this);
    m_book->addPage(m_start, "start"_L1);
    m_book->addPage(m_scope, "scope"_L1);
    m_book->addPage(m_speed, "speed"_L1);
    m_book->addPage(m_requests, "requests"_L1);
    m_book->addPage(m_rendering, "page"_L1);
    m_book->addPage(m_extraction, "extraction"_L1);
    m_book->addPage(m_output, "output"_L1);
}

QWidget *CrawlDialog::makeFooter()
{
    auto *load = new QPushButton(themedIcon("load"_L1), tr("&Load job…"), this);
    auto *save = new QPushButton(themedIcon("save"_L1), tr("Sa&ve job…"), this);
    auto *cancel = new QPushButton(tr("Cancel"), this);
    describe(load, u"loadJob"_s, tr("Load job"), tr("Fill the pages from a job file (Ctrl+O)"));
    describe(save, u"saveJob"_s, tr("Save job"), tr("Keep these settings in a job file (Ctrl+S)"));
    describe(cancel, u"cancelDialog"_s, tr("Cancel"), tr("Close without starting (Esc)"));
    describe(m_startButton, u"startCrawl"_s, tr("Start crawl"), tr("Start the crawl (Enter, Ctrl+Enter)"));
    for (QPushButton *button : {load, save, cancel}) {
        button->setAutoDefault(false);
        button->setIconSize({22, 16});
    }
    m_startButton->setDefault(true);
    m_summary->setObjectName(u"crawlSummary"_s);
    setPart(m_summary, "error");
    auto *footer = new QFrame(this);
    setPart(footer, "footer");
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(load);
    layout->addWidget(save);
    layout->addSpacing(8);
    layout->addWidget(m_summary, 1);
    layout->addWidget(cancel);
    layout->addWidget(m_startButton);
    connect(load, &QPushButton::clicked, this, &CrawlDialog::chooseLoad);
    connect(save, &QPushButton::clicked, this, &CrawlDialog::chooseSave);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_startButton, &QPushButton::clicked, this, &CrawlDialog::start);
    return footer;
}

void CrawlDialog::connectPages()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(checkAfterMs);
    connect(&m_pause, &QTimer::timeout, this, &CrawlDialog::check);
    connect(m_programs, &ProgramChecker::checked, this, &CrawlDialog::takeProgramCheck);
    connect(m_book, &SpecBook::changed, this, &CrawlDialog::takeChange);
    connect(m_start, &StartPage::failed, this, &CrawlDialog::showFailure);
    const auto shortcut = [this](const QKeySequence &keys, auto slot) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, slot);
    };
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter})
        shortcut(QKeySequence(Qt::CTRL | key), &CrawlDialog::start);
    shortcut(QKeySequence::Open, &CrawlDialog::chooseLoad);
    shortcut(QKeySequence::Save, &CrawlDialog::chooseSave);
}

void CrawlDialog::load(const core::CrawlSpec &spec)
{
    m_isLoading = true;
    m_book->load(spec);
    m_isLoading = false;
    takeChange();
    check();
}

core::CrawlSpec CrawlDialog::spec() const
{
    core::CrawlSpec spec;
    m_book->store(spec);
    return spec;
}

QString CrawlDialog::projectPath() const
{
    return m_output->projectPath();
}

void CrawlDialog::setProjectPath(const QString &path)
{
    m_output->setProjectPath(path);
}

void CrawlDialog::showPage(int page)
{
    m_book->showPage(page);
}

void CrawlDialog::takeChange()
{
    if (m_isLoading)
        return;
    const QString address = spec().seeds.value(0);
    m_scope->setExample(address);
    m_output->suggestProject(core::hostOf(address));
    m_pause.start();
}

QList<core::SpecProblem> CrawlDialog::problems() const
{
    const core::CrawlSpec now = spec();
    QList<core::SpecProblem> problems = core::validate(now);
    // Before Start is tried, an empty dialog is not a mistake.
    if (!m_isStarted && now.seeds.isEmpty())
        problems.removeIf([](const core::SpecProblem &problem) { return problem.field == "seeds"_L1; });
    else if (now.seeds.isEmpty())
        problems.prepend({u"seeds"_s, tr("Type the address of the page to begin with.")});
    if (m_isStarted && m_output->projectPath().isEmpty())
        problems.append({u"project"_s, tr("Name a file for the project.")});
    return problems;
}

void CrawlDialog::check()
{
    m_pause.stop();
    m_programs->check(spec());
    const QList<core::SpecProblem> found = problems() + m_programs->problems(spec());
    m_book->showProblems(found, boldPages());
    // Whichever page is shown, and also where a job file brought it.
    const int unchecked = int(spec().insecureHosts.size());
    setStyleProperty(m_summary, "part", found.isEmpty() ? u"warning"_s : u"error"_s);
    m_summary->setText(!found.isEmpty() ? tr("%n field(s) to correct", nullptr, int(found.size()))
                       : unchecked > 0  ? tr("TLS is not verified for %n host(s)", nullptr, unchecked)
                                        : QString());
}

QSet<const SpecPage *> CrawlDialog::boldPages() const
{
    const core::CrawlSpec now = spec();
    QSet<const SpecPage *> pages;
    if (!Politeness::speedWarnings(now).isEmpty())
        pages.insert(m_speed);
    if (!(Politeness::identityWarnings(now) + Politeness::tlsWarnings(now)).isEmpty())
        pages.insert(m_requests);
    return pages;
}

void CrawlDialog::start()
{
    m_isStarted = true;
    m_notice->dismiss();
    check();
    if (const QList<core::SpecProblem> found = problems(); !found.isEmpty())
        return showFirst(found);
    if (!m_programs->concerns(spec()))
        return startChecked();
    m_isStartWaiting = true;
    m_startButton->setEnabled(false);
    m_programs->checkAgain(spec());
    m_notice->showNotice(Tone::Info, tr("Trying the programs of the extraction…"));
}

void CrawlDialog::startChecked()
{
    core::CrawlSpec ready = spec();
    if (ready.name.isEmpty())
        ready.name = core::hostOf(ready.seeds.value(0));
    Q_EMIT startRequested(ready, projectPath());
}

void CrawlDialog::takeProgramCheck()
{
    check();
    if (!std::exchange(m_isStartWaiting, false))
        return;
    m_startButton->setEnabled(true);
    m_notice->dismiss();
    if (const QList<core::SpecProblem> found = problems() + m_programs->problems(spec()); !found.isEmpty())
        return showFirst(found);
    startChecked();
}

void CrawlDialog::showFirst(const QList<core::SpecProblem> &problems)
{
    if (!m_book->showFirst(problems)) // a field that no page has
        showFailure(problems.first().field + u": "_s + problems.first().message);
}

void CrawlDialog::showFailure(const QString &detail)
{
    m_notice->showNotice(Tone::Danger, detail);
}

} // namespace sluice::ui
