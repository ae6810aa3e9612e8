// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerjsonquery.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

#include <atomic>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

/// The tasks of one program and where their answers go.
struct Group
{
    WorkerBatch batch;
    QList<qsizetype> tasks;
    QFuture<WorkerOutcome> future;
};

QJsonValue valueOf(const QByteArray &json)
{
    // QJsonDocument reads no value on its own.
    return QJsonDocument::fromJson('[' + json + ']').array().at(0);
}

JsonAnswer answerOf(const WorkerAnswer &answer)
{
    if (answer.failure)
        return tl::make_unexpected(answer.failure->detail);
    QList<QJsonValue> values;
    values.reserve(answer.values.size());
    for (const QByteArray &json : answer.values)
        values.append(valueOf(json));
    return values;
}

QList<Group> groupsOf(const QList<JsonTask> &tasks, const WorkerBatch &likeness)
{
    QList<Group> groups;
    QHash<QString, qsizetype> places;
    for (qsizetype i = 0; i < tasks.size(); ++i) {
        const auto place = places.constFind(tasks[i].program);
        const qsizetype at = place == places.constEnd() ? groups.size() : *place;
        if (at == groups.size()) {
            places.insert(tasks[i].program, at);
            groups.append(Group());
            groups[at].batch = likeness;
            groups[at].batch.program = {WorkerMode::Jq, tasks[i].program, {}, {}};
        }
        groups[at].batch.pages.append({{}, 0, {}, tasks[i].json});
        groups[at].tasks.append(i);
    }
    return groups;
}

} // namespace

QList<JsonAnswer> WorkerJsonQuery::evaluate(const QList<JsonTask> &tasks)
{
    static std::atomic<quint64> lastPage = 0;
    WorkerBatch likeness;
    likeness.limits = m_limits;
    likeness.cancel = m_cancel;
    likeness.page = ++lastPage;
    QList<Group> groups = groupsOf(tasks, likeness);
    for (Group &group : groups)
        group.future = m_pool.submit(std::move(group.batch));
    QList<JsonAnswer> answers(tasks.size());
    for (Group &group : groups) {
        const WorkerOutcome outcome = waitFor(group.future);
        for (qsizetype i = 0; i < group.tasks.size(); ++i) {
            JsonAnswer &answer = answers[group.tasks[i]];
            if (outcome)
                answer = answerOf(outcome->at(i));
            else
                answer = tl::make_unexpected(outcome.error().detail);
        }
    }
    return answers;
}

} // namespace sluice::core
