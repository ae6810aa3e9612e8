// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/fieldrule.h"
#include "core/extract/fieldspec.h"

#include <QList>

#include <memory>
#include <optional>

namespace sluice::core {

/// Which part of an ExtractionSpec is wrong, and why.
struct PlanFailure
{
    enum class Part { Row, Next, Field, Keys };
    Part part = Part::Field;
    int field = -1; ///< index into ExtractionSpec::fields; -1 for the other parts
    QString name;   ///< the field's name, else "row", "next" or the key
    RuleFailure rule;

    bool operator==(const PlanFailure &) const = default;

    /// "field 'price': Position 12: …"
    [[nodiscard]] QString text() const;
};

/// An ExtractionSpec compiled: immutable, shared by all threads.
struct ExtractionPlan
{
    struct Field
    {
        FieldSpec spec;
        FieldRule rule;
    };

    static constexpr int mostFields = 200;

    /// Also refuses names that are empty or stand twice, defaults that are not of their column's type, and keys that
    /// are no columns.
    [[nodiscard]] static Result<std::shared_ptr<const ExtractionPlan>, PlanFailure> compile(const ExtractionSpec &spec);

    [[nodiscard]] QStringList columns() const;
    /// The programs of json: rules, each once.
    [[nodiscard]] QStringList jsonPrograms() const;

    std::optional<NodeQuery> row;
    std::optional<NodeQuery> next;
    QList<Field> fields;
    QStringList keyFields;
};

/// A row or next-page rule on its own: css: or xpath:, without transforms.
[[nodiscard]] Result<NodeQuery, RuleFailure> compileNodeRule(const QString &rule);

} // namespace sluice::core
