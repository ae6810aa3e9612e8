// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/reciperunner.h"

#include "core/extract/embeddedjson.h"
#include "core/extract/recipefeeds.h"
#include "core/extract/recipeitems.h"
#include "core/extract/recipeplan.h"
#include "core/extract/recipetables.h"
#include "core/extract/rowextractor.h"
#include "core/html/links.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// One recipe on one page.
class RecipeRun final
{
public:
    RecipeRun(const Recipe &recipe, const RecipePage &page, JsonQuery *query)
        : m_recipe(recipe)
        , m_page(page)
        , m_query(query)
        , m_base(documentBase(page.document, page.url))
        , m_content(page.document, m_base, page.source)
    {}

    [[nodiscard]] Result<RecipeRows, QString> run()
    {
        bool isPickedByContent = false;
        for (const RecipeSource &source : m_recipe.sources) {
            if (read(source))
                return std::move(m_result);
            isPickedByContent |= source.kind == RecipeSourceKind::Json || source.kind == RecipeSourceKind::Feed;
        }
        // Pages without tables or links are pages still; one without the data of a profile is another page.
        if (isPickedByContent)
            return tl::unexpected(u"holds nothing that the recipe %1 reads%2"_s.arg(
                m_recipe.name, m_problem.isEmpty() ? QString() : u": "_s + m_problem));
        return std::move(m_result);
    }

private:
    /// Makes the rows of a source; false if it has nothing here.
    [[nodiscard]] bool read(const RecipeSource &source)
    {
        switch (source.kind) {
        case RecipeSourceKind::Json:
            return readJson(source.program);
        case RecipeSourceKind::Structured:
            return readStructured(source.types);
        case RecipeSourceKind::Rows:
            return readRows(source.row);
        case RecipeSourceKind::Tables:
            return readAllTables();
        case RecipeSourceKind::Feed:
            return readEntries();
        }
        return false;
    }

    void note(const QString &problem)
    {
        if (m_problem.isEmpty())
            m_problem = problem;
    }

    [[nodiscard]] bool readJson(const QString &program)
    {
        const QList<QByteArray> blocks = m_page.isJson ? QList{m_page.source} : embeddedJson(m_page.document);
        QList<JsonTask> tasks;
        for (const QByteArray &block : blocks)
            tasks.append({program, block});
        if (tasks.isEmpty() || !m_query) {
            note(tasks.isEmpty() ? u"there is no JSON in it"_s : u"programs cannot run here"_s);
            return false;
        }
        for (const JsonAnswer &answer : m_query->evaluate(tasks)) {
            if (!answer)
                note(answer.error());
            else if (takeItems(*answer))
                return true;
        }
        return false;
    }

    /// Whether the program found something; an empty array is that, too.
    [[nodiscard]] bool takeItems(const QList<QJsonValue> &values)
    {
        RecipeItems items;
        bool isFound = false;
        for (const QJsonValue &value : values) {
            isFound = isFound || value.isArray() || value.isObject();
            if (value.isObject())
                items.items.append(value.toObject());
            for (const QJsonValue &entry : value.toArray()) {
                if (entry.isObject())
                    items.items.append(entry.toObject());
            }
        }
        makeRows(items);
        return isFound;
    }

    [[nodiscard]] bool readStructured(const QStringList &types)
    {
        const QList<EmbeddedBlock> embedded = findEmbeddedData(m_page.document);
        const RecipeItems items = structuredItems(findStructuredData(m_page.document, m_base, embedded), types);
        makeRows(items);
        return !items.items.isEmpty();
    }

    [[nodiscard]] bool readRows(const QString &rule)
    {
        ExtractedRows rows = extract(rule, RecipePlan::Scope::All);
        if (rows.rows.size() > 1)
            rows = extract(rule, RecipePlan::Scope::Row);
        addRows(rows, {});
        return !rows.rows.isEmpty();
    }

    [[nodiscard]] ExtractedRows extract(const QString &rule, RecipePlan::Scope scope)
    {
        auto plan = RecipePlan::make(m_recipe, rule, scope);
        if (!plan)
            return {};
        m_plan = *std::move(plan);
        return extractRows(*m_plan.plan, m_content);
    }

    [[nodiscard]] bool readAllTables()
    {
        const RecipeRows tables = readTables(m_page.document);
        if (m_recipe.columns.isEmpty()) {
            m_result = tables;
            return !tables.rows.isEmpty();
        }
        RecipeItems items;
        for (const RecipeRow &row : tables.rows)
            items.items.append(row.values);
        makeRows(items);
        return !items.items.isEmpty();
    }

    [[nodiscard]] bool readEntries()
    {
        auto feed = readFeed(m_page.body);
        if (!feed) {
            note(feed.error());
            return false;
        }
        if (!feed->problem.isEmpty())
            m_result.errors.append({-1, {}, feed->problem});
        RecipeItems items;
        items.items = std::move(feed->items);
        makeRows(items);
        return true;
    }

    void makeRows(const RecipeItems &items)
    {
        if (m_recipe.columns.isEmpty()) {
            for (const QJsonObject &item : items.items)
                m_result.rows.append({item.keys(), item});
            return;
        }
        // What stands on the page once belongs to an item only where there is one alone.
        const auto scope = items.items.size() == 1 ? RecipePlan::Scope::All : RecipePlan::Scope::Item;
        auto plan = RecipePlan::make(m_recipe, {}, scope);
        if (!plan)
            return;
        m_plan = *std::move(plan);
        const QStringList paths = m_plan.plan->jsonPrograms();
        for (const QJsonObject &item : items.items) {
            if (m_result.rows.size() == mostRowsPerPage) {
                m_result.isCut = true;
                return;
            }
            for (const QString &path : paths)
                m_content.setJson(path, fieldValues(valuesAt(item, path, items.known)));
            addRows(extractRows(*m_plan.plan, m_content), item);
        }
    }

    static FieldValues fieldValues(const QList<QJsonValue> &values)
    {
        FieldValues found;
        for (const QJsonValue &value : values)
            found.values.append({value, noNode});
        found.isMatch = !values.isEmpty();
        return found;
    }

    /// Makes rows of the values that each rule gave.
    void addRows(const ExtractedRows &extracted, const QJsonObject &item)
    {
        m_result.isCut = m_result.isCut || extracted.isCut;
        for (qsizetype i = 0; i < extracted.rows.size(); ++i) {
            RecipeRow row;
            QList<RowError> errors;
            const int number = int(m_result.rows.size());
            for (qsizetype column = 0; column < m_recipe.columns.size(); ++column) {
                const RecipeColumn &target = m_recipe.columns[column];
                row.columns.append(target.field.name);
                const QJsonValue value = firstValue(extracted.rows[i], m_plan.fieldNames[column]);
                row.values.insert(target.field.name, value);
                if (value.isNull())
                    errors += errorsOf(extracted, int(i), column, number);
            }
            addRest(row, item);
            if (isDuplicate(row))
                continue;
            m_result.rows.append(row);
            m_result.errors += errors;
        }
    }

    static QJsonValue firstValue(const QJsonObject &values, const QStringList &fields)
    {
        for (const QString &field : fields) {
            const QJsonValue value = values.value(field);
            if (!value.isNull() && !value.isUndefined())
                return value;
        }
        return {};
    }

    /// Why a column has no value.
    [[nodiscard]] QList<RowError> errorsOf(const ExtractedRows &extracted, int row, qsizetype column, int number) const
    {
        const FieldSpec &field = m_recipe.columns[column].field;
        for (const RowError &error : extracted.errors) {
            if (error.row == row && m_plan.fieldNames[column].contains(error.column))
                return {{number, field.name, error.detail}};
        }
        if (field.isRequired)
            return {{number, field.name, u"a value is required, and none was found"_s}};
        return {};
    }

    void addRest(RecipeRow &row, const QJsonObject &item) const
    {
        if (m_recipe.rest.isEmpty())
            return;
        QJsonObject rest;
        for (auto it = item.constBegin(); it != item.constEnd(); ++it) {
            if (!m_plan.usedMembers.contains(it.key()) && !it.value().isNull())
                rest.insert(it.key(), it.value());
        }
        row.columns.append(m_recipe.rest);
        row.values.insert(m_recipe.rest, rest.isEmpty() ? QJsonValue() : QJsonValue(rest));
    }

    [[nodiscard]] bool isDuplicate(const RecipeRow &row)
    {
        const QByteArray key = rowKey(row.values, m_recipe.keyFields);
        if (key.isEmpty())
            return false;
        const qsizetype before = m_keys.size();
        m_keys.insert(key);
        return m_keys.size() == before;
    }

    const Recipe &m_recipe;
    const RecipePage &m_page;
    JsonQuery *m_query;
    WebUrl m_base;
    PageContent m_content;
    RecipePlan m_plan;
    RecipeRows m_result;
    QString m_problem; ///< why the first source in trouble has nothing
    QSet<QByteArray> m_keys;
};

} // namespace

Result<RecipeRows, QString> runRecipe(const Recipe &recipe, const RecipePage &page, JsonQuery *query)
{
    return RecipeRun(recipe, page, query).run();
}

} // namespace sluice::core
