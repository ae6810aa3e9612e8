// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/listcolumns.h"
#include "core/proxy/listreaders.h"
#include "core/proxy/proxyhosts.h"
#include "core/proxy/separatedlines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// Strings, numbers and truth values as text; of arrays all of them.
QString scalarText(const QJsonValue &value)
{
    if (!value.isArray())
        return value.toVariant().toString().left(maximumListText);
    QStringList parts;
    for (const QJsonValue &part : value.toArray()) {
        if (!part.isArray() && parts.size() < 20)
            parts.append(scalarText(part));
    }
    return parts.join(u' ');
}

/// Goes through a JSON value; the parser bounds how deep it is.
class JsonReader final
{
public:
    explicit JsonReader(ListingBuilder &builder)
        : m_builder(builder)
    {}

    void read(const QJsonValue &value, const QString &kind = {})
    {
        if (m_builder.isFull())
            return;
        if (value.isArray())
            readArray(value.toArray(), kind);
        else if (value.isObject())
            readObject(value.toObject(), kind);
        else if (value.isString())
            readProse(m_builder, value.toString());
    }

private:
    void readArray(const QJsonArray &array, const QString &kind)
    {
        if (array.size() >= 2 && isPlainIpv4(array.at(0).toString())) { // [address, port, …]
            readPair(array, kind);
            return;
        }
        for (const QJsonValue &entry : array) {
            if (m_builder.isFull())
                return;
            if (entry.isArray()) {
                read(entry, kind);
            } else if (entry.isObject()) {
                ++m_entry;
                read(entry, kind);
            } else {
                readText(scalarText(entry), kind);
            }
        }
    }

    void readPair(const QJsonArray &array, const QString &kind)
    {
        const QString port = scalarText(array.at(1));
        if (port.contains(u'.') || port.contains(u':')) { // addresses one after the other
            for (const QJsonValue &entry : array)
                readText(scalarText(entry), kind);
            return;
        }
        ListedRow row;
        row.host = array.at(0).toString();
        row.port = port;
        row.protocol = kind;
        addRow(m_builder, row, ++m_entry);
    }

    void readText(const QString &text, const QString &kind)
    {
        ListedRow row;
        row.host = text;
        row.protocol = kind;
        addRow(m_builder, row, ++m_entry);
    }

    void readObject(const QJsonObject &object, const QString &kind)
    {
        ListedRow row;
        row.protocol = kind;
        fill(row, object);
        if (!row.host.isEmpty() && (!row.port.isEmpty() || row.host.contains(u':'))) {
            addRow(m_builder, row, m_entry);
            return;
        }
        for (auto member = object.begin(); member != object.end(); ++member)
            readMember(member.key(), member.value(), kind);
    }

    /// Members may name the kind of what they hold, or be the proxies themselves.
    void readMember(const QString &key, const QJsonValue &value, const QString &kind)
    {
        const bool isProxy = value.isObject() && key.contains(u':') && parseProxy(key);
        if (!isProxy) {
            read(value, typesOf(key).isEmpty() ? kind : key);
            return;
        }
        ListedRow row;
        row.protocol = kind;
        fill(row, value.toObject());
        row.host = key;
        row.port.clear();
        addRow(m_builder, row, ++m_entry);
    }

    static void fill(ListedRow &row, const QJsonObject &object)
    {
        for (auto member = object.begin(); member != object.end(); ++member) {
            if (member.value().isObject())
                fillPlace(row, member.value().toObject());
            else if (const QString text = scalarText(member.value()); !text.isEmpty())
                row.set(columnNamed(member.key()), text);
        }
    }

    /// "location": {"country": "…", "code": "…"}
    static void fillPlace(ListedRow &row, const QJsonObject &object)
    {
        for (auto member = object.begin(); member != object.end(); ++member) {
            const ListColumn column = member.key() == "name"_L1 ? ListColumn::Country : columnNamed(member.key());
            const bool isPlace = column == ListColumn::Country || column == ListColumn::Code;
            if (isPlace && member.value().isString())
                row.set(column, scalarText(member.value()));
        }
    }

    ListingBuilder &m_builder;
    int m_entry = 0;
};

QJsonValue valueOf(const QByteArray &utf8)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(utf8, &error);
    if (error.error != QJsonParseError::NoError)
        return QJsonValue::Undefined;
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

std::optional<ProxyListing> readJsonLines(const QByteArray &utf8, ProxyType fallback)
{
    const QString text = QString::fromUtf8(utf8);
    ListingBuilder builder(fallback);
    JsonReader reader(builder);
    LineWalk walk(text);
    bool isJson = false;
    while (walk.next() && !builder.isFull()) {
        const QString line = walk.line().trimmed();
        if (line.isEmpty())
            continue;
        const QJsonValue value = valueOf(line.toUtf8());
        if (!isJson && value.isUndefined())
            return std::nullopt;
        isJson = true;
        if (value.isUndefined())
            builder.refuse(walk.number(), line, u"no JSON"_s);
        else
            reader.read(QJsonArray{value});
    }
    return builder.take(u"json"_s);
}

} // namespace

std::optional<ProxyListing> readJsonListing(const QByteArray &utf8, ProxyType fallback)
{
    const QByteArray trimmed = utf8.trimmed();
    if (!trimmed.startsWith('[') && !trimmed.startsWith('{'))
        return std::nullopt;
    const QJsonValue value = valueOf(trimmed);
    if (value.isUndefined())
        return trimmed.startsWith('{') ? readJsonLines(trimmed, fallback) : std::nullopt;
    ListingBuilder builder(fallback);
    JsonReader(builder).read(value);
    return builder.take(u"json"_s);
}

} // namespace sluice::core
