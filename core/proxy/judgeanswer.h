// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/fetch.h"

#include <QHostAddress>
#include <QJsonObject>

namespace sluice::core {

/// What a judge (see proxyjudge.h) saw of a request.
struct JudgeAnswer
{
    QByteArray nonce;
    QHostAddress peer; ///< plain (see addressesin.h)
    Headers headers;   ///< as they came
    QJsonObject rest;  ///< what is the same in all answers of one judge

    bool operator==(const JudgeAnswer &) const = default;
};

/// What came instead of a judge's answer.
enum class JudgeFault {
    Status,      ///< another status
    CaptivePage, ///< HTML where JSON was due, or the way to another page
    Changed,     ///< a body that was changed on the way
};
using JudgeFailure = Failure<JudgeFault>;

/// Reads a judge's answer out of what came.
[[nodiscard]] Result<JudgeAnswer, JudgeFailure> readJudgeAnswer(const FetchResponse &response);

/// What was asked of a judge.
struct JudgeQuestion
{
    QByteArray nonce;
    Headers headers; ///< that nobody has reason to change: User-Agent, Accept

    bool operator==(const JudgeQuestion &) const = default;
};

/// What is wrong with an answer to `question` besides what the way adds: an old nonce (somebody's cache), headers that
/// were changed or dropped, or members unlike those of `direct`, the judge's answer without a proxy. Empty = nothing.
[[nodiscard]] QString differenceIn(const JudgeAnswer &answer, const JudgeQuestion &question, const JudgeAnswer &direct);

} // namespace sluice::core
