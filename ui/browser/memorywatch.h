// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

namespace sluice::ui {

class WebPage;

/// Ends pages that take so much memory that the machine would suffer: in their own processes, or in this one, where the
/// bytes of their Blobs are.
class MemoryWatch final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 defaultLimit = qint64(2) << 30;
    static constexpr qint64 defaultGrowth = qint64(1) << 30;

    explicit MemoryWatch(QObject *parent = nullptr);

    /// Bytes in memory that a page's process may take.
    void setLimit(qint64 bytes) { m_limit = bytes; }
    /// Bytes that this process may grow by while there are pages.
    void setGrowth(qint64 bytes) { m_growth = bytes; }
    void add(WebPage *page);
    /// Bytes of a process that are in memory; 0 where that is not known.
    [[nodiscard]] static qint64 residentBytes(qint64 process);

private:
    void look();
    void lookAtOwnProcess();
    void noteWork();
    [[nodiscard]] WebPage *busiestPage() const;

    qint64 m_limit = defaultLimit;
    qint64 m_growth = defaultGrowth;
    qint64 m_base = 0; ///< bytes of this process that growth is counted from
    int m_pauses = 0;  ///< looks at this process to leave out: an ended page's bytes come back a moment later
    bool m_isEnding = false;
    QHash<qint64, qint64> m_work; ///< processor time of the pages' processes so far, in ticks
    QHash<qint64, qint64> m_late; ///< of it, what they took since the look before
    QList<QPointer<WebPage>> m_pages;
    QTimer m_timer;
};

} // namespace sluice::ui
