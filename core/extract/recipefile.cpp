// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/recipefile.h"

#include "core/extract/recipeplan.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <optional>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int recipeVersion = 1;
constexpr qint64 maximumFileBytes = qint64(1) << 20;

QString shown(const QJsonValue &value)
{
    if (value.isUndefined())
        return u"nothing"_s;
    const QString json = QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
    return json.size() > 82 ? json.mid(1, 79) + u'…' : json.mid(1, json.size() - 2);
}

/// Takes the members of one object after the other, keeps the first fault of the file, and refuses what is left over.
class ObjectReader final
{
public:
    ObjectReader(QString path, const QJsonValue &value, std::optional<RecipeFailure> &fault)
        : m_path(std::move(path))
        , m_object(value.toObject())
        , m_fault(fault)
    {
        if (!value.isObject())
            fail({}, u"an object"_s, value);
    }
    ~ObjectReader()
    {
        if (!m_object.isEmpty() && !m_fault)
            m_fault = RecipeFailure{RecipeFault::Field, pathOf(m_object.constBegin().key()) + u": unknown field"_s};
    }
    Q_DISABLE_COPY_MOVE(ObjectReader)

    void text(const QString &key, QString &target, bool isNeeded = false)
    {
        const QJsonValue value = m_object.take(key);
        if (value.isString() && !(isNeeded && value.toString().isEmpty()))
            target = value.toString();
        else if (isNeeded || !value.isUndefined())
            fail(key, u"a text"_s, value);
    }

    void flag(const QString &key, bool &target)
    {
        const QJsonValue value = m_object.take(key);
        if (value.isBool())
            target = value.toBool();
        else if (!value.isUndefined())
            fail(key, u"true or false"_s, value);
    }

    void texts(const QString &key, QStringList &target, bool isNeeded = false)
    {
        const QJsonValue value = m_object.take(key);
        if (value.isUndefined() && !isNeeded)
            return;
        const QJsonArray array = value.toArray();
        bool isRight = value.isArray() && !array.isEmpty();
        for (const QJsonValue &item : array) {
            isRight = isRight && item.isString();
            target.append(item.toString());
        }
        if (!isRight)
            fail(key, u"a list of texts"_s, value);
    }

    /// A text, or its lines.
    void lines(const QString &key, QString &target)
    {
        if (m_object.value(key).isString()) {
            text(key, target, true);
            return;
        }
        QStringList list;
        texts(key, list, true);
        target = list.join(u'\n');
    }

    /// One of `names`, as its index; `fallback` where it is missing, and -1 where it must not be.
    [[nodiscard]] int choice(const QString &key, const QStringList &names, int fallback)
    {
        const QJsonValue value = m_object.take(key);
        if (value.isUndefined() && fallback >= 0)
            return fallback;
        const qsizetype index = value.isString() ? names.indexOf(value.toString()) : -1;
        if (index < 0)
            fail(key, u"one of "_s + names.join(u", "_s), value);
        return int(std::max(index, qsizetype(0)));
    }

    /// The objects of a list, each with its path.
    [[nodiscard]] QList<std::pair<QString, QJsonValue>> objects(const QString &key, bool isNeeded)
    {
        const QJsonValue value = m_object.take(key);
        QList<std::pair<QString, QJsonValue>> found;
        const QJsonArray array = value.toArray();
        for (const QJsonValue &item : array)
            found.emplaceBack(u"%1[%2]"_s.arg(pathOf(key)).arg(found.size()), item);
        if (found.isEmpty() && (isNeeded || !value.isUndefined()))
            fail(key, u"a list of objects"_s, value);
        return found;
    }

    void version()
    {
        const QJsonValue value = m_object.take(u"version"_s);
        if (m_fault || value == QJsonValue(recipeVersion))
            return;
        const QString newer = value.toDouble() > recipeVersion ? u" (written for a newer Sluice)"_s : QString();
        m_fault = RecipeFailure{RecipeFault::Version, u"version: expected 1, got %1%2"_s.arg(shown(value), newer)};
    }

private:
    [[nodiscard]] QString pathOf(const QString &key) const
    {
        return m_path.isEmpty() || key.isEmpty() ? m_path + key : m_path + u'.' + key;
    }

    void fail(const QString &key, const QString &expected, const QJsonValue &got)
    {
        if (!m_fault)
            m_fault =
                RecipeFailure{RecipeFault::Field, u"%1: expected %2, got %3"_s.arg(pathOf(key), expected, shown(got))};
    }

    QString m_path;
    QJsonObject m_object;
    std::optional<RecipeFailure> &m_fault;
};

using Fault = std::optional<RecipeFailure>;

RecipeSource readSource(const QString &path, const QJsonValue &value, Fault &fault)
{
    RecipeSource source;
    ObjectReader reader(path, value, fault);
    source.kind = RecipeSourceKind(reader.choice(u"kind"_s, recipeSourceKindNames(), -1));
    switch (source.kind) {
    case RecipeSourceKind::Json:
        reader.lines(u"program"_s, source.program);
        break;
    case RecipeSourceKind::Structured:
        reader.texts(u"types"_s, source.types, true);
        break;
    case RecipeSourceKind::Rows:
        reader.text(u"row"_s, source.row, true);
        break;
    case RecipeSourceKind::Tables:
    case RecipeSourceKind::Feed:
        break;
    }
    return source;
}

RecipeColumn readColumn(const QString &path, const QJsonValue &value, Fault &fault)
{
    RecipeColumn column;
    ObjectReader reader(path, value, fault);
    reader.text(u"name"_s, column.field.name, true);
    reader.texts(u"rules"_s, column.rules, true);
    column.field.type = ColumnType(reader.choice(u"type"_s, columnTypeNames(), int(ColumnType::Text)));
    reader.flag(u"required"_s, column.field.isRequired);
    reader.text(u"default"_s, column.field.defaultValue);
    reader.flag(u"list"_s, column.field.isList);
    reader.text(u"join"_s, column.field.joiner);
    return column;
}

Recipe readRecipe(const QJsonObject &object, Fault &fault)
{
    Recipe recipe;
    ObjectReader reader({}, object, fault);
    reader.version();
    reader.text(u"name"_s, recipe.name, true);
    reader.text(u"description"_s, recipe.description);
    for (const auto &[path, value] : reader.objects(u"sources"_s, true))
        recipe.sources.append(readSource(path, value, fault));
    for (const auto &[path, value] : reader.objects(u"columns"_s, false))
        recipe.columns.append(readColumn(path, value, fault));
    reader.text(u"rest"_s, recipe.rest);
    reader.texts(u"keys"_s, recipe.keyFields);
    return recipe;
}

} // namespace

Result<Recipe, RecipeFailure> recipeFromJson(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError)
        return failure(RecipeFault::Syntax,
                       u"no JSON: %1 at byte %2"_s.arg(error.errorString(), QString::number(error.offset)));
    if (!document.isObject())
        return failure(RecipeFault::Syntax, u"expected a JSON object"_s);
    Fault fault;
    Recipe recipe = readRecipe(document.object(), fault);
    if (fault)
        return tl::unexpected(*fault);
    if (const auto checked = checkRecipe(recipe); !checked)
        return tl::unexpected(checked.error());
    return recipe;
}

Result<Recipe, RecipeFailure> loadRecipe(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(RecipeFault::Unreadable, path + u": "_s + file.errorString());
    const QByteArray json = file.read(maximumFileBytes + 1);
    if (file.error() != QFile::NoError)
        return failure(RecipeFault::Unreadable, path + u": "_s + file.errorString());
    if (json.size() > maximumFileBytes)
        return failure(RecipeFault::Unreadable, path + u": over 1 MiB, too large for a recipe"_s);
    auto recipe = recipeFromJson(json);
    if (!recipe)
        return failure(recipe.error().kind, path + u": "_s + recipe.error().detail);
    return *std::move(recipe);
}

} // namespace sluice::core
