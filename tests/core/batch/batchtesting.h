// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/batch/batchoptions.h"

#include <QCoreApplication>
#include <QFuture>
#include <QPromise>
#include <QStringList>

#include <algorithm>
#include <memory>
#include <vector>

namespace sluice::test {

using core::BatchFault;

enum class WorkFault { Refused, Broken };
using WorkFailure = core::Failure<WorkFault>;
using Answer = core::Result<QString, WorkFailure>;

/// Lets everything that is already on its way arrive.
inline void settle()
{
    for (int turn = 0; turn < 20; ++turn) {
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

/// Requests that are answered when the test tells to. A request is known by the number of its beginning, from 0.
class ScriptedFetcher final
{
public:
    [[nodiscard]] QFuture<Answer> start(int request)
    {
        m_requests.append(request);
        m_promises.push_back(std::make_unique<QPromise<Answer>>());
        m_promises.back()->start();
        m_peak = std::max(m_peak, underWay());
        return m_promises.back()->future();
    }
    /// For the modes.
    [[nodiscard]] auto starter()
    {
        return [this](int request) { return start(request); };
    }

    void answer(int at, const QString &value) { end(at, Answer(value)); }
    void answer(int at) { answer(at, QString::number(m_requests.at(at))); }
    void fail(int at, const QString &detail) { end(at, core::failure(WorkFault::Broken, detail)); }
    void drop(int at) { m_promises[size_t(at)].reset(); }
    void finishWithoutValue(int at) { finish(at); }
    void throwFrom(int at)
    {
        m_promises[size_t(at)]->setException(std::make_exception_ptr(std::runtime_error("out of paper")));
        finish(at);
    }
    void answerAll()
    {
        for (int at = 0; at < begun(); ++at) {
            if (m_promises[size_t(at)])
                answer(at);
        }
    }

    /// In the order in which they began.
    [[nodiscard]] const QList<int> &requests() const { return m_requests; }
    [[nodiscard]] int begun() const { return int(m_requests.size()); }
    [[nodiscard]] bool isCancelled(int at) const { return m_promises[size_t(at)]->isCanceled(); }
    /// Neither answered nor cancelled.
    [[nodiscard]] int underWay() const
    {
        return int(std::count_if(m_promises.begin(), m_promises.end(),
                                 [](const auto &promise) { return promise && !promise->isCanceled(); }));
    }
    [[nodiscard]] int peak() const { return m_peak; }

private:
    void end(int at, Answer answer)
    {
        m_promises[size_t(at)]->addResult(std::move(answer));
        finish(at);
    }
    void finish(int at)
    {
        m_promises[size_t(at)]->finish();
        m_promises[size_t(at)].reset();
    }

    QList<int> m_requests;
    std::vector<std::unique_ptr<QPromise<Answer>>> m_promises;
    int m_peak = 0;
};

/// What a batch told, one text each: "INDEX:REQUEST=VALUE", or "!" and the fault with its detail instead of the value.
class Telling final
{
public:
    template <typename Completed>
    void operator()(const Completed &completed)
    {
        const QString what =
            completed.outcome ? u'=' + *completed.outcome : u'!' + faultOf(completed.outcome.error().kind);
        m_told.append(QStringLiteral("%1:%2%3").arg(completed.index).arg(completed.request).arg(what));
    }

    [[nodiscard]] const QStringList &told() const { return m_told; }
    [[nodiscard]] qsizetype count() const { return m_told.size(); }

    [[nodiscard]] static QString faultOf(BatchFault fault)
    {
        switch (fault) {
        case BatchFault::Failed:
            return QStringLiteral("failed");
        case BatchFault::Cancelled:
            return QStringLiteral("cancelled");
        case BatchFault::TimedOut:
            return QStringLiteral("timed out");
        case BatchFault::Threw:
            return QStringLiteral("threw");
        case BatchFault::Lost:
            return QStringLiteral("lost");
        case BatchFault::Refused:
            return QStringLiteral("refused");
        }
        return {};
    }

private:
    QStringList m_told;
};

/// 0, 1, … up to `count` of them.
inline QList<int> numbers(int count)
{
    QList<int> list(count);
    for (int i = 0; i < count; ++i)
        list[i] = i;
    return list;
}

} // namespace sluice::test
