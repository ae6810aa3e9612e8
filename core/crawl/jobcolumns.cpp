// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/jobcolumns.h"

#include "core/crawl/fieldchecks.h"

#include <QJsonArray>

#include <limits>
#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

using Problem = std::optional<SpecProblem>;

SpecProblem expected(const QString &path, const QString &what, const QJsonValue &value)
{
    return {path, u"expected %1, got %2"_s.arg(what, shownJson(value))};
}

/// Takes the members of one object one after the other, keeps the first fault, and refuses what is left over.
class ObjectReader final
{
public:
    ObjectReader(QString path, const QJsonValue &value)
        : m_path(std::move(path))
        , m_object(value.toObject())
    {
        if (!value.isObject())
            m_problem = expected(m_path, u"an object"_s, value);
    }

    void text(const QString &key, QString &target, bool isNeeded = false)
    {
        const QJsonValue value = take(key, isNeeded);
        if (value.isString())
            target = value.toString();
        else
            refuse(key, u"a text"_s, value);
    }

    void flag(const QString &key, bool &target)
    {
        const QJsonValue value = take(key, false);
        if (value.isBool())
            target = value.toBool();
        else
            refuse(key, u"true or false"_s, value);
    }

    void number(const QString &key, int &target)
    {
        const QJsonValue value = take(key, true);
        const int number = value.toInt(std::numeric_limits<int>::min());
        if (number != std::numeric_limits<int>::min())
            target = number;
        else
            refuse(key, u"an integer"_s, value);
    }

    void columnType(const QString &key, ColumnType &target)
    {
        const QJsonValue value = take(key, false);
        if (const auto type = columnTypeFromName(value.toString()))
            target = *type;
        else
            refuse(key, u"one of "_s + columnTypeNames().join(u", "_s), value);
    }

    [[nodiscard]] Problem finish() const
    {
        if (m_problem || m_object.isEmpty())
            return m_problem;
        return unknownField(m_path + u'.', m_object.constBegin().key(), m_known);
    }

private:
    QJsonValue take(const QString &key, bool isNeeded)
    {
        m_known.append(key);
        const QJsonValue value = m_object.take(key);
        if (value.isUndefined() && isNeeded && !m_problem)
            m_problem = SpecProblem{m_path + u'.' + key, u"expected a value, but it is missing"_s};
        return value;
    }

    void refuse(const QString &key, const QString &what, const QJsonValue &value)
    {
        if (!m_problem && !value.isUndefined())
            m_problem = expected(m_path + u'.' + key, what, value);
    }

    QString m_path;
    QJsonObject m_object;
    QStringList m_known; ///< names that were asked for
    Problem m_problem;
};

QJsonObject ofType(const QString &type, const QString &description)
{
    return {{u"type"_s, type}, {u"description"_s, description}};
}

} // namespace

Problem readColumns(const QString &path, const QJsonValue &value, QList<FieldSpec> &columns)
{
    if (!value.isArray())
        return expected(path, u"a list of objects with name and rule"_s, value);
    QList<FieldSpec> read;
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        ObjectReader reader(u"%1[%2]"_s.arg(path).arg(i), array[i]);
        FieldSpec &column = read.emplaceBack();
        reader.text(u"name"_s, column.name, true);
        reader.text(u"rule"_s, column.rule, true);
        reader.columnType(u"type"_s, column.type);
        reader.flag(u"required"_s, column.isRequired);
        reader.text(u"default"_s, column.defaultValue);
        reader.flag(u"list"_s, column.isList);
        reader.text(u"join"_s, column.joiner);
        if (Problem problem = reader.finish())
            return problem;
    }
    columns = read;
    return {};
}

QJsonValue columnsToJson(const QList<FieldSpec> &columns)
{
    QJsonArray array;
    for (const FieldSpec &column : columns) {
        QJsonObject object{{u"name"_s, column.name},
                           {u"rule"_s, column.rule},
                           {u"type"_s, columnTypeNames().at(int(column.type))},
                           {u"required"_s, column.isRequired},
                           {u"list"_s, column.isList}};
        if (!column.defaultValue.isNull())
            object.insert(u"default"_s, column.defaultValue);
        if (!column.joiner.isNull())
            object.insert(u"join"_s, column.joiner);
        array.append(object);
    }
    return array;
}

QJsonObject columnsSchema()
{
    const QJsonObject properties{
        {u"name"_s, ofType(u"string"_s, u"Of the column"_s)},
        {u"rule"_s, ofType(u"string"_s, u"css:, xpath:, json:, re: or meta: rule with its transforms"_s)},
        {u"type"_s, QJsonObject{{u"enum"_s, QJsonArray::fromStringList(columnTypeNames())}, {u"default"_s, u"text"_s}}},
        {u"required"_s, ofType(u"boolean"_s, u"Without a value it is an error of the row"_s)},
        {u"default"_s, ofType(u"string"_s, u"The value where the page has none"_s)},
        {u"list"_s, ofType(u"boolean"_s, u"All values instead of the first"_s)},
        {u"join"_s, ofType(u"string"_s, u"What stands between the values of a list; without it they are an array"_s)}};
    return {{u"type"_s, u"array"_s},
            {u"items"_s, QJsonObject{{u"type"_s, u"object"_s},
                                     {u"properties"_s, properties},
                                     {u"required"_s, QJsonArray{u"name"_s, u"rule"_s}},
                                     {u"additionalProperties"_s, false}}}};
}

Problem readNumberedPages(const QString &path, const QJsonValue &value, NumberedPages &pages)
{
    if (value.isNull()) {
        pages = {};
        return {};
    }
    NumberedPages read;
    ObjectReader reader(path, value);
    reader.text(u"pattern"_s, read.pattern, true);
    reader.number(u"first"_s, read.first);
    reader.number(u"last"_s, read.last);
    reader.number(u"step"_s, read.step);
    if (Problem problem = reader.finish())
        return problem;
    pages = read;
    return {};
}

QJsonValue numberedPagesToJson(const NumberedPages &pages)
{
    if (pages.pattern.isEmpty())
        return {};
    return QJsonObject{
        {u"pattern"_s, pages.pattern}, {u"first"_s, pages.first}, {u"last"_s, pages.last}, {u"step"_s, pages.step}};
}

QJsonObject numberedPagesSchema()
{
    const QJsonObject integer{{u"type"_s, u"integer"_s}};
    return {
        {u"type"_s, QJsonArray{u"object"_s, u"null"_s}},
        {u"properties"_s, QJsonObject{{u"pattern"_s, ofType(u"string"_s, u"URL with {page} where the number goes"_s)},
                                      {u"first"_s, integer},
                                      {u"last"_s, integer},
                                      {u"step"_s, integer}}},
        {u"required"_s, QJsonArray{u"pattern"_s, u"first"_s, u"last"_s, u"step"_s}},
        {u"additionalProperties"_s, false}};
}

} // namespace sluice::core
