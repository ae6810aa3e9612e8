// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/listingbuilder.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace sluice::core {

/// What a column of a table, or a member of a JSON object, tells of a proxy.
enum class ListColumn {
    None,
    Host,
    Port,
    Code,
    Country,
    Anonymity,
    Https,
    Protocol, ///< also what lists call type or version
    User,
    Password,
    Other, ///< recognised, but of no use here: Google, last checked, speed
};

/// The column that a header names, whatever its case and punctuation: "IP Address", "ip:port", "ipAddress".
[[nodiscard]] ListColumn columnNamed(const QString &header);

/// The columns of a table by their headers.
class ColumnPlan final
{
public:
    explicit ColumnPlan(const QStringList &headers);

    /// Whether one can find proxies by it.
    [[nodiscard]] bool isUsable() const;
    /// The headers that were recognised, in their order, joined with ", ".
    [[nodiscard]] QString text() const { return m_names.join(u", "); }
    [[nodiscard]] const QList<ListColumn> &columns() const { return m_columns; }

private:
    QList<ListColumn> m_columns;
    QStringList m_names;
};

/// One row of a list, as its cells have it.
struct ListedRow
{
    QString host;
    QString port;
    QString code;
    QString country;
    QString anonymity;
    QString https;
    QString protocol;
    QString user;
    QString password;

    void set(ListColumn column, const QString &text);
    /// As messages show it, the password left out.
    [[nodiscard]] QString text() const;
};

/// Adds the proxies of a row, one for each of its protocols, or refuses it as `line`.
void addRow(ListingBuilder &builder, const ListedRow &row, int line);

/// "elite proxy", "high anonymous", "anonymous", "transparent", "level 1" …
[[nodiscard]] Anonymity anonymityOf(const QString &text);
/// The types that a text names; those that others include are left out (https speaks http, SOCKS5 stands for SOCKS4).
[[nodiscard]] QList<ProxyType> typesOf(const QString &text);

} // namespace sluice::core
