// SPDX-License-Identifier: GPL-3.0-or-later
// How each type of field is read from JSON and written.
#include "core/base/nearestname.h"
#include "core/crawl/itemparts.h"
#include "core/crawl/jobcolumns.h"

#include <QJsonArray>

#include <cmath>

using namespace Qt::StringLiterals;

namespace sluice::core {

const std::array<ItemPart<SpecHeader>, 2> &partsOf(const QList<SpecHeader> &)
{
    static const std::array<ItemPart<SpecHeader>, 2> parts = {
        {{u"name"_s, &SpecHeader::name, checkHeaderName}, {u"value"_s, &SpecHeader::value, checkHeaderValue}}};
    return parts;
}

const std::array<ItemPart<SpecCookie>, 3> &partsOf(const QList<SpecCookie> &)
{
    static const std::array<ItemPart<SpecCookie>, 3> parts = {{{u"name"_s, &SpecCookie::name, checkCookieName},
                                                               {u"secret"_s, &SpecCookie::secret, checkSecretName},
                                                               {u"domain"_s, &SpecCookie::domain, checkHost}}};
    return parts;
}

const std::array<ItemPart<SpecLogin>, 2> &partsOf(const QList<SpecLogin> &)
{
    static const std::array<ItemPart<SpecLogin>, 2> parts = {
        {{u"host"_s, &SpecLogin::host, checkHostAndPort}, {u"user"_s, &SpecLogin::user, checkLoginUser}}};
    return parts;
}

const std::array<ItemPart<SpecImages>, 2> &partsOf(const QList<SpecImages> &)
{
    static const std::array<ItemPart<SpecImages>, 2> parts = {
        {{u"field"_s, &SpecImages::field, checkImageField}, {u"folder"_s, &SpecImages::folder, checkFolder}}};
    return parts;
}

QString itemPath(const JobField &field, qsizetype index)
{
    return u"%1[%2]"_s.arg(field.path(), QString::number(index));
}

SpecProblem mismatch(const QString &path, const QString &expected, const QJsonValue &value)
{
    return {path, u"expected %1, got %2"_s.arg(expected, shownJson(value))};
}

SpecProblem unknownField(const QString &prefix, const QString &key, const QStringList &known)
{
    const QString near = nearestName(key, known);
    const QString hint = near.isNull() ? QString() : u", did you mean \"%1\"?"_s.arg(near);
    return {prefix + key, u"unknown field"_s + hint};
}

namespace {

using Problem = std::optional<SpecProblem>;

SpecProblem wrongType(const JobField &field, const QJsonValue &value)
{
    return mismatch(field.path(), fieldExpectation(field), value);
}

Problem readInto(const JobField &field, const QJsonValue &value, bool &target)
{
    if (!value.isBool())
        return wrongType(field, value);
    target = value.toBool();
    return {};
}

template <SpecNumber T>
Problem readInto(const JobField &field, const QJsonValue &value, T &target)
{
    // 1.0 and 1e3 are integers too, as JSON Schema has it; the bounds are far below what a double counts exactly.
    const double number = value.toDouble(std::nan(""));
    if (!(number >= double(field.minimum) && number <= double(field.maximum)) || std::trunc(number) != number)
        return wrongType(field, value);
    target = T(number);
    return {};
}

template <SpecNumber T>
Problem readInto(const JobField &field, const QJsonValue &value, std::optional<T> &target)
{
    if (value.isNull()) {
        target.reset();
        return {};
    }
    T number = 0;
    Problem problem = readInto(field, value, number);
    if (!problem)
        target = number;
    return problem;
}

template <SpecChoice T>
Problem readInto(const JobField &field, const QJsonValue &value, T &target)
{
    const qsizetype index = value.isString() ? namesOf(target).indexOf(value.toString()) : -1;
    if (index < 0)
        return wrongType(field, value);
    target = T(index);
    return {};
}

Problem readInto(const JobField &field, const QJsonValue &value, QString &target)
{
    if (!value.isString())
        return wrongType(field, value);
    target = value.toString();
    return {};
}

Problem readInto(const JobField &field, const QJsonValue &value, QStringList &target)
{
    if (!value.isArray())
        return wrongType(field, value);
    QStringList texts;
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (!array.at(i).isString())
            return mismatch(itemPath(field, i), u"a text"_s, array.at(i));
        texts.append(array.at(i).toString());
    }
    target = texts;
    return {};
}

template <SpecItem Item>
Problem readItem(const QString &path, const QJsonValue &value, Item &item)
{
    if (!value.isObject())
        return mismatch(path, u"an object"_s, value);
    QJsonObject object = value.toObject();
    QStringList keys;
    for (const auto &part : partsOf(QList<Item>())) {
        const QJsonValue text = object.take(part.key);
        keys.append(part.key);
        if (text.isUndefined())
            return SpecProblem{path + u'.' + part.key, u"expected a text, but it is missing"_s};
        // What stands in the place of a secret is not repeated.
        if (!text.isString())
            return SpecProblem{path + u'.' + part.key, u"expected a text"_s};
        item.*part.member = text.toString();
    }
    if (!object.isEmpty())
        return unknownField(path + u'.', object.constBegin().key(), keys);
    return {};
}

template <SpecItem Item>
Problem readInto(const JobField &field, const QJsonValue &value, QList<Item> &target)
{
    if (!value.isArray())
        return SpecProblem{field.path(), u"expected "_s + fieldExpectation(field)};
    QList<Item> items;
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        Item item;
        if (Problem problem = readItem(itemPath(field, i), array.at(i), item))
            return problem;
        items.append(item);
    }
    target = items;
    return {};
}

Problem readInto(const JobField &field, const QJsonValue &value, QList<FieldSpec> &target)
{
    return readColumns(field.path(), value, target);
}

Problem readInto(const JobField &field, const QJsonValue &value, NumberedPages &target)
{
    return readNumberedPages(field.path(), value, target);
}

QJsonValue toJson(const QList<FieldSpec> &columns)
{
    return columnsToJson(columns);
}
QJsonValue toJson(const NumberedPages &pages)
{
    return numberedPagesToJson(pages);
}
QJsonValue toJson(bool value)
{
    return value;
}
QJsonValue toJson(int value)
{
    return value;
}
QJsonValue toJson(qint64 value)
{
    return value;
}
template <SpecNumber T>
QJsonValue toJson(const std::optional<T> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}
template <SpecChoice T>
QJsonValue toJson(T value)
{
    return namesOf(value).at(int(value));
}
QJsonValue toJson(const QString &value)
{
    return value;
}
QJsonValue toJson(const QStringList &value)
{
    return QJsonArray::fromStringList(value);
}
template <SpecItem Item>
QJsonValue toJson(const QList<Item> &items)
{
    QJsonArray array;
    for (const Item &item : items) {
        QJsonObject object;
        for (const auto &part : partsOf(items))
            object.insert(part.key, item.*part.member);
        array.append(object);
    }
    return array;
}

} // namespace

QJsonValue writeField(const JobField &field, const CrawlSpec &spec)
{
    return std::visit([&](auto member) { return toJson(spec.*member); }, field.member);
}

std::optional<SpecProblem> readField(const JobField &field, const QJsonValue &value, CrawlSpec &spec)
{
    return std::visit([&](auto member) { return readInto(field, value, spec.*member); }, field.member);
}

} // namespace sluice::core
