// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <functional>
#include <utility>

namespace sluice::test {

/// Answers every request with what the test makes of it, at once or when told to. Keeps the requests.
class ListFetcher final : public QObject, public core::Fetcher
{
public:
    using Answer = std::function<core::FetchResult(const core::FetchRequest &)>;

    explicit ListFetcher(Answer answer)
        : m_answer(std::move(answer))
    {}

    void fetch(core::FetchRequest request, QObject *context, Done done) override
    {
        m_requests.append(request);
        m_waiting.append({context, std::move(request), std::move(done)});
        if (!m_isHeld)
            QMetaObject::invokeMethod(
                this, [this] { release(); }, Qt::QueuedConnection);
    }

    void cancelAll(QObject *context) override
    {
        for (const Waiting &each : std::exchange(m_waiting, {})) {
            core::FetchError error;
            error.kind = core::FetchFault::Cancelled;
            error.detail = QStringLiteral("cancelled");
            if (each.context != context)
                m_waiting.append(each);
            else
                QMetaObject::invokeMethod(
                    context, [done = each.done, error] { done(tl::unexpected(error)); }, Qt::QueuedConnection);
        }
    }

    void setHeld(bool isHeld) { m_isHeld = isHeld; }
    /// Answers all that wait.
    void release()
    {
        for (const Waiting &each : std::exchange(m_waiting, {})) {
            if (each.context)
                each.done(m_answer(each.request));
        }
    }
    [[nodiscard]] const QList<core::FetchRequest> &requests() const { return m_requests; }

private:
    struct Waiting
    {
        QPointer<QObject> context;
        core::FetchRequest request;
        Done done;
    };

    Answer m_answer;
    bool m_isHeld = false;
    QList<Waiting> m_waiting;
    QList<core::FetchRequest> m_requests;
};

} // namespace sluice::test
