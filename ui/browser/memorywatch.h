// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace sluice::ui {

class WebPage;

/// Ends pages that take so much memory that the machine would suffer.
class MemoryWatch final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 defaultLimit = qint64(2) << 30;

    explicit MemoryWatch(QObject *parent = nullptr);

    /// Bytes in memory that a page's process may take.
    void setLimit(qint64 bytes) { m_limit = bytes; }
    void add(WebPage *page);
    /// Bytes of a process that are in memory; 0 where that is not known.
    [[nodiscard]] static qint64 residentBytes(qint64 process);

private:
    void look();

    qint64 m_limit = defaultLimit;
    QList<QPointer<WebPage>> m_pages;
    QTimer m_timer;
};

} // namespace sluice::ui
