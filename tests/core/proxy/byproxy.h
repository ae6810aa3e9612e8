// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QObject>

#include <optional>
#include <utility>

namespace sluice::test {

/// Answers as its proxies are told to, from the event loop.
class ByProxy final : public QObject, public core::Fetcher
{
public:
    struct Behaviour
    {
        int status = 200;
        QByteArray body = "<p>page";
        std::optional<core::FetchFault> fault;
        bool isSilent = false;
    };

    void fetch(core::FetchRequest request, QObject *context, Done done) override
    {
        asked.append(request);
        const QString proxy =
            request.proxy.kind == core::ProxyKind::Direct ? QStringLiteral("direct") : request.proxy.host;
        const Behaviour behaviour = behaviours.value(proxy);
        if (behaviour.isSilent) {
            m_silent.append({context, done});
            return;
        }
        QMetaObject::invokeMethod(
            context, [behaviour, done] { done(resultOf(behaviour)); }, Qt::QueuedConnection);
    }

    void cancelAll(QObject *context) override
    {
        for (const auto &[asker, done] : std::exchange(m_silent, {})) {
            if (asker != context) {
                m_silent.append({asker, done});
                continue;
            }
            core::FetchError error;
            error.kind = core::FetchFault::Cancelled;
            QMetaObject::invokeMethod(
                context, [done = done, error] { done(tl::unexpected(error)); }, Qt::QueuedConnection);
        }
    }

    [[nodiscard]] QStringList proxies() const
    {
        QStringList hosts;
        for (const core::FetchRequest &request : asked)
            hosts.append(request.proxy.kind == core::ProxyKind::Direct
                             ? QStringLiteral("direct")
                             : request.proxy.host.section(QLatin1Char('.'), 0, 0));
        return hosts;
    }

    QList<core::FetchRequest> asked;
    QHash<QString, Behaviour> behaviours;

private:
    static core::FetchResult resultOf(const Behaviour &behaviour)
    {
        if (behaviour.fault) {
            core::FetchError error;
            error.kind = *behaviour.fault;
            error.detail = core::faultName(*behaviour.fault);
            return tl::unexpected(error);
        }
        core::FetchResponse response;
        response.status = behaviour.status;
        response.body = behaviour.body;
        return response;
    }

    QList<QPair<QObject *, Done>> m_silent;
};

} // namespace sluice::test
