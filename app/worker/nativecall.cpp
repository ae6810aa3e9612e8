// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/nativecall.h"

#include "app/worker/nativelibraries.h"
#include "core/html/utf8.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <exception>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// The largest integer up to which a double holds each.
constexpr double largestExact = 9'007'199'254'740'992.0;

bool isExactInteger(double value)
{
    return std::trunc(value) == value && std::abs(value) <= largestExact;
}

class AnswerTaker final : public sdk::Answer
{
public:
    explicit AnswerTaker(NativeResult &result)
        : m_result(result)
    {}
    virtual ~AnswerTaker() = default;

    void integer(std::int64_t value) override { m_result.value = value; }
    void number(double value) override { m_result.value = value; }
    void text(sdk::Text value) override { m_result.value = QString::fromUtf8(viewOf(value)); }
    void fail(sdk::Text reason) override { m_result.failure = QString::fromUtf8(viewOf(reason)); }

private:
    NativeResult &m_result;
};

struct JsonWriter
{
    QByteArray operator()(std::monostate) const { return "null"; }
    QByteArray operator()(std::int64_t value) const { return QByteArray::number(qint64(value)); }
    QByteArray operator()(double value) const { return jsonNumber(value); }
    QByteArray operator()(const QString &value) const
    {
        QByteArray json;
        appendJsonString(json, value.toUtf8());
        return json;
    }
};

} // namespace

sdk::Value &NativeArguments::add(sdk::Kind kind)
{
    m_values.push_back({kind, 0, 0.0, {nullptr, 0}, nullptr, nullptr, 0});
    return m_values.back();
}

void NativeArguments::addNull()
{
    add(sdk::Kind::Null);
}

void NativeArguments::addInteger(std::int64_t value)
{
    add(sdk::Kind::Integer).integer = value;
}

void NativeArguments::addNumber(double value)
{
    add(sdk::Kind::Number).number = value;
}

void NativeArguments::addText(QByteArray utf8)
{
    m_texts.push_back(std::move(utf8));
    add(sdk::Kind::String).text = textOf(m_texts.back());
}

void NativeArguments::addIntegers(std::vector<std::int64_t> values)
{
    m_integers.push_back(std::move(values));
    sdk::Value &value = add(sdk::Kind::IntegerList);
    value.integers = m_integers.back().data();
    value.count = m_integers.back().size();
}

void NativeArguments::addNumbers(std::vector<double> values)
{
    m_numbers.push_back(std::move(values));
    sdk::Value &value = add(sdk::Kind::NumberList);
    value.numbers = m_numbers.back().data();
    value.count = m_numbers.back().size();
}

void NativeArguments::addEither(std::vector<double> values)
{
    if (std::ranges::all_of(values, isExactInteger))
        addIntegers({values.begin(), values.end()});
    else
        addNumbers(std::move(values));
}

void NativeArguments::addScriptNumber(double value)
{
    if (isExactInteger(value))
        addInteger(std::int64_t(value));
    else
        addNumber(value);
}

NativeResult callNative(sdk::Function &function, const NativeArguments &arguments)
{
    NativeResult result;
    AnswerTaker answer(result);
    try {
        function.call(arguments.values().data(), arguments.values().size(), answer);
    } catch (const std::exception &exception) {
        result.failure = u"an exception left it: %1"_s.arg(QString::fromUtf8(exception.what()));
    } catch (...) {
        result.failure = u"an exception left it"_s;
    }
    return result;
}

QByteArray jsonOf(const NativeResult &result)
{
    return std::visit(JsonWriter(), result.value);
}

void appendJsonString(QByteArray &json, QByteArrayView utf8)
{
    const QByteArray text =
        core::isValidUtf8(utf8) ? QByteArray::fromRawData(utf8.data(), utf8.size()) : core::repairedUtf8(utf8);
    constexpr char hex[] = "0123456789abcdef";
    json += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            json += '\\';
            json += c;
        } else if (uchar(c) < 0x20) {
            json += "\\u00";
            json += hex[uchar(c) >> 4];
            json += hex[uchar(c) & 15];
        } else {
            json += c;
        }
    }
    json += '"';
}

QByteArray jsonNumber(double value)
{
    return std::isfinite(value) ? QByteArray::number(value, 'g', QLocale::FloatingPointShortest) : QByteArray("null");
}

} // namespace sluice::app
