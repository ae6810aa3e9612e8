// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/answerchecks.h"
#include "core/net/bodybuffer.h"
#include "core/net/chunkcheck.h"
#include "core/net/managerpool.h"
#include "core/net/networkfetcher.h"

#include <QHostInfo>
#include <QNetworkReply>

namespace sluice::core {

class SecondLook;

/// One request of a NetworkFetcher from its lease of a lane to its result.
class NetworkFetcher::Exchange final : public QObject
{
public:
    Exchange(NetworkFetcher &owner, FetchRequest request, QObject *context, Done done);
    ~Exchange() override;

    [[nodiscard]] const LaneKey &laneKey() const { return m_key; }
    [[nodiscard]] const QByteArray &origin() const { return m_origin; }
    /// The name that has to be looked up to connect: the host's or its proxy's.
    [[nodiscard]] QString hostName() const;
    [[nodiscard]] QObject *context() const { return m_context; }
    [[nodiscard]] bool isHeld() const { return m_heldSinceMs >= 0; }

    /// The look-up of hostName() has begun; ends a failed one, else tells that it is done.
    void onLookupBegun();
    [[nodiscard]] bool takeLookup(const QHostInfo &info);
    /// Hands the request to the manager of `lane`.
    void start(int lane);
    /// The budget has room again, perhaps.
    void resume();
    void checkTime(qint64 nowMs);
    /// Stops at once; `done` is called with Cancelled from the event loop.
    void cancel();
    /// Ends with `kind`; the detail says which URL.
    void fail(FetchFault kind, const QString &why);
    /// Begins anew if it may get the answer that was meant for `other`.
    void avoid(const Exchange &other);
    void forgetContext();
    [[nodiscard]] Done takeDone() { return std::exchange(m_done, nullptr); }

    int index = -1; ///< in the fetcher's list
    int lane = -1;  ///< leased, -1 while waiting

private:
    /// Of a request that an HTTP/2 server turned away unseen, as busy ones do several times in a row to one request.
    static constexpr int maximumResends = 20;

    [[nodiscard]] QNetworkReply *sendByQt(const QUrl &url);
    void watchReply();
    void onConnecting();
    void onSent();
    void onHeaders();
    void takeInterim();
    void admitStream();
    void onReadyRead();
    void onFinished();
    void onSslErrors(const QList<QSslError> &errors);
    void read();
    void failLate();
    void hold();
    void park();
    void conclude();
    void concludeFailed();
    void lookAgain();
    void sendSecondLook();
    void takeVerdict(ChunkVerdict verdict);
    void startElsewhere();
    void startPlain();
    void goPlain();
    void forgetAnswer();
    [[nodiscard]] bool isBodyDue() const;
    [[nodiscard]] FetchResponse answer() const;
    void succeed();
    void dropReply();
    void end(FetchResult result);
    [[nodiscard]] qint64 elapsedMs(qint64 nowMs) const;
    [[nodiscard]] FetchError errorOf(FetchFault kind, const QString &why) const;
    [[nodiscard]] FetchTimings timings() const;

    NetworkFetcher &m_owner;
    FetchRequest m_request;
    LaneKey m_key;
    QByteArray m_origin;
    QObject *m_context;
    Done m_done;
    BodyBuffer m_body;
    QNetworkReply *m_reply = nullptr;
    std::unique_ptr<SecondLook> m_secondLook;
    int m_status = 0;
    Headers m_headers;
    Framing m_framing;
    QString m_tlsText;
    qint64 m_startMs = 0;
    qint64 m_lookupSinceMs = -1; ///< -1: not being looked up
    qint64 m_lookupMs = 0;       ///< how long that took
    qint64 m_lookSinceMs = -1;   ///< the second look is under way since then
    qint64 m_answeredMs = -1;    ///< total time of the answer that a second look is to confirm
    qint64 m_connectingMs = -1;
    qint64 m_heldMs = 0;       ///< sum of the times held so far
    qint64 m_heldSinceMs = -1; ///< -1: not held
    qint64 m_wantedBytes = 0;  ///< of a parked exchange: what to take before it starts anew
    int m_connectMs = 0;
    int m_firstByteMs = 0;
    int m_resends = 0;
    bool m_isSent = false;
    bool m_isPlain = false; ///< past Qt's manager
    bool m_hasHeaders = false;
    bool m_isHttp2 = false;
    bool m_isReplyDone = false;
    bool m_isBodySkipped = false;
    bool m_isBodyCut = false;
    bool m_isEnding = false;
};

} // namespace sluice::core
