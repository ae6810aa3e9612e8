// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/browservisit.h"

namespace sluice::core {

/// A browser that takes the address on its command line.
struct BrowserCommand
{
    QString program;
    QStringList arguments; ///< before the address; "%FOLDER%" stands for the fresh folder
    QByteArray input;      ///< for its standard input
    uint user = 0;         ///< whom it becomes by itself where root starts it
    uint runsAs = 0;       ///< whom it is made to be; 0: as this program
};

/// The embedded engine in a process of its own; `script` runs in the page before the page's first script.
[[nodiscard]] BrowserCommand embeddedCommand(const QString &renderer, bool isAutomation, const QString &script);
/// Firefox without a window, undriven.
[[nodiscard]] BrowserCommand firefoxCommand(const QString &firefox);

/// Starts such a browser.
class CommandVisit final : public BrowserVisit
{
    Q_OBJECT

public:
    explicit CommandVisit(BrowserCommand command, QObject *parent = nullptr);

    void start(const QUrl &address) override;

private:
    BrowserCommand m_command;
};

} // namespace sluice::core
