// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>

namespace sluice::core {

/// A program in the jq language and the JSON text it runs on.
struct JsonTask
{
    QString program;
    QByteArray json;

    bool operator==(const JsonTask &) const = default;
};

/// All results of the program in order, or why there are none.
using JsonAnswer = Result<QList<QJsonValue>, QString>;

/// Runs jq programs. A port: what implements it runs them where they can do no harm, with limits.
class JsonQuery
{
public:
    virtual ~JsonQuery() = default;

    /// One answer per task, in the same order. May block; called from any thread.
    [[nodiscard]] virtual QList<JsonAnswer> evaluate(const QList<JsonTask> &tasks) = 0;
};

} // namespace sluice::core
