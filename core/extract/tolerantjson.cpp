// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/tolerantjson.h"

#include "core/extract/jsonreader.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace sluice::core {

using namespace Qt::StringLiterals;

Result<JsonReading, JsonError> readJsonValue(std::string_view text, qsizetype start, const TolerantJsonOptions &options)
{
    return JsonReader(text, start, options).read();
}

Result<QByteArray, JsonError> parseTolerantJson(std::string_view text, const TolerantJsonOptions &options)
{
    Result<JsonReading, JsonError> reading = readJsonValue(text, 0, options);
    JsonError error;
    if (reading) {
        std::size_t at = skipJsSpace(text, std::size_t(reading->end));
        while (at < text.size() && text[at] == ';')
            at = skipJsSpace(text, at + 1);
        if (at == text.size())
            return std::move(reading->json);
        error = {JsonFault::Syntax, {qint64(at)}, u"The value is over, but the text goes on"_s};
    } else {
        error = std::move(reading).error();
    }
    locate(text, {&error.position});
    return tl::unexpected<JsonError>(std::move(error));
}

QJsonValue jsonValueOf(const QByteArray &json)
{
    // QJsonDocument takes containers alone.
    const QJsonArray wrapped = QJsonDocument::fromJson("[" + json + "]").array();
    return wrapped.size() == 1 ? wrapped.first() : QJsonValue(QJsonValue::Undefined);
}

} // namespace sluice::core
