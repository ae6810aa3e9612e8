// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace sluice::test {

/// A site made of values: answers each URL with what it was told, after a delay of its own. Unknown URLs are 404.
class ScriptedFetcher final : public QObject, public core::Fetcher
{
public:
    struct Answer
    {
        int status = 200;
        QByteArray body;
        core::Headers headers = {{QByteArrayLiteral("Content-Type"), QByteArrayLiteral("text/html; charset=utf-8")}};
        int delayMs = 0;
        std::optional<core::FetchFault> fault;
    };

    void add(const QByteArray &url, const Answer &answer) { m_answers.insert(url, answer); }

    void fetch(core::FetchRequest request, QObject *context, Done done) override
    {
        ++m_asked[request.url.text()];
        m_order.append(request.url.text());
        m_proxies.append(request.proxy);
        m_mostInFlight = std::max(m_mostInFlight, ++m_inFlight);
        const Answer answer = m_answers.value(request.url.text(), Answer{404, {}, {}, 0, {}});
        auto *timer = new QTimer(context);
        timer->setSingleShot(true);
        m_running.append({timer, context, timer, done});
        QObject::connect(timer, &QTimer::timeout, context, [this, timer, answer, done, request] {
            forget(timer);
            --m_inFlight;
            done(resultOf(answer));
        });
        // Whoever asked may go before the answer comes; what the callback holds goes along.
        QObject::connect(timer, &QObject::destroyed, this, [this](const QObject *gone) {
            m_running.removeIf([gone](const Running &each) { return each.key == gone; });
        });
        timer->start(answer.delayMs);
    }

    void cancelAll(QObject *context) override
    {
        const auto running = m_running;
        for (const Running &each : running) {
            if (each.context != context || !each.timer)
                continue;
            QPointer<QTimer> timer = each.timer;
            forget(timer);
            --m_inFlight;
            core::FetchError error;
            error.kind = core::FetchFault::Cancelled;
            QMetaObject::invokeMethod(
                context, [done = each.done, error] { done(tl::unexpected(error)); }, Qt::QueuedConnection);
        }
    }

    [[nodiscard]] int asked(const QByteArray &url) const { return m_asked.value(url); }
    /// All requests so far, in order.
    [[nodiscard]] const QList<QByteArray> &order() const { return m_order; }
    /// What each of them went through.
    [[nodiscard]] const QList<core::ProxyAddress> &proxies() const { return m_proxies; }
    [[nodiscard]] int mostInFlight() const { return m_mostInFlight; }

private:
    struct Running
    {
        const QObject *key; ///< tells the timer when it is gone
        QObject *context;
        QPointer<QTimer> timer;
        Done done;
    };

    static core::FetchResult resultOf(const Answer &answer)
    {
        if (answer.fault) {
            core::FetchError error;
            error.kind = *answer.fault;
            error.detail = core::faultName(*answer.fault);
            return tl::unexpected(error);
        }
        core::FetchResponse response;
        response.status = answer.status;
        response.headers = answer.headers;
        response.body = answer.body;
        return response;
    }

    void forget(QTimer *timer)
    {
        m_running.removeIf([timer](const Running &each) { return each.timer == timer; });
        timer->stop();
        timer->deleteLater();
    }

    QHash<QByteArray, Answer> m_answers;
    QHash<QByteArray, int> m_asked;
    QList<QByteArray> m_order;
    QList<core::ProxyAddress> m_proxies;
    QList<Running> m_running;
    int m_inFlight = 0;
    int m_mostInFlight = 0;
};

} // namespace sluice::test
