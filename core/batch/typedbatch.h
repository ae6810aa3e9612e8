// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchhandle.h"
#include "core/batch/completed.h"

#include <QPromise>

#include <map>

namespace sluice::core {

/// In which order a batch tells how its requests ended.
enum class BatchOrder : std::uint8_t {
    Completion, ///< as they end
    Requests,   ///< as they came in; what ended before its turn waits, at most twice the concurrency
};

/// The half of a batch that knows its types. See asCompleted() and map().
template <typename Request, typename Start>
class TypedBatch final : public BatchQueue<Request>
{
public:
    using Value = StartedOf<Start, Request>;
    using One = Completed<Request, Value>;
    struct Calls
    {
        Start start;
        std::function<void(One)> each;
        std::function<void(const BatchEnd &)> ended;
    };

    TypedBatch(QObject *context, Requests<Request> source, Calls calls, const BatchOptions &options, BatchOrder order)
        : BatchQueue<Request>(std::move(source), options, context)
        , m_calls(std::make_shared<Calls>(std::move(calls)))
        , m_order(order)
    {
        this->schedule();
    }

    ~TypedBatch() override { this->abandon(); }

private:
    using Flight = BatchCore::Flight;
    using FlightPtr = BatchCore::FlightPtr;
    struct TypedFlight final : public Flight
    {
        explicit TypedFlight(Request r)
            : request(std::move(r))
        {}
        Request request;
    };

    [[nodiscard]] QFuture<Value> begin(const Request &request, qsizetype index)
    {
        const auto calls = m_calls; // lives on where the start function ends this batch
        try {
            if constexpr (std::is_invocable_v<Start &, const Request &, qsizetype>)
                return calls->start(request, index);
            else
                return calls->start(request);
        } catch (...) {
            QPromise<Value> promise;
            promise.start();
            promise.setException(std::current_exception());
            promise.finish();
            return promise.future();
        }
    }

    [[nodiscard]] FlightPtr take(qsizetype index, bool isToBegin) override
    {
        auto flight = std::make_unique<TypedFlight>(this->takeNext());
        if (!isToBegin)
            return flight;
        const QPointer<BatchCore> self(this);
        QFuture<Value> future = begin(flight->request, index);
        if (!self) {
            future.cancel();
            return nullptr;
        }
        auto watcher = std::make_unique<QFutureWatcher<Value>>();
        watcher->setFuture(future);
        flight->watcher = std::move(watcher);
        return flight;
    }

    [[nodiscard]] static OutcomeOf<Value> outcomeFor(const Flight &flight)
    {
        const BatchFault fault = flight.fault.value_or(BatchFault::Cancelled);
        const QString detail = fault == BatchFault::TimedOut  ? QStringLiteral("no answer within the time limit")
                               : fault == BatchFault::Refused ? QStringLiteral("not begun")
                                                              : QStringLiteral("cancelled");
        if (!flight.watcher)
            return failedOutcome<Value>(fault, detail);
        return outcomeOf<Value>(static_cast<QFutureWatcher<Value> *>(flight.watcher.get())->future(), fault, detail);
    }

    void deliver(FlightPtr flight) override
    {
        One one{flight->index, std::move(static_cast<TypedFlight &>(*flight).request), outcomeFor(*flight)};
        flight.reset();
        this->count(one.outcome ? std::nullopt : std::optional(one.outcome.error().kind));
        if (m_order == BatchOrder::Completion) {
            tell(std::move(one));
            return;
        }
        m_held.emplace(one.index, std::move(one));
        const QPointer<BatchCore> self(this);
        while (self && !m_held.empty() && m_held.begin()->first == m_toTell) {
            ++m_toTell;
            tell(std::move(m_held.extract(m_held.begin()).mapped()));
        }
    }

    void tell(One one)
    {
        const auto calls = m_calls;
        if (calls->each)
            calls->each(std::move(one));
    }

    void deliverEnd(const BatchEnd &end) override
    {
        const auto calls = m_calls;
        if (calls->ended)
            calls->ended(end);
    }

    [[nodiscard]] qsizetype held() const override { return qsizetype(m_held.size()); }

    std::shared_ptr<Calls> m_calls;
    BatchOrder m_order;
    std::map<qsizetype, One> m_held; ///< ended before their turn
    qsizetype m_toTell = 0;
};

} // namespace sluice::core
