// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/console.h"
#include "core/learn/crossvalidation.h"
#include "core/learn/roleproposal.h"

#include <QJsonObject>

namespace sluice::app {

/// The figures of one part of the rows, with what else an object of --json holds.
[[nodiscard]] QJsonObject figuresJson(const core::Metrics &metrics);
/// The means over all folds; "deviation" is that of the accuracy (the RMSE), the others' are "NAME_deviation".
[[nodiscard]] QJsonObject figuresJson(const core::CrossValidation &validation);
/// What is told of a model beside its figures: target, task, classes, roles, importances, rounds.
[[nodiscard]] QJsonObject descriptionJson(const core::Model &model);
[[nodiscard]] QJsonArray rolesJson(const QList<core::RoleAssignment> &roles,
                                   const QList<core::RoleProposal> &proposals);
[[nodiscard]] QJsonArray importanceJson(const QList<core::ColumnImportance> &importances);

/// One line of columns (rows, accuracy, log_loss, auc, f1, rmse, deviation) under a header, or the whole object.
void printFigures(const QJsonObject &json, bool isJson, Console &console);

} // namespace sluice::app
