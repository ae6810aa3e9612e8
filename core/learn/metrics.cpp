// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/learn/metrics.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

constexpr double leastProbability = 1e-15;

/// Outputs of Forest::scores().
size_t outputsOf(const TargetSpec &target)
{
    return target.task == LearnTask::MultiClass ? size_t(target.classes.size()) : 1;
}

double probabilityOf(const TargetSpec &target, const double *scores, int label)
{
    if (target.task == LearnTask::Binary)
        return label == 1 ? scores[0] : 1 - scores[0];
    return scores[label];
}

/// The rank statistic of Mann and Whitney, ties counting half.
std::optional<double> areaUnderCurve(const std::vector<double> &scores, const std::vector<bool> &isPositive)
{
    std::vector<size_t> order(scores.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return scores[a] < scores[b]; });
    double ranks = 0;
    double positives = 0;
    for (size_t first = 0; first < order.size();) {
        size_t end = first;
        double here = 0;
        for (; end < order.size() && scores[order[end]] == scores[order[first]]; ++end)
            here += isPositive[order[end]] ? 1 : 0;
        ranks += here * (double(first + end) + 1) / 2;
        positives += here;
        first = end;
    }
    const double negatives = double(scores.size()) - positives;
    if (positives == 0 || negatives == 0)
        return {};
    return (ranks - positives * (positives + 1) / 2) / (positives * negatives);
}

std::optional<double> aucOf(const TargetSpec &target, const std::vector<double> &scores,
                            const std::vector<float> &truths)
{
    const size_t outputs = outputsOf(target);
    double sum = 0;
    int counted = 0;
    for (size_t output = 0; output < outputs; ++output) {
        const int positive = outputs == 1 ? 1 : int(output);
        std::vector<double> own;
        std::vector<bool> isPositive;
        for (size_t row = 0; row < truths.size(); ++row) {
            own.push_back(scores[row * outputs + output]);
            isPositive.push_back(int(truths[row]) == positive);
        }
        if (const auto area = areaUnderCurve(own, isPositive)) {
            sum += *area;
            ++counted;
        }
    }
    return counted == 0 ? std::nullopt : std::optional(sum / counted);
}

/// 2 true positives over what is or is taken for the class; 0 where nothing is.
double f1Of(const QList<QList<qint64>> &confusion, qsizetype label)
{
    qint64 named = 0;
    for (qsizetype i = 0; i < confusion.size(); ++i)
        named += confusion[label][i] + confusion[i][label];
    return named == 0 ? 0 : 2 * double(confusion[label][label]) / double(named);
}

double f1Of(const Metrics &metrics)
{
    if (metrics.confusion.size() == 2)
        return f1Of(metrics.confusion, 1);
    double sum = 0;
    for (qsizetype label = 0; label < metrics.confusion.size(); ++label)
        sum += f1Of(metrics.confusion, label);
    return sum / double(metrics.confusion.size());
}

void classMetrics(const TargetSpec &target, const std::vector<double> &scores, const std::vector<float> &truths,
                  Metrics &metrics)
{
    const size_t outputs = outputsOf(target);
    const qsizetype classes = target.classes.size();
    metrics.confusion = QList<QList<qint64>>(classes, QList<qint64>(classes, 0));
    qint64 right = 0;
    double loss = 0;
    for (size_t row = 0; row < truths.size(); ++row) {
        const double *own = scores.data() + row * outputs;
        const int truth = int(truths[row]);
        const int told = predictedClass(target, own);
        ++metrics.confusion[truth][told];
        right += truth == told ? 1 : 0;
        loss -= std::log(std::clamp(probabilityOf(target, own, truth), leastProbability, 1 - leastProbability));
    }
    metrics.accuracy = double(right) / double(truths.size());
    metrics.logLoss = loss / double(truths.size());
    metrics.auc = aucOf(target, scores, truths);
    metrics.f1 = f1Of(metrics);
}

QJsonValue jsonOf(const std::optional<double> &figure)
{
    return figure && std::isfinite(*figure) ? QJsonValue(*figure) : QJsonValue();
}

std::optional<double> figureIn(const QJsonObject &json, const QString &name)
{
    return json.value(name).isDouble() ? std::optional(json.value(name).toDouble()) : std::nullopt;
}

} // namespace

int predictedClass(const TargetSpec &target, const double *scores)
{
    if (target.task == LearnTask::Binary)
        return scores[0] > 0.5 ? 1 : 0;
    return int(std::max_element(scores, scores + target.classes.size()) - scores);
}

Metrics metricsOf(const TargetSpec &target, const std::vector<double> &scores, const std::vector<float> &truths)
{
    Metrics metrics;
    metrics.rows = qsizetype(truths.size());
    if (truths.empty())
        return metrics;
    if (target.task != LearnTask::Regression) {
        classMetrics(target, scores, truths, metrics);
        return metrics;
    }
    double squares = 0;
    for (size_t row = 0; row < truths.size(); ++row)
        squares += (scores[row] - double(truths[row])) * (scores[row] - double(truths[row]));
    metrics.rmse = std::sqrt(squares / double(truths.size()));
    return metrics;
}

QList<NamedFigure> figuresOf(const Metrics &metrics)
{
    return {{u"accuracy"_s, metrics.accuracy},
            {u"log_loss"_s, metrics.logLoss},
            {u"auc"_s, metrics.auc},
            {u"f1"_s, metrics.f1},
            {u"rmse"_s, metrics.rmse}};
}

QJsonObject metricsJson(const Metrics &metrics)
{
    QJsonObject json{{u"rows"_s, qint64(metrics.rows)}};
    for (const NamedFigure &figure : figuresOf(metrics))
        json.insert(figure.name, jsonOf(figure.value));
    QJsonArray confusion;
    for (const QList<qint64> &line : metrics.confusion) {
        QJsonArray counts;
        for (const qint64 count : line)
            counts.append(count);
        confusion.append(counts);
    }
    json.insert(u"confusion"_s, confusion);
    return json;
}

Metrics metricsFromJson(const QJsonObject &json)
{
    Metrics metrics;
    metrics.rows = json.value(u"rows"_s).toInteger();
    metrics.accuracy = figureIn(json, u"accuracy"_s);
    metrics.logLoss = figureIn(json, u"log_loss"_s);
    metrics.auc = figureIn(json, u"auc"_s);
    metrics.f1 = figureIn(json, u"f1"_s);
    metrics.rmse = figureIn(json, u"rmse"_s);
    for (const QJsonValue &line : json.value(u"confusion"_s).toArray()) {
        QList<qint64> counts;
        for (const QJsonValue &count : line.toArray())
            counts.append(count.toInteger());
        metrics.confusion.append(counts);
    }
    return metrics;
}

} // namespace sluice::core
