// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchcore.h"
#include "core/batch/requests.h"

#include <QPointer>

#include <utility>

namespace sluice::core {

/// The source of a batch and what was added to it since.
template <typename Request>
class BatchQueue : public BatchCore
{
public:
    /// False once nothing is begun any more.
    bool add(Request request)
    {
        if (isStopped())
            return false;
        m_added.push_back(std::move(request));
        schedule();
        return true;
    }

protected:
    BatchQueue(Requests<Request> source, const BatchOptions &options, QObject *context)
        : BatchCore(options, context)
        , m_source(std::make_shared<Requests<Request>>(std::move(source)))
    {}

    [[nodiscard]] bool hasRest() override
    {
        if (m_source->isEnding())
            return hasNext();
        m_peeked.reset(); // what a function gave last is not told, as what it would have given is not
        return !m_added.empty();
    }

    [[nodiscard]] bool hasNext() override
    {
        if (m_peeked || !m_added.empty())
            return true;
        const QPointer<BatchCore> self(this);
        const auto source = m_source; // lives on where its function ends this batch
        auto request = source->next();
        if (self)
            m_peeked = std::move(request);
        return self && m_peeked;
    }

    /// After hasNext().
    [[nodiscard]] Request takeNext()
    {
        if (m_peeked)
            return *std::exchange(m_peeked, std::nullopt);
        Request request = std::move(m_added.front());
        m_added.pop_front();
        return request;
    }

private:
    std::shared_ptr<Requests<Request>> m_source;
    std::optional<Request> m_peeked;
    std::deque<Request> m_added;
};

/// The caller's hand on a batch under way. Copies hold the same batch; once it has ended, or its context has died, they
/// hold nothing and every call is without effect. For the context's thread.
template <typename Request>
class BatchHandle final
{
public:
    BatchHandle() = default;
    explicit BatchHandle(BatchQueue<Request> *batch)
        : m_batch(batch)
    {}

    [[nodiscard]] bool isRunning() const { return m_batch && !m_batch->isOver(); }
    /// Zeros after the end; BatchEnd has the last ones.
    [[nodiscard]] BatchCounts counts() const { return isRunning() ? m_batch->counts() : BatchCounts(); }

    /// One more request, after all others. Call it from a callback to feed the batch what an answer led to; false if the
    /// batch has ended, was cancelled or is out of time.
    bool add(Request request) const { return isRunning() && m_batch->add(std::move(request)); }

    /// Cancels what is under way and begins nothing more. All of it, and what was added, is told as Cancelled, then the
    /// end.
    void cancel() const
    {
        if (m_batch)
            m_batch->cancel();
    }

    /// Cancels one request, before its turn too, even before it was added. False if it has ended.
    bool cancel(qsizetype index) const { return m_batch && m_batch->cancel(index); }

    /// Back-pressure: a paused batch begins nothing new.
    void setPaused(bool isPaused) const
    {
        if (m_batch)
            m_batch->setPaused(isPaused);
    }

private:
    QPointer<BatchQueue<Request>> m_batch;
};

} // namespace sluice::core
