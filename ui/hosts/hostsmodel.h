// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/hostgate.h"
#include "core/net/tlsexceptions.h"
#include "core/store/records.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QTimer>

namespace sluice::ui {

/// The hosts whose certificates one crawl does not check.
struct CrawlTlsExceptions
{
    QString crawl; ///< its name
    core::TlsExceptions hosts;
};

/// The hosts asked so far: hosts × columns. Times until a block ends count down once a second.
class HostsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Host, Tls, Delay, InFlight, Blocked, Latency, Requests, Errors, Robots, ColumnCount };

    explicit HostsModel(const core::Clock &clock, QObject *parent = nullptr);

    /// Shows what the project remembers; forgets all else.
    void setRecords(const QList<core::HostRecord> &records);
    /// Takes over what the engine reports: known hosts change, new ones come at the end.
    void applyStatus(const QList<core::HostStatus> &hosts);

    /// Says at each host which crawls do not check its certificate.
    void setTlsExceptions(const QList<CrawlTlsExceptions> &exceptions);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void put(const core::HostStatus &host);
    void noteTls(const QByteArray &origin);
    void countDown();
    [[nodiscard]] QString tlsText(const QByteArray &origin) const;
    [[nodiscard]] QVariant tlsTip(const QByteArray &origin, int role) const;
    [[nodiscard]] qint64 blockedMs(const core::HostStatus &host) const;
    [[nodiscard]] QVariant text(const core::HostStatus &host, int column) const;
    [[nodiscard]] QVariant raw(const core::HostStatus &host, int column) const;
    [[nodiscard]] QVariant copied(const core::HostStatus &host, int column) const;
    [[nodiscard]] QVariant tone(const core::HostStatus &host, int column) const;

    const core::Clock &m_clock;
    QList<core::HostStatus> m_hosts;
    QHash<QByteArray, int> m_rows; ///< origin → row
    QList<CrawlTlsExceptions> m_exceptions;
    QHash<QByteArray, QStringList> m_unchecked; ///< origin → crawls that do not check its certificate
    QTimer m_second;
};

} // namespace sluice::ui
