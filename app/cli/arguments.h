// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace sluice::app {

/// An option of a subcommand: how it is read and what --help says of it.
struct Option
{
    QString name;      ///< without the dashes
    QString valueName; ///< "FILE"; empty = takes no value
    QString help;
    bool isRepeatable = false;
    bool isLater = false; ///< known, but comes with a later version: refused by name

    bool operator==(const Option &) const = default;
};

/// The arguments of one subcommand, taken apart.
class Arguments final
{
public:
    [[nodiscard]] bool has(const QString &option) const { return m_values.contains(option); }
    /// The option's value; null when it was not given.
    [[nodiscard]] QString value(const QString &option) const { return m_values.value(option).value(0); }
    [[nodiscard]] QStringList values(const QString &option) const { return m_values.value(option); }
    [[nodiscard]] const QStringList &operands() const { return m_operands; }

private:
    friend class ArgumentParser;

    QHash<QString, QStringList> m_values;
    QStringList m_operands;
};

/// What is wrong with words that are no text in UTF-8, as the system hands them over; null where nothing is. Their bytes
/// would be lost on the way, so that another URL or file would be meant. The first word is the program's.
[[nodiscard]] QString encodingFault(const QList<QByteArray> &words);

/// Takes `words` (without program and subcommand) apart: `--name`, `--name value`, `--name=value`, operands; `--` ends
/// the options and `-` is an operand. The error names the word and says what was expected.
[[nodiscard]] core::Result<Arguments, QString> parseArguments(const QStringList &words, const QList<Option> &options);

} // namespace sluice::app
