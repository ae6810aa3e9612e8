// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/workerprotocol.h"

#include <QCborArray>
#include <QCborValue>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

enum class ReplyKind { Loaded, Refused, Answer, Done };

constexpr int lastMode = int(WorkerMode::Function);
constexpr int lastFault = int(WorkerFault::Cancelled);

QCborArray toCbor(const QList<QByteArray> &texts)
{
    QCborArray array;
    for (const QByteArray &text : texts)
        array.append(text);
    return array;
}

QCborArray toCbor(const WorkerFailure &failure)
{
    return {int(failure.kind), failure.detail, failure.line};
}

QCborArray toCbor(const WorkerPage &page)
{
    QCborArray headers;
    for (const auto &[name, value] : page.headers) {
        headers.append(name);
        headers.append(value);
    }
    return {page.url, page.status, headers, page.content};
}

QList<QByteArray> bytesFrom(const QCborValue &value)
{
    QList<QByteArray> texts;
    const QCborArray array = value.toArray();
    texts.reserve(array.size());
    for (const QCborValue item : array)
        texts.append(item.toByteArray());
    return texts;
}

QStringList stringsFrom(const QCborValue &value)
{
    QStringList texts;
    for (const QCborValue item : value.toArray())
        texts.append(item.toString());
    return texts;
}

WorkerPage pageFrom(const QCborArray &array)
{
    WorkerPage page{array.at(0).toByteArray(), int(array.at(1).toInteger()), {}, array.at(3).toByteArray()};
    const QList<QByteArray> headers = bytesFrom(array.at(2));
    for (qsizetype i = 0; i + 1 < headers.size(); i += 2)
        page.headers.append({headers[i], headers[i + 1]});
    return page;
}

WorkerFailure failureFrom(const QCborArray &array)
{
    const qint64 kind = array.at(0).toInteger();
    const WorkerFault fault = kind >= 0 && kind <= lastFault ? WorkerFault(kind) : WorkerFault::Failed;
    return {fault, array.at(1).toString(), int(array.at(2).toInteger())};
}

WorkerAnswer answerFrom(const QCborArray &array)
{
    WorkerAnswer answer{bytesFrom(array.at(1)), bytesFrom(array.at(2)), stringsFrom(array.at(3)), {}};
    if (array.at(4).isArray())
        answer.failure = failureFrom(array.at(4).toArray());
    return answer;
}

struct ReplyEncoder
{
    QCborArray operator()(const WorkerLoaded &) const { return {int(ReplyKind::Loaded)}; }
    QCborArray operator()(const WorkerRefused &refused) const
    {
        return {int(ReplyKind::Refused), toCbor(refused.failure)};
    }
    QCborArray operator()(const WorkerAnswer &answer) const
    {
        const QCborValue failure = answer.failure ? QCborValue(toCbor(*answer.failure)) : QCborValue(nullptr);
        return {int(ReplyKind::Answer), toCbor(answer.values), toCbor(answer.follow),
                QCborArray::fromStringList(answer.messages), failure};
    }
    QCborArray operator()(const WorkerDone &done) const { return {int(ReplyKind::Done), done.memory}; }
};

} // namespace

QByteArray encodeBatch(const WorkerBatch &batch, qsizetype firstPage, qsizetype pageCount)
{
    QCborArray pages;
    for (qsizetype i = firstPage; i < firstPage + pageCount; ++i)
        pages.append(toCbor(batch.pages[i]));
    const WorkerProgram &program = batch.program;
    return framed({int(program.mode), program.source, program.name, QCborArray::fromStringList(program.plugins),
                   qint64(batch.limits.pageTime.count()), batch.limits.answerBytes, batch.limits.values, pages});
}

std::optional<WorkerBatch> decodeBatch(const QByteArray &payload)
{
    const std::optional<QCborArray> array = framedArray(payload);
    if (!array || array->size() != 8)
        return {};
    const qint64 mode = array->at(0).toInteger(-1);
    if (mode < 0 || mode > lastMode)
        return {};
    WorkerBatch batch;
    batch.program = {WorkerMode(mode), array->at(1).toString(), array->at(2).toString(), stringsFrom(array->at(3))};
    batch.limits = {std::chrono::milliseconds(array->at(4).toInteger()), array->at(5).toInteger(),
                    int(array->at(6).toInteger())};
    for (const QCborValue page : array->at(7).toArray())
        batch.pages.append(pageFrom(page.toArray()));
    return batch;
}

QByteArray encodeReply(const WorkerReply &reply)
{
    return framed(std::visit(ReplyEncoder(), reply));
}

std::optional<WorkerReply> decodeReply(const QByteArray &payload)
{
    const std::optional<QCborArray> array = framedArray(payload);
    if (!array)
        return {};
    switch (array->at(0).toInteger(-1)) {
    case qint64(ReplyKind::Loaded):
        return WorkerLoaded();
    case qint64(ReplyKind::Refused):
        return WorkerRefused{failureFrom(array->at(1).toArray())};
    case qint64(ReplyKind::Answer):
        return answerFrom(*array);
    case qint64(ReplyKind::Done):
        return WorkerDone{array->at(1).toInteger()};
    default:
        return {};
    }
}

} // namespace sluice::core
