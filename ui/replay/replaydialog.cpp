// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replaydialog.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"
#include "ui/replay/differencepane.h"
#include "ui/replay/replaytexts.h"
#include "ui/replay/workpage.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QPromise>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int lookEveryMs = 100;

} // namespace

ReplayDialog::ReplayDialog(ReplaySource source, QWidget *parent)
    : QDialog(parent)
    , m_source(std::move(source))
    , m_work(new WorkPage(this))
    , m_difference(new DifferencePane(m_source.projectPath, this))
    , m_message(new EmptyState("results"_L1, this))
    , m_stack(new QStackedWidget(this))
    , m_notice(new Callout(this))
    , m_outcome(new Callout(this))
    , m_rules(new QPushButton(tr("Change r&ules…"), this))
    , m_again(new QPushButton(tr("&Apply again"), this))
    , m_close(new QPushButton(this))
    , m_replace(new QPushButton(tr("&Replace rows"), this))
    , m_thread(u"replay"_s, [] { return std::make_unique<Worker>(); })
{
    setObjectName(u"replayDialog"_s);
    setWindowTitle(tr("Rules applied to the stored pages of “%1”").arg(m_source.crawlName));
    resize(1'000, 640);
    nameWidgets();
    makeLayout();
    m_look.setInterval(lookEveryMs);
    connect(&m_look, &QTimer::timeout, this, &ReplayDialog::showProgress);
    connect(m_difference, &DifferencePane::told, this,
            [this](const QString &text) { m_outcome->setMessage(Tone::Success, text); });
    connect(m_difference, &DifferencePane::failed, this,
            [this](const QString &text) { m_outcome->setMessage(Tone::Danger, text); });
    connect(m_rules, &QPushButton::clicked, this, [this] { Q_EMIT rulesRequested(m_source.rules); });
    connect(m_again, &QPushButton::clicked, this, &ReplayDialog::start);
    connect(m_close, &QPushButton::clicked, this, &ReplayDialog::cancelOrClose);
    connect(m_replace, &QPushButton::clicked, this, &ReplayDialog::replace);
    updateButtons();
}

ReplayDialog::~ReplayDialog()
{
    m_cancel.cancel();
}

void ReplayDialog::nameWidgets()
{
    describe(m_rules, u"replayRules"_s, tr("Change rules"), tr("Go back to the rules and change them"));
    describe(m_again, u"replayAgain"_s, tr("Apply again"), tr("Apply the same rules to all pages stored by now"));
    describe(m_replace, u"replayReplace"_s, tr("Replace rows"),
             tr("Put the new rows in the place of the crawl's, all or none; the crawl keeps the rules"));
    m_message->setObjectName(u"replayMessage"_s);
    m_notice->setObjectName(u"replayNotice"_s);
    m_outcome->setObjectName(u"replayOutcome"_s);
    for (QPushButton *button : {m_rules, m_again, m_close, m_replace})
        button->setAutoDefault(false);
}

void ReplayDialog::makeLayout()
{
    for (QWidget *page : std::initializer_list<QWidget *>{m_work, m_difference, m_message})
        m_stack->addWidget(page);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_stack, 1);
    layout->addWidget(makeFooter());
}

QWidget *ReplayDialog::makeFooter()
{
    auto *footer = new QFrame(this);
    setPart(footer, "footer");
    auto *layout = new QVBoxLayout(footer);
    layout->setContentsMargins(24, 16, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(m_notice);
    layout->addWidget(m_outcome);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_rules);
    buttons->addWidget(m_again);
    buttons->addStretch();
    buttons->addWidget(m_close);
    buttons->addWidget(m_replace);
    layout->addLayout(buttons);
    return footer;
}

void ReplayDialog::start()
{
    m_cancel = {};
    m_isOutdated = m_isCrawlRunning;
    m_outcome->setMessage(Tone::Info, {});
    m_run = std::make_shared<ReplayRun>(m_source.projectPath, m_source.crawl, m_source.rules, m_source.workers);
    setState(State::Working);
    // A future of its own to wait on: the answer's is no longer one that ends, once its result was taken.
    const auto reading = std::make_shared<QPromise<void>>();
    reading->start();
    const auto answer = core::ask(m_thread, [run = m_run, token = m_cancel.token(), reading](Worker &) {
        auto made = run->run(token);
        reading->finish();
        return made;
    });
    core::whenDone(answer, this, [this](const Answer &made) { take(made); });
    Q_EMIT begun(reading->future());
}

void ReplayDialog::take(const Answer &answer)
{
    if (m_isGoing)
        return deleteLater();
    if (!answer) {
        m_message->setText(ReplayTexts::heading(answer.error().kind), ReplayTexts::sentence(answer.error()));
        m_stack->setCurrentWidget(m_message);
        setState(State::Stopped);
        return endHold();
    }
    if (m_isHolding)
        return replace(); // the rules were taken already
    const core::RowDifference &difference = answer->difference;
    if (difference.added + difference.removed + difference.changed > 0 || answer->noteCount > 0 ||
        answer->messageCount > 0) {
        m_difference->showResult(*answer);
        m_stack->setCurrentWidget(m_difference);
    } else {
        m_message->setText(tr("No difference"), ReplayTexts::equal(difference.same));
        m_stack->setCurrentWidget(m_message);
    }
    setState(State::Compared);
}

void ReplayDialog::setCrawlRunning(bool isRunning)
{
    m_isCrawlRunning = isRunning;
    m_isOutdated = m_isOutdated || isRunning;
    if (m_state == State::Holding && !isRunning)
        return start();
    updateButtons();
}

void ReplayDialog::setState(State state)
{
    m_state = state;
    if (isWorking()) {
        m_stack->setCurrentWidget(m_work);
        m_look.start();
        showProgress();
    } else {
        m_look.stop();
    }
    updateButtons();
}

bool ReplayDialog::isWorking() const
{
    return m_state == State::Holding || m_state == State::Working || m_state == State::Replacing;
}

void ReplayDialog::updateButtons()
{
    const bool isCompared = m_state == State::Compared;
    m_rules->setVisible(m_state == State::Compared || m_state == State::Stopped);
    m_again->setVisible(m_state == State::Stopped || (isCompared && !isUpToDate()));
    m_again->setEnabled(m_state == State::Stopped || !m_isCrawlRunning);
    m_replace->setVisible(m_state != State::Stopped && m_state != State::Replaced);
    m_replace->setEnabled(isCompared && (m_isCrawlRunning || isUpToDate()));
    const QString close = isWorking() ? tr("Cancel") : isCompared ? tr("&Discard") : tr("Close");
    m_close->setText(close);
    describe(m_close, u"replayClose"_s, QString(close).remove(u'&'),
             isWorking() ? tr("Stop; the rows stay as they were")
                         : tr("Close this window; the rows stay as they are (Esc)"));
    const bool mayStillReplace = m_state == State::Working || isCompared;
    m_notice->setMessage(Tone::Warning, m_isCrawlRunning && mayStillReplace ? ReplayTexts::crawlRuns()
                                        : isCompared && m_isOutdated        ? ReplayTexts::outdated()
                                                                            : QString());
}

void ReplayDialog::showProgress()
{
    if (m_state == State::Holding)
        m_work->showWait(tr("Stopping the crawl…"));
    else
        m_work->showProgress(m_run->progress());
}

void ReplayDialog::replace()
{
    m_outcome->setMessage(Tone::Info, {});
    if (m_isCrawlRunning) {
        m_isHolding = true;
        setState(State::Holding);
        return Q_EMIT holdRequested();
    }
    setState(State::Replacing);
    Q_EMIT replaceRequested(m_run);
}

void ReplayDialog::endHold()
{
    if (std::exchange(m_isHolding, false))
        Q_EMIT holdEnded();
}

void ReplayDialog::showReplaced(qint64 rows)
{
    m_message->setText(tr("Rows replaced"), ReplayTexts::replaced(rows, m_isHolding));
    m_stack->setCurrentWidget(m_message);
    setState(State::Replaced);
    m_close->setFocus();
    endHold();
}

void ReplayDialog::showReplaceFailure(const core::ReplayFailure &failure)
{
    const bool isCancelled = failure.kind == core::ReplayFault::Cancelled;
    m_message->setText(isCancelled ? tr("Cancelled") : tr("The rows could not be replaced"),
                       tr("The rows stay as they were."));
    m_outcome->setMessage(Tone::Danger, isCancelled ? QString() : failure.detail);
    m_stack->setCurrentWidget(m_message);
    setState(State::Stopped);
    endHold();
}

void ReplayDialog::cancelOrClose()
{
    switch (m_state) {
    case State::Holding:
        m_stack->setCurrentWidget(m_difference);
        setState(State::Compared);
        return endHold();
    case State::Working:
        return m_cancel.cancel();
    case State::Replacing:
        return Q_EMIT replaceCancelled();
    case State::Compared:
    case State::Stopped:
    case State::Replaced:
        return reject();
    }
}

void ReplayDialog::done(int result)
{
    QDialog::done(result);
    if (m_state == State::Replacing)
        Q_EMIT replaceCancelled();
    m_isGoing = m_state == State::Working;
    m_cancel.cancel();
    endHold();
    if (!m_isGoing)
        deleteLater();
}

} // namespace sluice::ui
