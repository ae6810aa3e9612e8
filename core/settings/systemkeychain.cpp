// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/systemkeychain.h"

#include "core/base/ownedthread.h"

#include <QPromise>
#include <QTimer>

#include <qt6keychain/keychain.h>

#include <functional>
#include <memory>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

const auto serviceName = u"Sluice"_s;

std::optional<KeychainFailure> failureOf(const QKeychain::Job &job)
{
    switch (job.error()) {
    case QKeychain::NoError:
        return std::nullopt;
    case QKeychain::EntryNotFound:
        return KeychainFailure{KeychainFault::Missing, u"no entry of this name"_s};
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
    case QKeychain::CouldNotDeleteEntry:
        return KeychainFailure{KeychainFault::Denied, job.errorString()};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
    case QKeychain::OtherError: // what comes of no D-Bus and of no service as well
        return KeychainFailure{KeychainFault::NoService, job.errorString()};
    }
    Q_UNREACHABLE();
}

/// Text where it can be, so that other programs show it; and the service finds a text before it looks for bytes.
bool isText(const QByteArray &value)
{
    return !value.contains('\0') && QString::fromUtf8(value).toUtf8() == value;
}

using Done = std::function<void(const std::optional<KeychainFailure> &)>;

/// Runs QtKeychain's jobs: they tell their end through an event loop, one after the other.
class JobRunner final : public QObject
{
public:
    void run(QKeychain::Job *job, const QString &name, int limitMs, Done then)
    {
        auto once = std::make_shared<Done>(std::move(then));
        auto *limit = new QTimer(this);
        limit->setSingleShot(true);
        connect(limit, &QTimer::timeout, this, [once, limit] {
            limit->deleteLater();
            if (const Done end = std::exchange(*once, nullptr))
                end(KeychainFailure{KeychainFault::Late, u"it did not answer in time; it may be locked"_s});
        });
        // The job itself cannot be called back. It ends some time and deletes itself.
        connect(job, &QKeychain::Job::finished, limit, [once, limit](const QKeychain::Job *ended) {
            limit->deleteLater();
            if (const Done end = std::exchange(*once, nullptr))
                end(failureOf(*ended));
        });
        limit->start(limitMs);
        job->setKey(name);
        job->start();
    }
};

/// QtKeychain keeps its queue of jobs with the thread that asked it first, so there is one such thread, for as long as
/// the process lives. It is never ended: a job may still be waiting for somebody to unlock the keychain.
OwnedThread<JobRunner> &jobThread()
{
    static auto *const thread = new OwnedThread<JobRunner>(u"keychain"_s, [] { return std::make_unique<JobRunner>(); });
    return *thread;
}

template <typename Answer>
using Promise = std::shared_ptr<QPromise<Answer>>;

template <typename Answer>
Promise<Answer> newPromise()
{
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    return promise;
}

void end(const Promise<KeychainDone> &promise, const std::optional<KeychainFailure> &failed)
{
    promise->addResult(failed ? KeychainDone(tl::unexpected(*failed)) : KeychainDone());
    promise->finish();
}

void startForget(JobRunner &runner, const QString &name, int limitMs, Done done)
{
    auto *job = new QKeychain::DeletePasswordJob(serviceName);
    runner.run(job, name, limitMs, [done = std::move(done)](std::optional<KeychainFailure> failed) {
        if (failed && failed->kind == KeychainFault::Missing)
            failed.reset();
        done(failed);
    });
}

void startWrite(JobRunner &runner, const QString &name, const QByteArray &value, int limitMs, Done done)
{
    auto *job = new QKeychain::WritePasswordJob(serviceName);
    if (isText(value)) {
        job->setTextData(QString::fromUtf8(value));
        return runner.run(job, name, limitMs, std::move(done));
    }
    // A text of this name would stand before the bytes.
    job->setBinaryData(value);
    startForget(runner, name, limitMs, [&runner, job, name, limitMs, done = std::move(done)](const auto &failed) {
        if (!failed)
            return runner.run(job, name, limitMs, done);
        job->deleteLater();
        done(failed);
    });
}

} // namespace

QFuture<KeychainRead> SystemKeychain::read(const QString &name)
{
    const auto promise = newPromise<KeychainRead>();
    jobThread().post([promise, name, limitMs = m_limitMs](JobRunner &runner) {
        auto *job = new QKeychain::ReadPasswordJob(serviceName);
        runner.run(job, name, limitMs, [promise, job](const std::optional<KeychainFailure> &failed) {
            promise->addResult(failed ? KeychainRead(tl::unexpected(*failed)) : KeychainRead(job->binaryData()));
            promise->finish();
        });
    });
    return promise->future();
}

QFuture<KeychainDone> SystemKeychain::write(const QString &name, const QByteArray &value)
{
    const auto promise = newPromise<KeychainDone>();
    jobThread().post([promise, name, value, limitMs = m_limitMs](JobRunner &runner) {
        startWrite(runner, name, value, limitMs, [promise](const auto &failed) { end(promise, failed); });
    });
    return promise->future();
}

QFuture<KeychainDone> SystemKeychain::forget(const QString &name)
{
    const auto promise = newPromise<KeychainDone>();
    jobThread().post([promise, name, limitMs = m_limitMs](JobRunner &runner) {
        startForget(runner, name, limitMs, [promise](const auto &failed) { end(promise, failed); });
    });
    return promise->future();
}

} // namespace sluice::core
