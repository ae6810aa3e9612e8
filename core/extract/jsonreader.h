// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/jsliterals.h"
#include "core/extract/tolerantjson.h"

#include <optional>
#include <vector>

namespace sluice::core {

/// The machine behind readJsonValue(): one value from `start`, written out as it is read. Open containers stand on a
/// stack of its own.
class JsonReader final
{
public:
    JsonReader(std::string_view text, qsizetype start, const TolerantJsonOptions &options)
        : m_text(text)
        , m_at(std::size_t(start))
        , m_options(options)
    {}

    [[nodiscard]] Result<JsonReading, JsonError> read();

private:
    enum class Expect { Value, ElementOrEnd, KeyOrEnd, Separator, Done };
    struct Container
    {
        bool isObject = false;
        bool isEmpty = true;
    };

    void step(char c);
    void readValue(char c);
    void readElement(char c);
    void readKey(char c);
    void readNameKey();
    void readColon();
    void readSeparator(char c);
    void open(bool isObject);
    void close();
    void finishValue();
    void appendComma();

    void readStrings();
    [[nodiscard]] bool readString(QByteArray &value);
    void readSigned(char c);
    void readNumber(bool isNegative);
    void readNegation();
    void readWord();
    void readVoid(std::size_t start);
    void readNew(std::size_t start);
    [[nodiscard]] bool readDateArgument(std::size_t start);
    [[nodiscard]] std::string_view takeName();

    void skipSpace() { m_at = skipJsSpace(m_text, m_at); }
    [[nodiscard]] char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    [[nodiscard]] bool startsNumber() const;
    void fail(JsonFault fault, std::size_t at, const QString &detail);
    void failLiteral(const JsLiteralRead &read);
    void failAtCode();

    std::string_view m_text;
    std::size_t m_at;
    TolerantJsonOptions m_options;
    std::vector<Container> m_open;
    Expect m_expect = Expect::Value;
    QByteArray m_out;
    std::optional<JsonError> m_error;
};

} // namespace sluice::core
