// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sluice_parser.h>

#include <QByteArray>
#include <QString>

#include <deque>
#include <optional>
#include <variant>
#include <vector>

namespace sluice::app {

/// The arguments of one call to a native function, and the memory that they point into.
class NativeArguments final
{
public:
    void addNull();
    void addInteger(std::int64_t value);
    void addNumber(double value);
    void addText(QByteArray utf8);
    void addIntegers(std::vector<std::int64_t> values);
    void addNumbers(std::vector<double> values);
    /// As integers where all of them are (and a script's number can tell), else as numbers.
    void addEither(std::vector<double> values);
    /// A script's number: an integer where it is one that it can tell from its neighbours.
    void addScriptNumber(double value);

    [[nodiscard]] const std::vector<sdk::Value> &values() const { return m_values; }

private:
    sdk::Value &add(sdk::Kind kind);

    std::vector<sdk::Value> m_values;
    std::deque<QByteArray> m_texts;
    std::deque<std::vector<std::int64_t>> m_integers;
    std::deque<std::vector<double>> m_numbers;
};

/// What a native function gave back.
struct NativeResult
{
    std::variant<std::monostate, std::int64_t, double, QString> value;
    std::optional<QString> failure;
};

/// Calls it; an exception that leaves it is a failure.
[[nodiscard]] NativeResult callNative(sdk::Function &function, const NativeArguments &arguments);

/// As a JSON value. What JSON cannot say (an infinite number) is null.
[[nodiscard]] QByteArray jsonOf(const NativeResult &result);

/// Appends `utf8` as a JSON string. Bytes that are no UTF-8 become U+FFFD.
void appendJsonString(QByteArray &json, QByteArrayView utf8);
[[nodiscard]] QByteArray jsonNumber(double value);

} // namespace sluice::app
