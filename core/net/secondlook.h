// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/chunkcheck.h"
#include "core/net/loneconnection.h"

#include <functional>

namespace sluice::core {

/// Qt 6.4 reports a chunked body that is broken off, by the connection's end (depending on timing) or by a bad chunk
/// header, like a whole one: no error, status 200. This asks the same URL once more on a socket of its own, reads the
/// chunk headers itself and compares. It is needed only where mayBeCut() says so.
class SecondLook final : public QObject
{
public:
    SecondLook(const FetchRequest &request, const QSslConfiguration &ssl, QByteArray seen);
    ~SecondLook() override;

    /// `done` is called once, later; it may delete this.
    void start(std::function<void(ChunkVerdict)> done);

private:
    void onReadyRead();
    void onClosed();
    void decide(ChunkVerdict verdict);

    LoneConnection m_connection;
    ChunkCheck m_check;
    std::function<void(ChunkVerdict)> m_done;
};

} // namespace sluice::core
