// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerdispatcher.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Small enough that several workers share a batch, large enough that messages cost little.
constexpr qsizetype groupPages = 32;
constexpr qsizetype groupBytes = 4 << 20;
constexpr std::chrono::seconds idleTime{60};
/// Somebody who ends workers by hand may do so twice before the page is given up.
constexpr int foreignDeaths = 2;
constexpr std::chrono::milliseconds watchInterval{50};

const WorkerFailure cancelled{WorkerFault::Cancelled, QStringLiteral("cancelled"), 0};

qsizetype groupLength(const QList<WorkerPage> &pages, qsizetype first)
{
    qsizetype bytes = 0;
    qsizetype count = 0;
    while (first + count < pages.size() && count < groupPages && (count == 0 || bytes < groupBytes)) {
        bytes += pages[first + count].content.size();
        ++count;
    }
    return count;
}

} // namespace

void WorkerJob::finish(WorkerOutcome outcome)
{
    if (isFinished)
        return;
    isFinished = true;
    promise.addResult(std::move(outcome));
    promise.finish();
}

void WorkerJob::finishWith(const WorkerFailure &reason)
{
    for (WorkerAnswer &answer : answers) {
        if (answer.failure == cancelled)
            answer.failure = reason;
    }
    finish(answers);
}

WorkerDispatcher::WorkerDispatcher(QString program, int workers, qint64 memory)
    : m_program(std::move(program))
    , m_workers(std::max(1, workers))
    , m_memory(memory)
{
    m_watch.setInterval(watchInterval);
    connect(&m_watch, &QTimer::timeout, this, &WorkerDispatcher::dropCancelled);
}

WorkerDispatcher::~WorkerDispatcher()
{
    const WorkerFailure reason{WorkerFault::Cancelled, u"the program is closing"_s, 0};
    for (const Group &group : m_waiting)
        group.job->finish(tl::make_unexpected(reason));
    for (const Seat *seat : m_seats) {
        seat->process->disconnect(this);
        if (seat->group.job)
            seat->group.job->finish(tl::make_unexpected(reason));
    }
    qDeleteAll(m_seats);
}

void WorkerDispatcher::add(const std::shared_ptr<WorkerJob> &job)
{
    const QList<WorkerPage> &pages = job->batch.pages;
    WorkerAnswer unanswered;
    unanswered.failure = cancelled;
    job->answers.fill(unanswered, pages.size());
    job->missing = pages.size();
    if (pages.isEmpty()) {
        // Even then it is to be seen whether the program compiles.
        m_waiting.push_back({job, 0, 0});
    }
    for (qsizetype first = 0; first < pages.size();) {
        const qsizetype count = groupLength(pages, first);
        m_waiting.push_back({job, first, count});
        first += count;
    }
    if (!m_watch.isActive())
        m_watch.start();
    scheduleDispatch();
}

QList<qint64> WorkerDispatcher::processIds() const
{
    QList<qint64> ids;
    for (const Seat *seat : m_seats) {
        if (seat->process->processId() > 0)
            ids.append(seat->process->processId());
    }
    return ids;
}

void WorkerDispatcher::scheduleDispatch()
{
    if (m_isScheduled)
        return;
    m_isScheduled = true;
    QMetaObject::invokeMethod(this, &WorkerDispatcher::dispatch, Qt::QueuedConnection);
}

void WorkerDispatcher::dispatch()
{
    m_isScheduled = false;
    dropFinished();
    while (!m_waiting.empty()) {
        Seat *seat = findIdle();
        if (!seat && qsizetype(m_seats.size()) >= m_workers)
            return;
        give(seat ? *seat : startWorker());
        dropFinished();
    }
}

void WorkerDispatcher::dropFinished()
{
    std::erase_if(m_waiting, [](const Group &group) {
        if (!group.job->isFinished && group.job->isCancelled())
            group.job->finish(tl::make_unexpected(cancelled));
        return group.job->isFinished;
    });
}

void WorkerDispatcher::dropCancelled()
{
    const QList<std::shared_ptr<WorkerJob>> jobs = jobsUnderWay();
    for (const auto &job : jobs) {
        if (job->isCancelled())
            job->finish(tl::make_unexpected(cancelled));
    }
    endFinished();
    if (jobs.isEmpty())
        m_watch.stop();
}

/// Ends the workers that are at something which nobody waits for any more.
void WorkerDispatcher::endFinished()
{
    const std::vector<Seat *> seats = m_seats;
    for (Seat *seat : seats) {
        if (seat->group.job && seat->group.job->isFinished)
            remove(*seat);
    }
    scheduleDispatch();
}

void WorkerDispatcher::endPage(const WorkerJob &slow, const WorkerFailure &reason)
{
    const bool isCostly = reason.kind == WorkerFault::Timeout || reason.kind == WorkerFault::Memory;
    if (slow.batch.page == 0 || !isCostly)
        return;
    const QString leftOut = u"left out: another program on this page %1"_s.arg(reason.detail);
    for (const auto &job : jobsUnderWay()) {
        if (job->batch.page == slow.batch.page)
            job->finishWith(job.get() == &slow ? reason : WorkerFailure{reason.kind, leftOut, 0});
    }
    endFinished();
}

QList<std::shared_ptr<WorkerJob>> WorkerDispatcher::jobsUnderWay() const
{
    QList<std::shared_ptr<WorkerJob>> jobs;
    for (const Group &group : m_waiting)
        jobs.append(group.job);
    for (const Seat *seat : m_seats) {
        if (seat->group.job)
            jobs.append(seat->group.job);
    }
    return jobs;
}

void WorkerDispatcher::give(Seat &seat)
{
    seat.idle.stop();
    seat.group = m_waiting.front();
    m_waiting.pop_front();
    seat.process->send(seat.group.job->batch, seat.group.first, seat.group.count);
}

WorkerDispatcher::Seat *WorkerDispatcher::findIdle()
{
    const auto found =
        std::ranges::find_if(m_seats, [](const Seat *seat) { return !seat->group.job && !seat->process->isEnded(); });
    return found == m_seats.end() ? nullptr : *found;
}

WorkerDispatcher::Seat &WorkerDispatcher::startWorker()
{
    m_seats.push_back(new Seat);
    Seat &seat = *m_seats.back();
    seat.process = std::make_unique<WorkerProcess>(m_program, m_memory, nullptr);
    seat.idle.setSingleShot(true);
    seat.idle.setInterval(idleTime);
    WorkerProcess *process = seat.process.get();
    connect(&seat.idle, &QTimer::timeout, this, [this, &seat] { remove(seat); });
    connect(process, &WorkerProcess::answered, this, [this, &seat](const auto &answer) { onAnswered(seat, answer); });
    connect(process, &WorkerProcess::refused, this, [this, &seat](const auto &failure) { onRefused(seat, failure); });
    connect(process, &WorkerProcess::done, this, [this, &seat](qint64 memory) { onDone(seat, memory); });
    // Queued, because it may come from within start() and send().
    connect(
        process, &WorkerProcess::ended, this,
        [this, &seat](const auto &reason, bool isForeign) { onEnded(seat, reason, isForeign); }, Qt::QueuedConnection);
    process->start();
    return seat;
}

void WorkerDispatcher::onAnswered(Seat &seat, const WorkerAnswer &answer)
{
    record(seat.group, answer);
    if (answer.failure)
        endPage(*seat.group.job, *answer.failure);
}

void WorkerDispatcher::onRefused(Seat &seat, const WorkerFailure &failure)
{
    seat.group.job->finish(tl::make_unexpected(failure));
    seat.group = {};
    seat.idle.start();
    scheduleDispatch();
}

void WorkerDispatcher::onDone(Seat &seat, qint64 memory)
{
    const std::shared_ptr<WorkerJob> job = std::move(seat.group.job);
    seat.group = {};
    if (job->missing == 0)
        job->finish(job->answers);
    seat.idle.start();
    // What a page left behind there must not be the next one's death.
    if (memory > m_memory / 2)
        remove(seat);
    scheduleDispatch();
}

void WorkerDispatcher::onEnded(Seat &seat, const WorkerFailure &reason, bool isForeign)
{
    Group group = std::move(seat.group);
    const bool isLoaded = seat.process->isLoaded();
    // A worker that had done other pages may have died of what those left behind.
    const bool isSecondChance = group.deaths == 0 && seat.process->served() > 0 && reason.kind != WorkerFault::Timeout;
    remove(seat);
    scheduleDispatch();
    if (!group.job || group.job->isFinished)
        return;
    const bool isWorthAnother = isForeign ? group.deaths < foreignDeaths : isSecondChance;
    const std::shared_ptr<WorkerJob> job = group.job;
    const bool isHopeless = !isWorthAnother && (!isLoaded || job->batch.pages.isEmpty());
    if (reason.kind == WorkerFault::NoWorker || isHopeless)
        job->finish(tl::make_unexpected(reason));
    else
        passOn(std::move(group), reason, isWorthAnother);
    if (!isWorthAnother)
        endPage(*job, reason);
}

void WorkerDispatcher::passOn(Group group, const WorkerFailure &reason, bool isWorthAnother)
{
    if (isWorthAnother) {
        ++group.deaths;
    } else if (group.count > 0) {
        WorkerAnswer answer;
        answer.failure = reason;
        record(group, answer);
    }
    if (group.count > 0 || group.job->batch.pages.isEmpty())
        m_waiting.push_front(group);
    else if (group.job->missing == 0)
        group.job->finish(group.job->answers);
}

void WorkerDispatcher::record(Group &group, const WorkerAnswer &answer)
{
    group.job->answers[group.first] = answer;
    --group.job->missing;
    ++group.first;
    --group.count;
    group.deaths = 0;
}

void WorkerDispatcher::remove(Seat &seat)
{
    seat.process->disconnect(this);
    seat.idle.disconnect(this);
    std::erase(m_seats, &seat);
    seat.deleteLater();
}

} // namespace sluice::core
