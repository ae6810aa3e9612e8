// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/rowextractor.h"

#include "core/extract/pagination.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostErrorsPerPage = 1000;

bool isPageWide(const FieldRule &rule)
{
    return rule.kind() != RuleKind::Css && rule.kind() != RuleKind::XPath;
}

/// Makes the rows of one page.
class RowExtraction final
{
public:
    RowExtraction(const ExtractionPlan &plan, PageContent &page)
        : m_plan(plan)
        , m_page(page)
        , m_pageWide(plan.fields.size())
    {
        m_result.matches.resize(plan.fields.size());
    }

    [[nodiscard]] ExtractedRows run()
    {
        if (!m_plan.row) {
            addRow(m_page.document().root(), false);
        } else {
            const Result<QList<NodeId>, QString> rows = m_plan.row->elements(m_page, m_page.document().root());
            if (!rows)
                addError(-1, u"row"_s, rows.error());
            else
                addRows(*rows);
        }
        if (m_plan.next)
            m_result.next = linkedPages(*m_plan.next, m_page);
        return std::move(m_result);
    }

private:
    void addRows(const QList<NodeId> &elements)
    {
        for (const NodeId element : elements) {
            if (m_result.rows.size() == mostRowsPerPage || m_text > mostTextPerPage) {
                m_result.isCut = true;
                addError(-1, u"row"_s, u"the page has more rows than are taken"_s);
                return;
            }
            addRow(element, true);
        }
    }

    /// A page where no rule finds anything is no row, so that rules for some pages of a site leave the others alone.
    void addRow(NodeId element, bool isAlwaysRow)
    {
        QJsonObject row;
        QList<RowError> errors;
        QList<bool> matches;
        const int number = int(m_result.rows.size());
        for (qsizetype i = 0; i < m_plan.fields.size(); ++i) {
            const FieldSpec &spec = m_plan.fields[i].spec;
            FieldValues values = valuesOf(i, element);
            matches.append(values.isMatch);
            row.insert(spec.name, columnValue(spec, values));
            for (const QString &error : std::as_const(values.errors))
                errors.append({number, spec.name, error});
        }
        const bool isMatch = matches.contains(true);
        if (!isMatch && !isAlwaysRow) {
            // What failed (a pattern that takes too long) is told even where nothing was found.
            for (const RowError &error : std::as_const(errors)) {
                if (error.detail != missingText())
                    addError(-1, error.column, error.detail);
            }
            return;
        }
        for (qsizetype i = 0; i < matches.size(); ++i)
            m_result.matches[i] += matches[i] ? 1 : 0;
        if (isDuplicate(row)) {
            ++m_result.duplicates;
            return;
        }
        m_result.rows.append(row);
        for (const RowError &error : std::as_const(errors))
            addError(error.row, error.column, error.detail);
    }

    [[nodiscard]] FieldValues valuesOf(qsizetype index, NodeId element)
    {
        const FieldRule &rule = m_plan.fields[index].rule;
        if (!isPageWide(rule))
            return rule.values(m_page, element);
        std::optional<FieldValues> &known = m_pageWide[std::size_t(index)];
        if (!known)
            known = rule.values(m_page, element);
        return *known;
    }

    [[nodiscard]] static QString missingText() { return u"a value is required, and none was found"_s; }

    /// The values as the column has them, those without content left out.
    [[nodiscard]] QJsonArray convertedValues(const FieldSpec &spec, FieldValues &values)
    {
        QJsonArray converted;
        const bool isOne = !spec.isList && !values.isAll;
        for (const FieldValue &value : std::as_const(values.values)) {
            const Result<FieldValue, QString> result = convertValue(value, spec.type, m_page.context());
            if (!result)
                values.errors.append(result.error());
            else if (!result->isEmpty())
                converted.append(result->value);
            if (isOne && (!converted.isEmpty() || !result))
                break;
        }
        return converted;
    }

    [[nodiscard]] QJsonValue columnValue(const FieldSpec &spec, FieldValues &values)
    {
        QJsonArray converted = convertedValues(spec, values);
        if (converted.isEmpty() && !spec.defaultValue.isNull()) {
            const auto value = convertValue({spec.defaultValue, noNode}, spec.type, m_page.context());
            if (value)
                converted.append(value->value);
        }
        if (converted.isEmpty() && spec.isRequired && values.errors.isEmpty())
            values.errors.append(missingText());
        const bool isList = spec.isList || values.isAll;
        const QJsonValue result = isList && !converted.isEmpty() ? listValue(spec, converted)
                                  : converted.isEmpty()          ? QJsonValue()
                                                                 : converted.first();
        m_text += FieldValue{result, noNode}.text().size();
        return result;
    }

    [[nodiscard]] static QJsonValue listValue(const FieldSpec &spec, const QJsonArray &values)
    {
        if (spec.joiner.isNull())
            return values;
        QStringList texts;
        for (const QJsonValue &value : values)
            texts.append(FieldValue{value, noNode}.text());
        return texts.join(spec.joiner);
    }

    [[nodiscard]] bool isDuplicate(const QJsonObject &row)
    {
        const QByteArray key = rowKey(row, m_plan.keyFields);
        if (key.isEmpty())
            return false;
        const qsizetype before = m_keys.size();
        m_keys.insert(key);
        return m_keys.size() == before;
    }

    void addError(int row, const QString &column, const QString &detail)
    {
        const qsizetype told = m_result.errors.size();
        if (told < mostErrorsPerPage)
            m_result.errors.append({row, column, detail});
        else if (told == mostErrorsPerPage)
            m_result.errors.append({-1, {}, u"the page has more errors in its rows than are told one by one"_s});
    }

    const ExtractionPlan &m_plan;
    PageContent &m_page;
    std::vector<std::optional<FieldValues>> m_pageWide; ///< by field: what is the same for all rows
    QSet<QByteArray> m_keys;
    qsizetype m_text = 0;
    ExtractedRows m_result;
};

} // namespace

ExtractedRows extractRows(const ExtractionPlan &plan, PageContent &page)
{
    return RowExtraction(plan, page).run();
}

QByteArray rowKey(const QJsonObject &row, const QStringList &keyFields)
{
    if (keyFields.isEmpty())
        return {};
    QJsonArray values;
    for (const QString &field : keyFields)
        values.append(row.value(field));
    return QJsonDocument(values).toJson(QJsonDocument::Compact);
}

} // namespace sluice::core
