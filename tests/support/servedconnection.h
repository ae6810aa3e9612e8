// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpSocket>

#include <functional>

namespace sluice::test {

class MisbehavingServer;

/// One accepted connection: what handlers write to.
class ServedConnection final : public QObject
{
    Q_OBJECT

public:
    ServedConnection(MisbehavingServer &server, QTcpSocket *socket, int number);

    void write(const QByteArray &bytes);
    /// Closes after what was written.
    void close();
    /// Ends with RST instead of FIN, at once.
    void reset();
    /// Writes `bytes` every `ms` until the peer goes, at most `times` times (-1: for ever); then calls `after`.
    void repeat(const QByteArray &bytes, int ms, int times = -1, std::function<void()> after = {});
    /// Writes `bytes` over and over, as fast as the peer reads.
    void flood(const QByteArray &bytes);
    /// Bytes written that the peer's system has not taken yet.
    [[nodiscard]] qint64 pendingBytes() const { return m_socket->bytesToWrite(); }
    /// Bytes handed to this machine's network so far.
    [[nodiscard]] qint64 sentBytes() const { return m_sent; }

private:
    void onReadyRead();

    MisbehavingServer &m_server;
    QTcpSocket *m_socket;
    int m_number;
    qint64 m_sent = 0;
    QByteArray m_buffer;
};

} // namespace sluice::test
