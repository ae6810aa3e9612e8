// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/opengraph.h"

#include <QHash>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// One value of a property with what was said of it.
struct Entry
{
    QString value;
    bool hasValue = false;
    QHash<QString, QJsonArray> parts;
};

bool isUrlProperty(const QString &name)
{
    static constexpr std::array<QStringView, 4> names = {u"og:image", u"og:video", u"og:audio", u"music:song"};
    return std::find(names.begin(), names.end(), name) != names.end();
}

QJsonValue toJson(const QString &name, const Entry &entry)
{
    if (entry.parts.isEmpty())
        return entry.value;
    QJsonObject json;
    for (auto part = entry.parts.cbegin(); part != entry.parts.cend(); ++part)
        json[part.key()] = part->size() == 1 ? part->first() : QJsonValue(*part);
    if (entry.hasValue)
        json[isUrlProperty(name) ? u"url"_s : u"content"_s] = entry.value;
    return json;
}

/// Splits "og:image:width" into "og:image" and "width"; the latter is empty for "og:image" and "og:image:url".
std::pair<QString, QString> split(const QString &property)
{
    const qsizetype second = property.indexOf(u':', property.indexOf(u':') + 1);
    if (second < 0)
        return {property, {}};
    const QString part = property.sliced(second + 1);
    return {property.left(second), part == u"url" ? QString() : part};
}

} // namespace

QJsonObject openGraphJson(const QList<StructuredValue> &tags)
{
    QHash<QString, QList<Entry>> properties;
    for (const StructuredValue &tag : tags) {
        const auto [name, part] = split(tag.property);
        QList<Entry> &entries = properties[name];
        // og:image:url says again what og:image said.
        const bool isRepeated = tag.property != name && part.isEmpty() && !entries.isEmpty() &&
                                (!entries.last().hasValue || entries.last().value == tag.value);
        if (entries.isEmpty() || (part.isEmpty() && !isRepeated))
            entries.append(Entry());
        if (part.isEmpty()) {
            entries.last().value = tag.value;
            entries.last().hasValue = true;
        } else {
            entries.last().parts[part].append(tag.value);
        }
    }
    QJsonObject json;
    for (auto property = properties.cbegin(); property != properties.cend(); ++property) {
        QJsonArray values;
        for (const Entry &entry : property.value())
            values.append(toJson(property.key(), entry));
        json[property.key()] = values;
    }
    return json;
}

} // namespace sluice::core
