// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/model.h"

namespace sluice::core {

/// The model as one JSON document: the card and all that a reader wants to see first, the trees in XGBoost's schema last.
[[nodiscard]] QByteArray modelJson(const Model &model);

/// Reads a model file, from whoever wrote it: of at most 256 MiB, every part checked, trees included. Model, saying what
/// is wrong: no model, a newer version, a damaged part, a checksum that does not match.
[[nodiscard]] Result<Model, LearnFailure> modelFromJson(const QByteArray &json);

/// Writes a model file by way of a temporary one, so that an old file stays whole until the new one is. Output, naming
/// the path; also for a model that would be too large to be read.
[[nodiscard]] Result<void, LearnFailure> saveModel(const Model &model, const QString &path);
/// The detail begins with the path.
[[nodiscard]] Result<Model, LearnFailure> loadModel(const QString &path);

/// The JSON Schema (2020-12) of a model file.
[[nodiscard]] QByteArray modelSchema();

} // namespace sluice::core
