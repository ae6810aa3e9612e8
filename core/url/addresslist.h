// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QSet>
#include <QString>
#include <QStringList>

namespace sluice::core {

/// What becomes of an address that stood in the list before.
enum class Repeats : quint8 { Kept, LeftOut };

/// A line of a list that is no address to fetch.
struct WrongAddress
{
    qint64 number = 0; ///< of the line, from 1
    QString text;      ///< without a password
    QString reason;

    bool operator==(const WrongAddress &) const = default;
};

/// What was read of a list of addresses.
struct AddressList
{
    QStringList addresses;      ///< whole ones, in the list's order
    qint64 repeated = 0;        ///< lines with an address that stood before, kept or not
    qint64 wrong = 0;           ///< lines that are no address
    QList<WrongAddress> faults; ///< the first of those

    bool operator==(const AddressList &) const = default;
};

/// Takes a list line by line. An address without a scheme is completed as completedAddress() does; two are the same if
/// their normalised spelling is.
class AddressCollector final
{
public:
    /// How many wrong lines are kept; all are counted.
    static constexpr qsizetype keptFaults = 100;
    /// How many addresses a list may have.
    static constexpr qint64 mostAddresses = 1'000'000;

    explicit AddressCollector(Repeats repeats);

    /// A line, blank ones left to the caller. False where the list is full.
    [[nodiscard]] bool add(qint64 number, const QString &line);
    [[nodiscard]] AddressList take();

private:
    void refuse(qint64 number, const QString &line, const QString &reason);

    Repeats m_repeats;
    AddressList m_list;
    QSet<QByteArray> m_seen; ///< normalised
};

} // namespace sluice::core
