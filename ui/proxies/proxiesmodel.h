// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>

namespace sluice::ui {

/// The proxies of a project: proxies × columns.
class ProxiesModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Proxy,
        State,
        Type,
        Country,
        Anonymity,
        Latency,
        Success,
        LastCheck,
        Bans,
        Exit,
        Source,
        Reason,
        ColumnCount
    };

    explicit ProxiesModel(QObject *parent = nullptr);

    /// Shows these and forgets all else.
    void setProxies(const QList<core::ProxyRecord> &proxies);
    /// Known ones change, new ones come at the end.
    void apply(const QList<core::ProxyRecord> &proxies);
    void remove(const QList<qint64> &ids);
    /// Names (secretNameOf()) of the passwords that are not known: who wants one is shown so.
    void setUnknownPasswords(const QSet<QString> &names);

    [[nodiscard]] const core::ProxyRecord *proxy(int row) const;
    [[nodiscard]] const core::ProxyRecord *proxyWithId(qint64 id) const;
    [[nodiscard]] bool isLocked(const core::ProxyRecord &proxy) const;
    [[nodiscard]] QList<qint64> idsInState(core::ProxyState state) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void number(int from);
    void tellOf(QList<int> rows);
    void removeAtOnce(const QSet<qint64> &gone);
    [[nodiscard]] QVariant lockedData(const core::ProxyRecord &proxy, int column, int role) const;
    [[nodiscard]] static QVariant text(const core::ProxyRecord &proxy, int column);
    [[nodiscard]] static QVariant raw(const core::ProxyRecord &proxy, int column);
    [[nodiscard]] static QVariant copied(const core::ProxyRecord &proxy, int column);
    [[nodiscard]] static QVariant tone(const core::ProxyRecord &proxy, int column);
    [[nodiscard]] static QVariant tip(const core::ProxyRecord &proxy, int column);

    QList<core::ProxyRecord> m_proxies;
    QHash<qint64, int> m_rows; ///< id → row
    QSet<QString> m_unknown;
};

} // namespace sluice::ui
