// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/columntype.h"

#include "core/extract/valuereaders.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

const QStringList &columnTypeNames()
{
    static const QStringList names{u"text"_s, u"number"_s, u"price"_s, u"date"_s, u"url"_s, u"image"_s, u"html"_s};
    return names;
}

std::optional<ColumnType> columnTypeFromName(const QString &name)
{
    const qsizetype index = columnTypeNames().indexOf(name);
    return index < 0 ? std::nullopt : std::optional(ColumnType(index));
}

Result<FieldValue, QString> convertValue(const FieldValue &value, ColumnType type, const ValueContext &context)
{
    const bool readsTags = value.element != noNode && (type == ColumnType::Url || type == ColumnType::Image ||
                                                       type == ColumnType::Html || type == ColumnType::Date);
    if (value.isEmpty() && !readsTags)
        return FieldValue{};
    switch (type) {
    case ColumnType::Text:
        return FieldValue{value.value, noNode};
    case ColumnType::Number:
        return numberValue(value, NumberStyle::Plain);
    case ColumnType::Price:
        return numberValue(value, NumberStyle::Price);
    case ColumnType::Date:
        return dateValue(value, DateOrder::BySeparator, context);
    case ColumnType::Url:
        return urlValue(value, context);
    case ColumnType::Image:
        return imageValue(value, context);
    case ColumnType::Html:
        return htmlValue(value, context);
    }
    return FieldValue{};
}

} // namespace sluice::core
