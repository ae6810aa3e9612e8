// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/bidiclient.h"

#include <QJsonDocument>
#include <QNetworkProxy>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr quint64 longestMessage = 1 << 20;

} // namespace

BidiClient::BidiClient(QObject *parent)
    : QObject(parent)
{
    m_socket.setProxy(QNetworkProxy::NoProxy);
    m_socket.setMaxAllowedIncomingMessageSize(longestMessage);
    connect(&m_socket, &QWebSocket::connected, this, &BidiClient::flush);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &BidiClient::takeMessage);
    connect(&m_socket, &QWebSocket::disconnected, this, [this] { Q_EMIT closed(m_socket.errorString()); });
}

BidiClient::~BidiClient()
{
    m_socket.disconnect(this);
}

void BidiClient::open(const QUrl &address)
{
    m_socket.open(address);
}

void BidiClient::send(const QString &method, const QJsonObject &parameters, Answer answer)
{
    m_open.insert(++m_last, std::move(answer));
    const QJsonObject command{{u"id"_s, m_last}, {u"method"_s, method}, {u"params"_s, parameters}};
    m_waiting.append(QString::fromUtf8(QJsonDocument(command).toJson(QJsonDocument::Compact)));
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        flush();
}

void BidiClient::flush()
{
    for (const QString &message : std::exchange(m_waiting, {}))
        m_socket.sendTextMessage(message);
}

void BidiClient::takeMessage(const QString &message)
{
    const QJsonObject object = QJsonDocument::fromJson(message.toUtf8()).object();
    const Answer answer = m_open.take(object.value(u"id"_s).toInt());
    if (!answer)
        return; // an event
    const QString error = object.value(u"error"_s).toString();
    if (error.isEmpty())
        answer(object.value(u"result"_s).toObject());
    else
        answer(tl::unexpected(error + u": "_s + object.value(u"message"_s).toString().section(u'\n', 0, 0)));
}

} // namespace sluice::core
