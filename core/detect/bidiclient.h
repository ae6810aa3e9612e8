// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QHash>
#include <QJsonObject>
#include <QUrl>
#include <QWebSocket>

#include <functional>

namespace sluice::core {

/// The command channel of WebDriver BiDi (W3C WebDriver BiDi, section 3): commands out, their results back, events
/// overheard.
class BidiClient final : public QObject
{
    Q_OBJECT

public:
    /// The command's result, or what the browser or the connection says went wrong.
    using Answer = std::function<void(const Result<QJsonObject, QString> &)>;

    explicit BidiClient(QObject *parent = nullptr);
    ~BidiClient() override;

    /// Connects; commands may be sent at once and leave when the connection stands.
    void open(const QUrl &address);
    void send(const QString &method, const QJsonObject &parameters, Answer answer);

Q_SIGNALS:
    /// The connection is gone; no command is answered any more.
    void closed(const QString &reason);

private:
    void flush();
    void takeMessage(const QString &message);

    QWebSocket m_socket;
    QHash<int, Answer> m_open; ///< by the command's number
    QStringList m_waiting;
    int m_last = 0;
};

} // namespace sluice::core
