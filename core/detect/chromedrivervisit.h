// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/browservisit.h"
#include "core/detect/webdriverclient.h"

#include <QTimer>

namespace sluice::core {

/// Chromium without a window, driven through chromedriver on a port of its own.
class ChromedriverVisit final : public BrowserVisit
{
    Q_OBJECT

public:
    /// Earlier ones do not speak W3C WebDriver by themselves.
    static constexpr int oldestVersion = 75;

    /// `switches` go to Chromium beside the usual ones.
    ChromedriverVisit(QString chromedriver, QString chromium, QStringList switches, QObject *parent = nullptr);

    void start(const QUrl &address) override;
    void stop() override;

private:
    void takeLine(const QByteArray &line);
    void openSession(int port);
    void takeSession(const Result<QJsonValue, QString> &answer);
    [[nodiscard]] QJsonObject capabilities();
    void end();

    QString m_chromedriver;
    QString m_chromium;
    QStringList m_switches;
    QUrl m_address;
    std::unique_ptr<WebDriverClient> m_client;
    QTimer m_farewell;
    bool m_isOver = false;
};

} // namespace sluice::core
