// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/webdriverclient.h"

#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Starting a browser on a busy machine takes its time; who asks has a limit for the whole visit.
constexpr int patienceMs = 120'000;
constexpr qint64 longestAnswerMb = 1;
constexpr qint64 longestAnswer = longestAnswerMb << 20;

/// An error is an object with "error" and "message" in a "value" (W3C WebDriver, section 6.6).
Result<QJsonValue, QString> valueOf(QNetworkReply &reply)
{
    if (reply.error() == QNetworkReply::OperationCanceledError) // closed, so there is nothing to read
        return tl::unexpected(u"the driver did not answer within %1 s"_s.arg(patienceMs / 1'000));
    const QJsonDocument document = QJsonDocument::fromJson(reply.read(longestAnswer));
    if (!document.isObject()) {
        return tl::unexpected(reply.error() == QNetworkReply::NoError ? u"the driver's answer is no JSON object"_s
                                                                      : reply.errorString());
    }
    const QJsonValue value = document.object().value(u"value"_s);
    const QString error = value[u"error"_s].toString();
    if (!error.isEmpty())
        return tl::unexpected(error + u": "_s + value[u"message"_s].toString().section(u'\n', 0, 0));
    if (reply.error() != QNetworkReply::NoError)
        return tl::unexpected(reply.errorString());
    return value;
}

} // namespace

WebDriverClient::WebDriverClient(QUrl origin, QObject *parent)
    : QObject(parent)
    , m_origin(std::move(origin))
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setTransferTimeout(patienceMs);
}

QString WebDriverClient::sessionPath() const
{
    return u"/session/"_s + QString::fromLatin1(QUrl::toPercentEncoding(m_session));
}

void WebDriverClient::newSession(const QJsonObject &capabilities, Answer answer)
{
    const QJsonObject body{{u"capabilities"_s, QJsonObject{{u"alwaysMatch"_s, capabilities}}}};
    send("POST", u"/session"_s, body, [this, answer = std::move(answer)](const Result<QJsonValue, QString> &value) {
        m_session = value ? (*value)[u"sessionId"_s].toString() : QString();
        answer(value && m_session.isEmpty() ? tl::unexpected(u"the driver's answer names no session"_s) : value);
    });
}

void WebDriverClient::navigate(const QUrl &address, const Answer &answer)
{
    send("POST", sessionPath() + u"/url"_s, {{u"url"_s, address.toString(QUrl::FullyEncoded)}}, answer);
}

void WebDriverClient::deleteSession(const Answer &answer)
{
    const QString path = sessionPath();
    m_session.clear();
    send("DELETE", path, {}, answer);
}

void WebDriverClient::send(const QByteArray &verb, const QString &path, const QJsonObject &body, Answer answer)
{
    QUrl url = m_origin;
    url.setPath(path, QUrl::StrictMode);
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json; charset=utf-8"_s);
    const QByteArray text = verb == "DELETE" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    QNetworkReply *reply = m_network.sendCustomRequest(request, verb, text);
    reply->setReadBufferSize(longestAnswer + 1); // the rest stays with the driver
    connect(reply, &QNetworkReply::readyRead, this, [this, reply, answer] {
        if (reply->bytesAvailable() <= longestAnswer)
            return;
        dropReply(*reply);
        answer(tl::unexpected(u"the driver's answer is larger than %1 MB"_s.arg(longestAnswerMb)));
    });
    connect(reply, &QNetworkReply::finished, this, [reply, answer = std::move(answer)] {
        reply->deleteLater();
        answer(valueOf(*reply));
    });
}

void WebDriverClient::dropReply(QNetworkReply &reply)
{
    reply.disconnect(this);
    reply.abort();
    reply.deleteLater();
}

} // namespace sluice::core
