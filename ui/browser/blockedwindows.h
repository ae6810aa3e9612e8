// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/browser/pagenotice.h"

#include <QObject>
#include <QTimer>

namespace sluice::ui {

/// Counts the windows that a page wanted though nobody clicked, and tells of them now and then.
class BlockedWindows final : public QObject
{
    Q_OBJECT

public:
    /// Each costs the window's process a page, so that no more are let through to be counted.
    static constexpr int most = 10;

    explicit BlockedWindows(QObject *parent = nullptr);

    void add(const QUrl &url);
    /// Another document comes: what was counted is not its own.
    void clear();
    /// Chromium is to keep back further ones by itself.
    [[nodiscard]] bool isFull() const { return m_count >= most; }

Q_SIGNALS:
    void told(const sluice::ui::PageNotice &notice);

private:
    void tell();

    QTimer m_pause;
    QUrl m_url; ///< that the notice offers to open
    int m_count = 0;
};

} // namespace sluice::ui
