// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fields/rulechecks.h"

#include "core/extract/extractionplan.h"

namespace sluice::ui {

QString fieldRuleProblem(const QString &rule)
{
    const auto compiled = core::FieldRule::compile(rule);
    return compiled ? QString() : compiled.error().text();
}

QString nodeRuleProblem(const QString &rule)
{
    if (rule.isEmpty())
        return {};
    const auto compiled = core::compileNodeRule(rule);
    return compiled ? QString() : compiled.error().text();
}

} // namespace sluice::ui
