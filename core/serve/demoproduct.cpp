// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demoproduct.h"

#include "core/serve/demotemplate.h"
#include "core/serve/demowords.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sluice::core {

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
                                                  {"hue", QByteArray::number(hue)},
                                                  {"accent", QByteArray::number((hue + 180 + item.id % 60) % 360)},
                                                  {"shadow", QByteArray::number(scale)},
                                                  {"scale", QByteArray::number(scale / 100.0, 'f', 2)},
                                                  {"shape", demo::categoryWords.at(size_t(item.category)).shape}});
}

} // namespace sluice::core
