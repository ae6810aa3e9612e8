// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/model.h"

#include <QJsonArray>
#include <QJsonObject>

/// The parts of a model file, each with its reader. Errors say what was expected and name the part.
namespace sluice::core {

inline constexpr qint64 mostModelBytes = qint64(256) << 20;
inline constexpr int modelVersion = 1;

[[nodiscard]] QString modelFormat(); ///< "sluice-model"

[[nodiscard]] QJsonObject targetJson(const TargetSpec &target);
[[nodiscard]] Result<TargetSpec, QString> targetFromJson(const QJsonObject &json);

/// Roles and encodings together: one object a column.
[[nodiscard]] QJsonArray columnsJson(const QList<RoleAssignment> &roles, const FeatureEncoder &encoder);
struct ModelColumns
{
    QList<RoleAssignment> roles;
    QList<ColumnEncoding> encodings;
};
[[nodiscard]] Result<ModelColumns, QString> columnsFromJson(const QJsonArray &json);

[[nodiscard]] QJsonObject cardJson(const ModelCard &card);
[[nodiscard]] ModelCard cardFromJson(const QJsonObject &json);
[[nodiscard]] QJsonObject curveJson(const LearningCurve &curve);
[[nodiscard]] LearningCurve curveFromJson(const QJsonObject &json);
[[nodiscard]] QJsonArray importancesJson(const QList<ColumnImportance> &importances);
[[nodiscard]] QList<ColumnImportance> importancesFromJson(const QJsonArray &json);

} // namespace sluice::core
