// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/bidiclient.h"
#include "core/detect/browservisit.h"

#include <QTimer>

namespace sluice::core {

/// Firefox without a window, driven through WebDriver BiDi.
class BidiVisit final : public BrowserVisit
{
    Q_OBJECT

public:
    explicit BidiVisit(QString firefox, QObject *parent = nullptr);

    void start(const QUrl &address) override;
    void stop() override;

private:
    using Answer = Result<QJsonObject, QString>;

    void takeLine(const QByteArray &line);
    void openSession(const QString &origin);
    void findContext(const Answer &session);
    void navigate(const Answer &tree);
    [[nodiscard]] bool isRefused(const Answer &answer);
    void end();

    QString m_firefox;
    QUrl m_address;
    std::unique_ptr<BidiClient> m_client;
    QTimer m_farewell;
    bool m_isOver = false;
    bool m_hasSession = false;
};

} // namespace sluice::core
