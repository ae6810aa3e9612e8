// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/valuereaders.h"

#include "core/extract/srcset.h"
#include "core/html/serializer.h"
#include "core/html/whitespace.h"

#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

QString toString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// The first of the attributes that is there and not empty; else the text.
template <std::size_t Count>
QString attributeOrText(const FieldValue &value, const Document &document,
                        const std::array<std::string_view, Count> &names)
{
    if (value.element != noNode) {
        for (const std::string_view name : names) {
            const std::string_view found = trimHtmlSpace(document.attribute(value.element, name));
            if (!found.empty())
                return toString(found);
        }
    }
    return value.text().trimmed();
}

Result<FieldValue, QString> resolved(const QString &reference, const ValueContext &context)
{
    if (reference.isEmpty())
        return FieldValue{};
    const QByteArray utf8 = reference.toUtf8();
    const Result<WebUrl, UrlFailure> url = context.base.isEmpty() ? WebUrl::parse(utf8) : context.base.resolve(utf8);
    if (!url)
        return tl::unexpected(u"%1 is not a web address: %2"_s.arg(quotedExcerpt(reference), url.error().detail));
    return FieldValue{url->toString(), noNode};
}

} // namespace

Result<FieldValue, QString> numberValue(const FieldValue &value, NumberStyle style)
{
    if (value.value.isDouble())
        return FieldValue{value.value, noNode};
    const std::optional<double> number = readNumber(value.text(), style);
    if (!number)
        return tl::unexpected(u"%1 is not a number"_s.arg(quotedExcerpt(value.text())));
    return FieldValue{*number, noNode};
}

Result<FieldValue, QString> dateValue(const FieldValue &value, DateOrder order, const ValueContext &context)
{
    static constexpr std::array<std::string_view, 2> names{"datetime", "content"};
    const QString text = attributeOrText(value, context.document, names);
    if (text.isEmpty())
        return FieldValue{};
    const std::optional<QString> date = readDate(text, order);
    if (!date)
        return tl::unexpected(u"%1 is not a date"_s.arg(quotedExcerpt(text)));
    return FieldValue{*date, noNode};
}

Result<FieldValue, QString> urlValue(const FieldValue &value, const ValueContext &context)
{
    static constexpr std::array<std::string_view, 6> names{"href", "src", "data", "content", "action", "cite"};
    return resolved(attributeOrText(value, context.document, names), context);
}

Result<FieldValue, QString> imageValue(const FieldValue &value, const ValueContext &context)
{
    static constexpr std::array<std::string_view, 2> sets{"srcset", "data-srcset"};
    static constexpr std::array<std::string_view, 7> names{"data-src", "data-original", "src", "poster",
                                                           "content",  "href",          "data"};
    if (value.element != noNode) {
        for (const std::string_view name : sets) {
            const QString best = largestOfSrcset(toString(context.document.attribute(value.element, name)));
            if (!best.isEmpty())
                return resolved(best, context);
        }
    }
    return resolved(attributeOrText(value, context.document, names), context);
}

FieldValue htmlValue(const FieldValue &value, const ValueContext &context)
{
    if (value.element == noNode)
        return {value.text(), noNode};
    return {QString::fromUtf8(outerHtml(context.document, value.element)), noNode};
}

} // namespace sluice::core
