// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demoproduct.h"

#include "core/serve/demotemplate.h"
#include "core/serve/demowords.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// "#rrggbb" of a hue in degrees and saturation and lightness in percent, in whole numbers so that every machine
/// rounds alike (CSS Color 4, section 7.1).
QByteArray hexColor(int hue, int saturation, int lightness)
{
    const int amount = saturation * std::min(lightness, 100 - lightness);
    const auto channel = [&](int offset) {
        const int angle = (offset * 30 + hue) % 360;
        const int slope = std::max(-30, std::min({angle - 90, 270 - angle, 30}));
        return ((lightness * 3'000 - amount * slope) * 255 + 150'000) / 300'000;
    };
    const auto hex = [](int value) { return QByteArray::number(value, 16).rightJustified(2, '0'); };
    return '#' + hex(channel(0)) + hex(channel(8)) + hex(channel(4));
}

} // namespace

QByteArray productJson(const DemoItem &item)
{
    const QString availability = item.isInStock ? u"https://schema.org/InStock"_s : u"https://schema.org/OutOfStock"_s;
    const QJsonObject offer{{u"@type"_s, u"Offer"_s},
                            {u"price"_s, QString::fromUtf8(item.amount())},
                            {u"priceCurrency"_s, u"EUR"_s},
                            {u"availability"_s, availability},
                            {u"url"_s, QString::fromUtf8(item.path())}};
    const QJsonObject rating{{u"@type"_s, u"AggregateRating"_s},
                             {u"ratingValue"_s, QString::fromUtf8(item.rating())},
                             {u"reviewCount"_s, item.reviews}};
    const QJsonObject product{{u"@context"_s, u"https://schema.org"_s},
                              {u"@type"_s, u"Product"_s},
                              {u"name"_s, QString::fromUtf8(item.name)},
                              {u"sku"_s, QString::fromUtf8(item.sku)},
                              {u"category"_s, QString::fromUtf8(DemoCatalog::categoryName(item.category))},
                              {u"description"_s, QString::fromUtf8(item.description)},
                              {u"material"_s, QString::fromUtf8(item.material)},
                              {u"image"_s, u"/images/%1.svg"_s.arg(item.id)},
                              {u"offers"_s, offer},
                              {u"aggregateRating"_s, rating}};
    // "</script>" in a text would end the element.
    return QJsonDocument(product).toJson(QJsonDocument::Compact).replace('<', "\\u003c");
}

QByteArray productPicture(const DemoItem &item)
{
    // 137 is prime to 360, so neighbours on a page differ clearly.
    const int hue = item.id * 137 % 360;
    const int scale = 80 + item.id * 7 % 40;
    return fillTemplate(demoFile("product.svg"), {{"name", escapeHtml(item.name)},
                                                  {"light", hexColor(hue, 42, 92)},
                                                  {"wall", hexColor(hue, 38, 80)},
                                                  {"floor", hexColor(hue, 26, 66)},
                                                  {"dark", hexColor(hue, 30, 34)},
                                                  {"accent", hexColor((hue + 180 + item.id % 60) % 360, 48, 38)},
                                                  {"shadow", QByteArray::number(scale)},
                                                  {"scale", QByteArray::number(scale / 100.0, 'f', 2)},
                                                  {"shape", demo::categoryWords.at(size_t(item.category)).shape}});
}

} // namespace sluice::core
