// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/workerpool.h"

#include <QTest>

namespace sluice::test {

inline QString pluginPath(const char *name)
{
    return QString::fromLatin1(SLUICE_PLUGINS) + u'/' + QString::fromLatin1(name) + QStringLiteral(".so");
}

inline core::WorkerPage pageOf(const QByteArray &content)
{
    return {"http://site.test/dir/page.html", 200, {{"Content-Type", "text/html"}}, content};
}

inline core::WorkerProgram jq(const char *source)
{
    return {core::WorkerMode::Jq, QString::fromUtf8(source), {}, {}};
}

inline core::WorkerProgram script(const char *source, const QStringList &plugins = {})
{
    return {core::WorkerMode::Script, QString::fromUtf8(source), QStringLiteral("test.js"), plugins};
}

inline core::WorkerProgram plugin(const char *name)
{
    return {core::WorkerMode::Plugin, {}, {}, {pluginPath(name)}};
}

inline core::WorkerBatch batchOf(const core::WorkerProgram &program, const QList<QByteArray> &contents)
{
    core::WorkerBatch batch;
    batch.program = program;
    for (const QByteArray &content : contents)
        batch.pages.append(pageOf(content));
    return batch;
}

inline core::WorkerPoolOptions poolOptions(int workers = 2)
{
    core::WorkerPoolOptions options;
    options.program = QString::fromLatin1(SLUICE_WORKER);
    options.workers = workers;
    return options;
}

/// The values of all answers, or what failed instead of them, one text a page.
inline QList<QByteArray> textsOf(const core::WorkerOutcome &outcome)
{
    if (!outcome)
        return {"refused: " + outcome.error().detail.toUtf8()};
    QList<QByteArray> texts;
    for (const core::WorkerAnswer &answer : *outcome)
        texts.append(answer.failure ? "failed: " + answer.failure->detail.toUtf8() : answer.values.join(' '));
    return texts;
}

} // namespace sluice::test
