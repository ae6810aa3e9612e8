// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/renderer/renderserver.h"

#include "app/renderer/processmemory.h"

#include <QCoreApplication>
#include <QSslCertificate>
#include <QSslConfiguration>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr qsizetype readBytes = 64 << 10;
/// For one page; more than any honest one needs.
constexpr qint64 mostMemory = qint64(1) << 30;
/// What the pages of one process may have outside their own ones: the bytes of a Blob are the browser's.
constexpr qint64 mostRest = qint64(512) << 20;
constexpr int watchEveryMs = 200;
/// Ends a process whose memory its pages have left full; the pool sends what it had to another one.
constexpr int exitForMemory = 3;

} // namespace

RenderStreams claimRenderStreams()
{
    const RenderStreams streams{::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3), ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)};
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(nothing, STDOUT_FILENO);
    ::close(nothing);
    return streams;
}

RenderServer::RenderServer(const RenderStreams &streams, const EngineState &engine, core::GuardProxy &proxy,
                           QObject *parent)
    : QObject(parent)
    , m_streams(streams)
    , m_readable(streams.input, QSocketNotifier::Read)
    , m_surroundings{proxy}
{
    connect(&m_readable, &QSocketNotifier::activated, this, &RenderServer::readTasks);
    m_memory.setInterval(watchEveryMs);
    connect(&m_memory, &QTimer::timeout, this, &RenderServer::watchMemory);
    write(core::RenderHello{engine.isSandboxed, engine.note});
}

RenderServer::~RenderServer() = default;

void RenderServer::readTasks()
{
    QByteArray bytes(readBytes, Qt::Uninitialized);
    const ssize_t got = ::read(m_streams.input, bytes.data(), size_t(bytes.size()));
    if (got < 0 && errno == EINTR)
        return;
    if (got <= 0) {
        m_readable.setEnabled(false);
        QCoreApplication::exit(0);
        return;
    }
    m_frames.append(bytes.first(got));
    bool isGood = !m_frames.isBeyond(core::largestRenderRequest);
    while (isGood) {
        const auto payload = m_frames.take();
        if (!payload)
            return;
        const auto request = core::decodeRenderRequest(*payload);
        isGood = request && take(*request) && !m_frames.isBeyond(core::largestRenderRequest);
    }
    m_readable.setEnabled(false);
    QCoreApplication::exit(1);
}

bool RenderServer::take(const core::RenderRequest &request)
{
    if (const auto *setup = std::get_if<core::RenderSetup>(&request)) {
        if (m_isSetUp)
            return false;
        setUp(*setup);
    } else if (const auto *task = std::get_if<core::RenderTask>(&request)) {
        if (!m_isSetUp || m_jobs.contains(task->id))
            return false;
        begin(*task);
    } else if (const auto *drop = std::get_if<core::RenderDrop>(&request)) {
        forget(drop->id);
    }
    return true;
}

void RenderServer::setUp(const core::RenderSetup &setup)
{
    m_isSetUp = true;
    m_surroundings.setup = setup;
    m_surroundings.proxy.setUpstream(setup.proxy);
    if (setup.caPem.isEmpty())
        return;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.addCaCertificates(QSslCertificate::fromData(setup.caPem, QSsl::Pem));
    QSslConfiguration::setDefaultConfiguration(configuration);
}

void RenderServer::begin(const core::RenderTask &task)
{
    m_isShared = !m_jobs.isEmpty();
    if (m_jobs.isEmpty())
        m_baseMemory = ownMemory();
    if (m_firstMemory == 0)
        m_firstMemory = m_baseMemory;
    if (m_baseMemory - m_firstMemory > mostRest)
        return QCoreApplication::exit(exitForMemory);
    auto *job = new PageJob(task, m_surroundings, this);
    m_jobs.insert(task.id, job);
    // Queued: a page may end within its own start, and is deleted then.
    connect(job, &PageJob::finished, this, &RenderServer::end, Qt::QueuedConnection);
    m_memory.start();
    job->start();
}

void RenderServer::end(const core::RenderAnswer &answer)
{
    // It may have been dropped meanwhile.
    if (!m_jobs.contains(answer.id))
        return;
    forget(answer.id);
    write(answer);
}

void RenderServer::forget(quint32 id)
{
    if (PageJob *job = m_jobs.take(id))
        job->deleteLater();
    if (m_jobs.isEmpty())
        m_memory.stop();
}

void RenderServer::watchMemory()
{
    const QList<PageJob *> jobs = m_jobs.values();
    for (PageJob *job : jobs) {
        if (memoryOf(job->processId()) > mostMemory)
            job->endForMemory(mostMemory);
    }
    watchRest();
}

/// Nobody can tell whose Blobs those are: one page alone is to blame, several come again, each alone.
void RenderServer::watchRest()
{
    if (m_jobs.isEmpty() || !isRestTooLarge())
        return;
    m_memory.stop();
    if (m_isShared)
        return QCoreApplication::exit(exitForMemory);
    PageJob *job = m_jobs.cbegin().value();
    connect(
        job, &PageJob::finished, this, [] { QCoreApplication::exit(exitForMemory); }, Qt::QueuedConnection);
    job->endForMemory(mostRest);
}

bool RenderServer::isRestTooLarge() const
{
    if (ownMemory() - m_baseMemory > mostRest)
        return true;
    QList<qint64> others = ownDescendants();
    for (const PageJob *job : m_jobs)
        others.removeOne(job->processId());
    return std::ranges::any_of(others, [](qint64 id) { return memoryOf(id) > mostMemory; });
}

/// Blocks until the reader has it all: it does nothing else.
void RenderServer::write(const core::RenderReply &reply)
{
    const QByteArray frame = core::encodeRender(reply);
    for (qsizetype done = 0; done < frame.size();) {
        const ssize_t put = ::write(m_streams.output, frame.constData() + done, size_t(frame.size() - done));
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0) {
            QCoreApplication::exit(1);
            return;
        }
        done += put;
    }
}

} // namespace sluice::app
