// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/serviceprobe.h"

#include <QNetworkProxy>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype longestBanner = 100;
constexpr qint64 readAtMost = 512;
constexpr int stagesInTime = 6;                                ///< of the whole time each stage gets this part
constexpr QByteArrayView socksGreeting("\x05\x02\x00\x02", 4); // RFC 1928, 3: no credentials, or a password
constexpr QByteArrayView lineEnds = "\r\n\r\n";

QString firstLine(QByteArrayView bytes)
{
    QString line;
    for (const char c : bytes.first(std::min(bytes.size(), longestBanner))) {
        if (c == '\r' || c == '\n')
            break;
        line += c >= 0x20 && c < 0x7f ? QLatin1Char(c) : QLatin1Char('?');
    }
    return line.trimmed();
}

bool isSocks5(QByteArrayView bytes)
{
    return bytes.size() >= 2 && bytes[0] == '\x05' && (bytes[1] == '\x00' || bytes[1] == '\x02' || bytes[1] == '\xff');
}

bool isTlsRecord(QByteArrayView bytes)
{
    return bytes.size() >= 2 && (bytes[0] == '\x15' || bytes[0] == '\x16') && bytes[1] == '\x03';
}

} // namespace

Service serviceOf(QByteArrayView firstBytes)
{
    if (firstBytes.isEmpty())
        return {ServiceKind::Silent, {}};
    const QString line = firstLine(firstBytes);
    if (isSocks5(firstBytes))
        return {ServiceKind::Socks5, {}};
    if (isTlsRecord(firstBytes))
        return {ServiceKind::Tls, {}};
    const bool isBeginning = !line.isEmpty() && u"HTTP/"_s.startsWith(line); // it drips
    if (isBeginning || line.startsWith("HTTP/"_L1))
        return {ServiceKind::Http, line};
    if (line.startsWith("SSH-"_L1))
        return {ServiceKind::Ssh, line};
    if (line.startsWith("220"_L1))
        return {line.contains("FTP"_L1, Qt::CaseInsensitive) ? ServiceKind::Ftp : ServiceKind::Smtp, line};
    return {ServiceKind::Other, line};
}

ServiceProbe::ServiceProbe(const QString &host, quint16 port, QObject *parent)
    : QObject(parent)
    , m_host(host)
    , m_port(port)
{
    m_plain.setProxy(QNetworkProxy::NoProxy);
    m_tls.setProxy(QNetworkProxy::NoProxy);
    m_tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_pause.setSingleShot(true);
    m_deadline.setSingleShot(true);
    connect(&m_plain, &QTcpSocket::connected, this, &ServiceProbe::onConnected);
    connect(&m_plain, &QTcpSocket::readyRead, this, &ServiceProbe::onReadyRead);
    connect(&m_plain, &QTcpSocket::errorOccurred, this, &ServiceProbe::onPlainEnded);
    connect(&m_tls, &QSslSocket::encrypted, this, [this] { finish({ServiceKind::Tls, {}}); });
    connect(&m_tls, &QSslSocket::errorOccurred, this, &ServiceProbe::onTlsError);
    connect(&m_pause, &QTimer::timeout, this, &ServiceProbe::onPause);
    connect(&m_deadline, &QTimer::timeout, this,
            [this] { finish(m_stage == Stage::Connecting ? Service{} : serviceOf(m_said)); });
}

ServiceProbe::~ServiceProbe()
{
    m_plain.disconnect(this);
    m_tls.disconnect(this);
}

void ServiceProbe::start(int timeoutMs, Done done)
{
    m_done = std::move(done);
    m_deadline.start(timeoutMs);
    m_pause.setInterval(timeoutMs / stagesInTime);
    m_plain.connectToHost(m_host, m_port);
}

void ServiceProbe::onConnected()
{
    m_stage = Stage::Listening;
    m_pause.start();
}

void ServiceProbe::onReadyRead()
{
    m_said += m_plain.read(readAtMost - m_said.size());
    const bool isBinary = isSocks5(m_said) || isTlsRecord(m_said);
    if (isBinary || m_said.contains('\n') || m_said.size() >= readAtMost)
        finish(serviceOf(m_said));
}

void ServiceProbe::onPause()
{
    if (!m_said.isEmpty())
        return finish(serviceOf(m_said));
    switch (m_stage) {
    case Stage::Listening:
        m_stage = Stage::Offering;
        m_plain.write(socksGreeting.data(), socksGreeting.size());
        return m_pause.start();
    case Stage::Offering:
        m_stage = Stage::Provoking;
        m_plain.write(lineEnds.data(), lineEnds.size());
        return m_pause.start();
    case Stage::Provoking:
        return tryTls();
    case Stage::Connecting:
    case Stage::Tls:
        return;
    }
}

void ServiceProbe::onPlainEnded()
{
    if (m_stage == Stage::Connecting)
        return finish({});
    if (m_stage == Stage::Tls)
        return;
    onReadyRead();
    if (m_done)
        tryTls();
}

void ServiceProbe::tryTls()
{
    m_stage = Stage::Tls;
    m_pause.stop();
    m_plain.disconnect(this);
    m_plain.abort();
    if (!m_said.isEmpty())
        return finish(serviceOf(m_said));
    m_tls.connectToHostEncrypted(m_host, m_port);
}

void ServiceProbe::onTlsError(QAbstractSocket::SocketError error)
{
    // Who answers with an alert speaks TLS as well.
    const bool isAlert = error == QAbstractSocket::SslHandshakeFailedError && m_tls.errorString().contains("alert"_L1);
    finish({isAlert ? ServiceKind::Tls : ServiceKind::Silent, {}});
}

void ServiceProbe::finish(const Service &service)
{
    if (!m_done)
        return;
    m_pause.stop();
    m_deadline.stop();
    m_plain.disconnect(this);
    m_tls.disconnect(this);
    m_plain.abort();
    m_tls.abort();
    std::exchange(m_done, nullptr)(service);
}

} // namespace sluice::core
