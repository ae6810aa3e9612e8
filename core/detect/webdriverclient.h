// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

#include <functional>

namespace sluice::core {

/// As much of a WebDriver client (W3C WebDriver, section 8 and 10) as a visit needs. One session.
class WebDriverClient final : public QObject
{
    Q_OBJECT

public:
    /// What the driver answered as its "value", or what it or the network says went wrong.
    using Answer = std::function<void(const Result<QJsonValue, QString> &)>;

    /// `origin` of the driver: "http://127.0.0.1:9515".
    explicit WebDriverClient(QUrl origin, QObject *parent = nullptr);

    /// Starts a browser; `capabilities` are those of alwaysMatch.
    void newSession(const QJsonObject &capabilities, Answer answer);
    void navigate(const QUrl &address, const Answer &answer);
    /// Ends the browser.
    void deleteSession(const Answer &answer);
    [[nodiscard]] bool hasSession() const { return !m_session.isEmpty(); }

private:
    void send(const QByteArray &verb, const QString &path, const QJsonObject &body, Answer answer);
    /// Ends a request whose answer was given already.
    void dropReply(QNetworkReply &reply);
    [[nodiscard]] QString sessionPath() const;

    QNetworkAccessManager m_network;
    QUrl m_origin;
    QString m_session;
};

} // namespace sluice::core
