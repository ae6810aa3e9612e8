// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/learn/featureencoder.h"

namespace sluice::core {

/// One part of the data as XGBoost holds it.
class BoosterData final
{
public:
    /// Labels and weights are one a row (no weights: 1 each). Library with what XGBoost says.
    [[nodiscard]] static Result<BoosterData, LearnFailure> make(const FeatureMatrix &matrix,
                                                                const std::vector<bool> &categorical,
                                                                const std::vector<float> &labels,
                                                                const std::vector<float> &weights, int threads);
    BoosterData(BoosterData &&other) noexcept;
    BoosterData &operator=(BoosterData &&other) noexcept;
    ~BoosterData();

    [[nodiscard]] void *handle() const { return m_handle; }

private:
    explicit BoosterData(void *handle);

    void *m_handle;
};

struct BoosterParameter
{
    QByteArray name;
    QByteArray value;

    bool operator==(const BoosterParameter &) const = default;
};

/// Loss on the training and the validation part; NaN where there is none.
struct BoosterLoss
{
    double training = 0;
    double validation = 0;
};

/// XGBoost's learner (C API, 1.7). One thread at a time; keep its data as long.
class Booster final
{
public:
    [[nodiscard]] static Result<Booster, LearnFailure> make(const BoosterData &training, const BoosterData *validation);
    Booster(Booster &&other) noexcept;
    Booster &operator=(Booster &&other) noexcept;
    ~Booster();

    /// Goes on from trees that boosterJson() wrote: XGBoost's reader of models does not check them.
    [[nodiscard]] Result<void, LearnFailure> load(const QByteArray &json);
    /// Before the first round, and after load().
    [[nodiscard]] Result<void, LearnFailure> configure(const QList<BoosterParameter> &parameters);
    /// Adds a tree to each output.
    [[nodiscard]] Result<void, LearnFailure> addRound(int round);
    [[nodiscard]] Result<BoosterLoss, LearnFailure> loss(int round) const;
    [[nodiscard]] Result<QByteArray, LearnFailure> json() const;

private:
    Booster(void *handle, void *training, void *validation);

    void *m_handle;
    void *m_training;
    void *m_validation;
};

/// "1.7.4"
[[nodiscard]] QString boosterVersion();

} // namespace sluice::core
