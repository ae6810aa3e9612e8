// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/transform.h"

#include "core/extract/valuereaders.h"

#include <algorithm>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostPieces = 10'000;

FieldValue changed(const QString &text)
{
    return {text, noNode};
}

} // namespace

Result<FieldValue, QString> Transform::applyToOne(const FieldValue &value, const ValueContext &context) const
{
    switch (m_kind) {
    case Kind::Trim:
        return FieldValue{value.text().trimmed(), value.element};
    case Kind::Number:
    case Kind::Price:
        return numberValue(value, m_numberStyle);
    case Kind::Date:
        return dateValue(value, m_dateOrder, context);
    case Kind::Url:
        return urlValue(value, context);
    case Kind::Lower:
        return changed(value.text().toLower());
    case Kind::Upper:
        return changed(value.text().toUpper());
    case Kind::Replace:
        return changed(value.text().replace(m_arguments[0], m_arguments[1]));
    case Kind::Match: {
        PatternBudget own;
        const Result<QString, QString> match =
            m_pattern.first(value.text(), context.patterns ? *context.patterns : own);
        if (!match)
            return tl::unexpected(match.error());
        return match->isNull() ? FieldValue{} : changed(*match);
    }
    case Kind::Html:
        return htmlValue(value, context);
    case Kind::Split:
    case Kind::First:
    case Kind::All:
    case Kind::Join:
    case Kind::Default:
        break;
    }
    return value;
}

void Transform::applyToEach(FieldValues &values, const ValueContext &context) const
{
    const bool readsTags = m_kind == Kind::Html || m_kind == Kind::Url || m_kind == Kind::Date;
    QList<FieldValue> changedValues;
    for (const FieldValue &value : std::as_const(values.values)) {
        if (value.isEmpty() && !(readsTags && value.element != noNode)) {
            changedValues.append(value);
            continue;
        }
        const Result<FieldValue, QString> result = applyToOne(value, context);
        if (!result)
            values.errors.append(result.error());
        else if (!result->value.isNull())
            changedValues.append(*result);
    }
    values.values = changedValues;
}

void Transform::split(FieldValues &values) const
{
    QList<FieldValue> pieces;
    for (const FieldValue &value : std::as_const(values.values)) {
        const QString text = value.text();
        QStringList parts =
            m_arguments.first().isEmpty() ? text.simplified().split(u' ') : text.split(m_arguments.first());
        while (!parts.isEmpty() && parts.last().trimmed().isEmpty())
            parts.removeLast();
        while (!parts.isEmpty() && parts.first().trimmed().isEmpty())
            parts.removeFirst();
        for (const QString &part : std::as_const(parts)) {
            if (pieces.size() < mostPieces)
                pieces.append(changed(part));
        }
    }
    values.values = pieces;
}

void Transform::join(FieldValues &values) const
{
    QStringList texts;
    for (const FieldValue &value : std::as_const(values.values)) {
        if (!value.isEmpty())
            texts.append(value.text());
    }
    values.values = texts.isEmpty() ? QList<FieldValue>{} : QList<FieldValue>{changed(texts.join(m_arguments.first()))};
}

void Transform::apply(FieldValues &values, const ValueContext &context) const
{
    switch (m_kind) {
    case Kind::Split:
        split(values);
        return;
    case Kind::First:
        values.values.resize(std::min<qsizetype>(values.values.size(), 1));
        return;
    case Kind::All:
        values.isAll = true;
        return;
    case Kind::Join:
        join(values);
        return;
    case Kind::Default:
        if (std::all_of(values.values.cbegin(), values.values.cend(), [](const FieldValue &v) { return v.isEmpty(); }))
            values.values = {changed(m_arguments.first())};
        return;
    default:
        applyToEach(values, context);
    }
}

} // namespace sluice::core
