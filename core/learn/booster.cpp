// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/booster.h"

#include <xgboost/c_api.h>

#include <limits>
#include <utility>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// Of the last call on this thread: the first line, without XGBoost's stack.
tl::unexpected<LearnFailure> refused()
{
    const QString text = QString::fromUtf8(XGBGetLastError());
    return failure(LearnFault::Library, u"XGBoost: "_s + text.section(u'\n', 0, 0).trimmed());
}

/// The array where it lies, in the words of numpy's array interface.
QByteArray interfaceOf(const FeatureMatrix &matrix)
{
    return "{\"data\":[" + QByteArray::number(quint64(reinterpret_cast<quintptr>(matrix.values.data()))) +
           ",true],\"shape\":[" + QByteArray::number(matrix.rows) + ',' + QByteArray::number(matrix.columns) +
           "],\"typestr\":\"<f4\",\"version\":3}";
}

/// "[12]\ttraining-logloss:0.5\tvalidation-logloss:0.6": the number behind the name.
double lossOf(const QByteArray &line, const QByteArray &name)
{
    for (const QByteArray &part : line.split('\t')) {
        if (part.startsWith(name + '-'))
            return part.mid(part.lastIndexOf(':') + 1).toDouble();
    }
    return std::numeric_limits<double>::quiet_NaN();
}

} // namespace

BoosterData::BoosterData(void *handle)
    : m_handle(handle)
{}

BoosterData::BoosterData(BoosterData &&other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr))
{}

BoosterData &BoosterData::operator=(BoosterData &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    return *this;
}

BoosterData::~BoosterData()
{
    if (m_handle)
        XGDMatrixFree(m_handle);
}

Result<BoosterData, LearnFailure> BoosterData::make(const FeatureMatrix &matrix, const std::vector<bool> &categorical,
                                                    const std::vector<float> &labels, const std::vector<float> &weights,
                                                    int threads)
{
    DMatrixHandle handle = nullptr;
    const QByteArray config = "{\"missing\":NaN,\"nthread\":" + QByteArray::number(threads) + '}';
    if (XGBSetGlobalConfig("{\"verbosity\":0}") != 0 ||
        XGDMatrixCreateFromDense(interfaceOf(matrix).constData(), config.constData(), &handle) != 0)
        return refused();
    BoosterData data(handle);
    std::vector<const char *> types;
    for (const bool isCategorical : categorical)
        types.push_back(isCategorical ? "c" : "q");
    if (XGDMatrixSetStrFeatureInfo(handle, "feature_type", types.data(), types.size()) != 0 ||
        XGDMatrixSetFloatInfo(handle, "label", labels.data(), labels.size()) != 0)
        return refused();
    if (!weights.empty() && XGDMatrixSetFloatInfo(handle, "weight", weights.data(), weights.size()) != 0)
        return refused();
    return data;
}

Booster::Booster(void *handle, void *training, void *validation)
    : m_handle(handle)
    , m_training(training)
    , m_validation(validation)
{}

Booster::Booster(Booster &&other) noexcept
    : m_handle(std::exchange(other.m_handle, nullptr))
    , m_training(other.m_training)
    , m_validation(other.m_validation)
{}

Booster &Booster::operator=(Booster &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    std::swap(m_training, other.m_training);
    std::swap(m_validation, other.m_validation);
    return *this;
}

Booster::~Booster()
{
    if (m_handle)
        XGBoosterFree(m_handle);
}

Result<Booster, LearnFailure> Booster::make(const BoosterData &training, const BoosterData *validation)
{
    const DMatrixHandle data[] = {training.handle(), validation ? validation->handle() : nullptr};
    BoosterHandle handle = nullptr;
    if (XGBoosterCreate(data, validation ? 2 : 1, &handle) != 0)
        return refused();
    return Booster(handle, data[0], data[1]);
}

Result<void, LearnFailure> Booster::configure(const QList<BoosterParameter> &parameters)
{
    for (const BoosterParameter &parameter : parameters) {
        if (XGBoosterSetParam(m_handle, parameter.name.constData(), parameter.value.constData()) != 0)
            return refused();
    }
    return {};
}

Result<void, LearnFailure> Booster::load(const QByteArray &json)
{
    if (XGBoosterLoadModelFromBuffer(m_handle, json.constData(), bst_ulong(json.size())) != 0)
        return refused();
    return {};
}

Result<void, LearnFailure> Booster::addRound(int round)
{
    if (XGBoosterUpdateOneIter(m_handle, round, m_training) != 0)
        return refused();
    return {};
}

Result<BoosterLoss, LearnFailure> Booster::loss(int round) const
{
    DMatrixHandle data[] = {m_training, m_validation};
    const char *names[] = {"training", "validation"};
    const char *line = nullptr;
    if (XGBoosterEvalOneIter(m_handle, round, data, names, m_validation ? 2 : 1, &line) != 0)
        return refused();
    return BoosterLoss{lossOf(line, "training"), lossOf(line, "validation")};
}

Result<QByteArray, LearnFailure> Booster::json() const
{
    bst_ulong size = 0;
    const char *text = nullptr;
    if (XGBoosterSaveModelToBuffer(m_handle, "{\"format\":\"json\"}", &size, &text) != 0)
        return refused();
    return QByteArray(text, qsizetype(size));
}

QString boosterVersion()
{
    int major = 0;
    int minor = 0;
    int patch = 0;
    XGBoostVersion(&major, &minor, &patch);
    return u"%1.%2.%3"_s.arg(major).arg(minor).arg(patch);
}

} // namespace sluice::core
