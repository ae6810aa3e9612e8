// SPDX-License-Identifier: GPL-3.0-or-later
// What each type of field may hold: checked in a CrawlSpec, and told in the JSON Schema.
#include "core/crawl/itemparts.h"
#include "core/crawl/jobcolumns.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

using Problems = QList<SpecProblem>;

Problems check(const JobField &, bool)
{
    return {};
}
template <SpecNumber T>
Problems check(const JobField &field, T value)
{
    if (value < field.minimum || value > field.maximum)
        return {mismatch(field.path(), fieldExpectation(field), qint64(value))};
    return {};
}
template <SpecNumber T>
Problems check(const JobField &field, const std::optional<T> &value)
{
    return value ? check(field, *value) : Problems();
}
template <SpecChoice T>
Problems check(const JobField &, T)
{
    return {};
}
void checkText(const QString &path, TextCheck textCheck, const QString &text, Problems &problems)
{
    const QString message = textCheck ? textCheck(text) : QString();
    if (!message.isEmpty())
        problems.append({path, message});
}
Problems check(const JobField &field, const QString &text)
{
    Problems problems;
    checkText(field.path(), field.check, text, problems);
    return problems;
}
Problems check(const JobField &field, const QStringList &texts)
{
    Problems problems;
    if (texts.size() < field.minimum)
        problems.append({field.path(), u"expected at least one text, got an empty list"_s});
    for (qsizetype i = 0; i < texts.size(); ++i)
        checkText(itemPath(field, i), field.check, texts.at(i), problems);
    return problems;
}
void checkTogether(const QString &path, const SpecHeader &header, Problems &problems)
{
    if (isSecretHeader(header.name) && secretReference(header.value).isNull())
        problems.append({path + u".value"_s,
                         u"expected secret:NAME, since a literal %1 is not kept in job files"_s.arg(header.name)});
}
void checkTogether(const QString &, const SpecCookie &, Problems &) {}
void checkTogether(const QString &, const SpecLogin &, Problems &) {}
void checkTogether(const QString &, const SpecImages &, Problems &) {}
template <SpecItem Item>
Problems check(const JobField &field, const QList<Item> &items)
{
    Problems problems;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QString path = itemPath(field, i);
        for (const auto &part : partsOf(items))
            checkText(path + u'.' + part.key, part.check, items.at(i).*part.member, problems);
        checkTogether(path, items.at(i), problems);
    }
    return problems;
}

/// Rules and columns depend on each other; validate() looks at them together.
Problems check(const JobField &, const QList<FieldSpec> &)
{
    return {};
}
Problems check(const JobField &, const NumberedPages &)
{
    return {};
}

QJsonObject ofType(const QJsonValue &type)
{
    return {{u"type"_s, type}};
}
QJsonObject numberSchema(const JobField &field, const QJsonValue &type)
{
    return {{u"type"_s, type}, {u"minimum"_s, field.minimum}, {u"maximum"_s, field.maximum}};
}
QJsonObject schema(const JobField &, bool)
{
    return ofType(u"boolean"_s);
}
template <SpecNumber T>
QJsonObject schema(const JobField &field, T)
{
    return numberSchema(field, u"integer"_s);
}
template <SpecNumber T>
QJsonObject schema(const JobField &field, const std::optional<T> &)
{
    return numberSchema(field, QJsonArray{u"integer"_s, u"null"_s});
}
template <SpecChoice T>
QJsonObject schema(const JobField &, T value)
{
    return {{u"enum"_s, QJsonArray::fromStringList(namesOf(value))}};
}
QJsonObject schema(const JobField &, const QString &)
{
    return ofType(u"string"_s);
}
QJsonObject listSchema(const JobField &field, const QJsonObject &items)
{
    QJsonObject list{{u"type"_s, u"array"_s}, {u"items"_s, items}};
    if (field.minimum > 0)
        list.insert(u"minItems"_s, field.minimum);
    return list;
}
QJsonObject schema(const JobField &field, const QStringList &)
{
    return listSchema(field, ofType(u"string"_s));
}
template <SpecItem Item>
QJsonObject schema(const JobField &field, const QList<Item> &items)
{
    QJsonObject properties;
    QJsonArray required;
    for (const auto &part : partsOf(items)) {
        properties.insert(part.key, ofType(u"string"_s));
        required.append(part.key);
    }
    return listSchema(field, {{u"type"_s, u"object"_s},
                              {u"properties"_s, properties},
                              {u"required"_s, required},
                              {u"additionalProperties"_s, false}});
}
QJsonObject schema(const JobField &, const QList<FieldSpec> &)
{
    return columnsSchema();
}
QJsonObject schema(const JobField &, const NumberedPages &)
{
    return numberedPagesSchema();
}

} // namespace

QList<SpecProblem> checkField(const JobField &field, const CrawlSpec &spec)
{
    return std::visit([&](auto member) { return check(field, spec.*member); }, field.member);
}

QJsonObject fieldSchema(const JobField &field)
{
    const CrawlSpec defaults;
    QJsonObject result = std::visit([&](auto member) { return schema(field, defaults.*member); }, field.member);
    result.insert(u"description"_s, field.description);
    if (field.key != "seeds"_L1)
        result.insert(u"default"_s, writeField(field, defaults));
    return result;
}

} // namespace sluice::core
