// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"
#include "core/render/renderpool.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace sluice::core {

/// Gets pages as a browser engine makes them, where other fetchers give what the server sent: the body is the document
/// as it stands in the end, in UTF-8. A redirect is answered as 302 with its Location, also one that a script or a meta
/// element begins while the page loads. Cookies that the page was given come back as Set-Cookie headers.
///
/// A page asks for more than itself, within its RenderLimits. What it asked each host for is told when it is done
/// (asked()), so that a gate can count it: by then it was sent, so the gate cannot hold a single one of these requests
/// back, only what comes next.
class RenderFetcher final : public QObject, public Fetcher
{
    Q_OBJECT

public:
    /// `pool` is borrowed and lives on the same thread.
    RenderFetcher(RenderPool &pool, const RenderOptions &options, QByteArray caPem, QObject *parent = nullptr);
    ~RenderFetcher() override;

    /// For pages that are asked for from now on.
    void setLimits(const RenderLimits &limits) { m_limits = limits; }
    void fetch(FetchRequest request, QObject *context, Done done) override;
    void cancelAll(QObject *context) override;

Q_SIGNALS:
    /// A page's own requests to a host, beyond the one for itself.
    void asked(const QByteArray &origin, int requests);
    /// What was asked for and did not happen: a selector that never matched.
    void noted(const QString &url, const QString &note);

private:
    struct Trip
    {
        quint32 id = 0;
        QPointer<QObject> context;
        FetchRequest request;
        Done done;
    };
    using TripPointer = std::shared_ptr<Trip>;

    void refuse(const TripPointer &trip);
    void arrive(const TripPointer &trip, const RenderAnswer &answer);
    void deliver(const TripPointer &trip, const FetchResult &result);
    void deliverHeld();
    void tellRequests(const Trip &trip, const RenderAnswer &answer);

    RenderPool &m_pool;
    RenderOptions m_options;
    RenderLimits m_limits;
    QByteArray m_caPem;
    QList<TripPointer> m_trips;
    QList<QPair<TripPointer, FetchResponse>> m_held; ///< until the budget has room for their bodies
    QTimer m_ask;
};

} // namespace sluice::core
