// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/batchdialog.h"

#include "core/settings/settings.h"
#include "core/url/address.h"
#include "ui/batch/addressespage.h"
#include "ui/batch/batchdefaults.h"
#include "ui/batch/batchoutputpage.h"
#include "ui/batch/orderpage.h"
#include "ui/spec/extractionpage.h"
#include "ui/spec/politeness.h"
#include "ui/spec/renderingpage.h"
#include "ui/spec/requestspage.h"
#include "ui/spec/specbook.h"
#include "ui/spec/speedpage.h"
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

BatchDialog::BatchDialog(const BatchDialogContext &context, QWidget *parent)
    : QDialog(parent)
    , m_settings(context.settings)
    , m_book(new SpecBook(u"batchPages"_s, this))
    , m_notice(new NotificationBar(this))
    , m_summary(new QLabel(this))
    , m_startButton(new QPushButton(tr("&Start batch"), this))
{
    setObjectName(u"batchDialog"_s);
    setWindowTitle(tr("New batch"));
    resize(960, 660);
    makePages(context);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_book, 1);
    layout->addWidget(m_notice);
    layout->addWidget(makeFooter());
    connectPages();
    takeDefaults();
    m_addresses->focusList();
}

void BatchDialog::makePages(const BatchDialogContext &context)
{
    m_addresses = new AddressesPage(context.projectPath, context.crawls, this);
    m_order = new OrderPage(this);
    m_speed = new SpeedPage(this, core::BatchSpec().crawl);
    m_requests = new RequestsPage(this);
    m_output = new BatchOutputPage(context.projectPath, this);
    m_book->addPage(m_addresses, "start"_L1);
    m_book->addPage(m_order, "jobs"_L1);
    m_book->addPage(m_speed, "speed"_L1);
    m_book->addPage(m_requests, "requests"_L1);
    m_book->addPage(new RenderingPage(this), "page"_L1);
    m_book->addPage(new ExtractionPage(this, ExtractionPage::Parts::RowsAlone), "extraction"_L1);
    m_book->addPage(m_output, "output"_L1);
}

QWidget *BatchDialog::makeFooter()
{
    auto *cancel = new QPushButton(tr("Cancel"), this);
    describe(cancel, u"cancelBatchDialog"_s, tr("Cancel"), tr("Close without starting (Esc)"));
    describe(m_startButton, u"startBatch"_s, tr("Start batch"), tr("Fetch the list (Enter, Ctrl+Enter)"));
    cancel->setAutoDefault(false);
    m_startButton->setDefault(true);
    m_summary->setObjectName(u"batchSummary"_s);
    setPart(m_summary, "error");
    auto *footer = new QFrame(this);
    setPart(footer, "footer");
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_summary, 1);
    layout->addWidget(cancel);
    layout->addWidget(m_startButton);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_startButton, &QPushButton::clicked, this, &BatchDialog::start);
    return footer;
}

void BatchDialog::connectPages()
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(checkAfterMs);
    connect(&m_pause, &QTimer::timeout, this, &BatchDialog::check);
    connect(m_book, &SpecBook::changed, this, &BatchDialog::takeChange);
    connect(m_addresses, &AddressesPage::listRead, this, &BatchDialog::takeList);
    connect(this, &QDialog::accepted, this, &BatchDialog::remember);
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
        const auto *keys = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(keys, &QShortcut::activated, this, &BatchDialog::start);
    }
}

void BatchDialog::takeDefaults()
{
    const BatchDefaults defaults = BatchDefaults::load(m_settings);
    fill(defaults.spec);
    m_output->setFiled(defaults.isFiled);
    m_addresses->setKind(AddressesPage::Kind(defaults.source));
}

void BatchDialog::remember()
{
    BatchDefaults{spec(), m_output->isFiled(), int(m_addresses->kind())}.save(m_settings);
}

void BatchDialog::setSpec(const core::BatchSpec &spec)
{
    fill(spec);
}

void BatchDialog::fill(const core::BatchSpec &spec)
{
    m_isLoading = true;
    m_base = spec;
    m_base.crawl.seeds.clear(); // the page has them
    m_book->load(spec.crawl);
    m_order->loadOrder(spec);
    m_isLoading = false;
    takeChange();
    check();
}

core::BatchSpec BatchDialog::spec() const
{
    core::BatchSpec spec = m_base;
    m_book->store(spec.crawl);
    m_order->storeOrder(spec);
    return spec;
}

void BatchDialog::showPage(int page)
{
    m_book->showPage(page);
}

void BatchDialog::takeChange()
{
    if (m_isLoading)
        return;
    const core::CrawlSpec crawl = spec().crawl;
    m_output->suggestName(core::hostOf(crawl.seeds.value(0)));
    m_output->setHasFields(crawl.hasFields());
    m_pause.start();
}

core::SpecProblem BatchDialog::placed(const core::SpecProblem &problem) const
{
    const QString list = u"seeds"_s;
    if (problem.field == list || problem.field.startsWith(list + u'['))
        return {m_addresses->fieldPath(), problem.message};
    // The crawl that does the same has other names for what is followed.
    if (problem.field == "extraction.next"_L1)
        return {u"batch.follow"_s, problem.message};
    if (problem.field == "scope.maximum_depth"_L1)
        return {u"batch.follow_depth"_s, problem.message};
    return problem;
}

QList<core::SpecProblem> BatchDialog::problems() const
{
    QList<core::SpecProblem> problems = m_addresses->problems(m_isStarted);
    core::BatchSpec now = spec();
    // Each address was looked at when the list was read, off this thread; the first one stands for all.
    now.crawl.seeds = now.crawl.seeds.first(qMin<qsizetype>(1, now.crawl.seeds.size()));
    for (const core::SpecProblem &problem : core::validate(now)) {
        if (!problem.field.startsWith("seeds"_L1))
            problems.append(placed(problem));
    }
    return problems;
}

void BatchDialog::check()
{
    m_pause.stop();
    const QList<core::SpecProblem> found = problems();
    m_book->showProblems(found, boldPages());
    showSummary(int(found.size()));
}

void BatchDialog::showSummary(int problems)
{
    const int unchecked = int(spec().crawl.insecureHosts.size());
    setStyleProperty(m_summary, "part", problems > 0 ? u"error"_s : u"warning"_s);
    m_summary->setText(problems > 0    ? tr("%n field(s) to correct", nullptr, problems)
                       : unchecked > 0 ? tr("TLS is not verified for %n host(s)", nullptr, unchecked)
                                       : QString());
}

QSet<const SpecPage *> BatchDialog::boldPages() const
{
    const core::CrawlSpec now = spec().crawl;
    QSet<const SpecPage *> pages;
    if (!Politeness::speedWarnings(now, core::BatchSpec().crawl).isEmpty())
        pages.insert(m_speed);
    if (!(Politeness::identityWarnings(now) + Politeness::tlsWarnings(now)).isEmpty())
        pages.insert(m_requests);
    return pages;
}

void BatchDialog::start()
{
    m_isStarted = true;
    m_notice->dismiss();
    if (m_addresses->isReading()) {
        m_isStartWaiting = true;
        m_startButton->setEnabled(false);
        m_addresses->hurry();
        return;
    }
    check();
    const QList<core::SpecProblem> found = problems();
    if (found.isEmpty()) {
        core::BatchSpec ready = spec();
        if (ready.crawl.name.isEmpty())
            ready.crawl.name = core::hostOf(ready.crawl.seeds.value(0));
        Q_EMIT startRequested(ready, m_output->isFiled());
    } else if (!m_book->showFirst(found)) { // a field that no page has
        m_notice->showNotice(Tone::Danger, found.first().field + u": "_s + found.first().message);
    }
}

void BatchDialog::takeList()
{
    if (!std::exchange(m_isStartWaiting, false))
        return;
    m_startButton->setEnabled(true);
    start();
}

void BatchDialog::showFailure(const core::StartFailure &failure)
{
    m_pause.stop();
    const qsizetype colon = failure.detail.indexOf(": "_L1);
    if (failure.kind == core::StartFault::Spec && colon > 0) {
        const core::SpecProblem problem = placed({failure.detail.left(colon), failure.detail.mid(colon + 2)});
        const QList<core::SpecProblem> found = problems() + QList<core::SpecProblem>{problem};
        m_book->showProblems(found, boldPages());
        showSummary(int(found.size()));
        if (m_book->showFirst({problem}))
            return;
    }
    m_notice->showNotice(Tone::Danger, failure.detail);
}

} // namespace sluice::ui
