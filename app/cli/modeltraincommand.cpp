// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modelactions.h"
#include "app/cli/modelfigures.h"
#include "app/cli/modelwork.h"
#include "core/base/outputfile.h"
#include "core/learn/modelfile.h"
#include "core/learn/tablesource.h"
#include "core/learn/trainer.h"

#include <QFileInfo>
#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// What the words ask for.
struct TrainingTask
{
    QString data;
    QString target;
    QList<core::RoleAssignment> roles;
    QList<std::pair<QString, QString>> parameters;
    QString group;
    int folds = 0; ///< 0 = no cross-validation
    int repetitions = 1;
    QString from;
    QString out; ///< null = the figures alone
};

/// What came of it.
struct TrainingAnswer
{
    QList<core::RoleProposal> proposals;
    QList<core::RoleAssignment> roles;
    std::optional<core::CrossValidation> validation;
    std::optional<core::Model> model;
};
using TrainingResult = core::Result<TrainingAnswer, core::LearnFailure>;

core::Result<int, QString> readCount(const Arguments &arguments, const QString &name, int least, int most, int absent)
{
    if (!arguments.has(name))
        return absent;
    bool isNumber = false;
    const int number = arguments.value(name).toInt(&isNumber);
    if (!isNumber || number < least || number > most)
        return tl::unexpected(u"--%1: expected a number from %2 to %3, got \"%4\""_s.arg(
            name, QString::number(least), QString::number(most), arguments.value(name)));
    return number;
}

core::Result<core::RoleAssignment, QString> readRole(const QString &word)
{
    const qsizetype equals = word.lastIndexOf(u'=');
    const auto role = core::columnRoleOf(word.mid(equals + 1));
    if (equals < 1 || !role)
        return tl::unexpected(
            u"--role: expected COL=ROLE with one of %1, got \"%2\""_s.arg(core::columnRoleNames().join(u", "_s), word));
    return core::RoleAssignment{word.left(equals), *role};
}

core::Result<void, QString> readLists(const Arguments &arguments, TrainingTask &task)
{
    for (const QString &word : arguments.values(u"role"_s)) {
        const auto role = readRole(word);
        if (!role)
            return tl::unexpected(role.error());
        task.roles.append(*role);
    }
    for (const QString &word : arguments.values(u"param"_s)) {
        const qsizetype equals = word.indexOf(u'=');
        if (equals < 1)
            return tl::unexpected(u"--param: expected NAME=VALUE, got \"%1\""_s.arg(word));
        task.parameters.append({word.left(equals), word.mid(equals + 1)});
    }
    return {};
}

/// What speaks against the words together; null where nothing does.
QString objection(const TrainingTask &task)
{
    if (task.target.isEmpty() && task.from.isEmpty())
        return u"--target COL expected"_s;
    if (task.out.isEmpty() && task.folds == 0)
        return u"--out MODEL.json expected"_s;
    if (!task.from.isEmpty() && !task.roles.isEmpty())
        return u"--role: with --from the roles are those of the model"_s;
    if (!task.from.isEmpty() && task.folds > 0)
        return u"--cv: with --from it would judge a model by rows it has seen"_s;
    if (core::isSameFile(task.out, task.data))
        return u"--out: \"%1\" is read by this command; expected another file"_s.arg(task.out);
    return {};
}

core::Result<TrainingTask, QString> readTask(const Arguments &arguments)
{
    TrainingTask task;
    task.data = arguments.operands().first();
    task.target = arguments.value(u"target"_s);
    task.group = arguments.value(u"group"_s);
    task.from = arguments.value(u"from"_s);
    task.out = arguments.value(u"out"_s);
    const auto folds = readCount(arguments, u"cv"_s, 2, 100, 0);
    if (!folds)
        return tl::unexpected(folds.error());
    const auto repetitions = readCount(arguments, u"repeat"_s, 1, 1'000, 1);
    if (!repetitions)
        return tl::unexpected(repetitions.error());
    task.folds = *folds;
    task.repetitions = *repetitions;
    if (const auto read = readLists(arguments, task); !read)
        return tl::unexpected(read.error());
    if (const QString problem = objection(task); !problem.isNull())
        return tl::unexpected(problem);
    return task;
}

core::Result<core::TrainingOptions, core::LearnFailure> optionsOf(const TrainingTask &task, const core::Model *from)
{
    core::TrainingOptions options = from ? from->options : core::TrainingOptions();
    for (const auto &[name, value] : task.parameters) {
        if (const auto done = core::setTrainingOption(options, name, value); !done)
            return core::failure(core::LearnFault::Options, u"--param "_s + done.error().detail);
    }
    if (from && options.missing != from->encoder.missing)
        return core::failure(core::LearnFault::Options,
                             u"--param missing: it is the model's that --from goes on with"_s);
    return options;
}

core::Result<core::Dataset, core::LearnFailure> datasetOf(const TrainingTask &task, const core::Table &table,
                                                          const core::TrainingOptions &options, const core::Model *from,
                                                          TrainingAnswer &answer)
{
    if (from) {
        if (!task.target.isEmpty() && task.target != from->target.column)
            return core::failure(
                core::LearnFault::Table,
                core::aboutColumn(task.target,
                                  u"the model that --from goes on with predicts \"%1\""_s.arg(from->target.column)));
        return core::datasetFor(*from, table, task.group);
    }
    answer.proposals = core::proposeRoles(table, task.target);
    const auto roles = core::decideRoles(answer.proposals, task.roles, task.target);
    if (!roles)
        return tl::unexpected(roles.error());
    return core::Dataset::make(table, *roles, task.group, options.task);
}

/// Validates, trains and writes, as the task asks for.
core::Result<void, core::LearnFailure> learn(const TrainingTask &task, const core::Dataset &dataset,
                                             const core::TrainingOptions &options, const core::Model *from,
                                             const core::TrainingGround &ground, TrainingAnswer &answer)
{
    if (task.folds > 0) {
        auto validated = core::crossValidate(dataset, options, task.folds, task.repetitions, ground);
        if (!validated)
            return tl::unexpected(validated.error());
        answer.validation = std::move(*validated);
    }
    if (task.out.isEmpty())
        return {};
    auto model = core::trainModel(dataset, options, from, QFileInfo(task.data).fileName(), core::SystemClock(), ground);
    if (!model)
        return tl::unexpected(model.error());
    answer.model = std::move(*model);
    return core::saveModel(*answer.model, task.out);
}

/// Reads what is named and learns from it; on the work's thread.
TrainingResult train(const TrainingTask &task, const core::TrainingGround &ground)
{
    TrainingAnswer answer;
    std::optional<core::Model> from;
    if (!task.from.isEmpty()) {
        auto loaded = core::loadModel(task.from);
        if (!loaded)
            return tl::unexpected(loaded.error());
        from = std::move(*loaded);
    }
    const core::Model *base = from ? &*from : nullptr;
    const auto options = optionsOf(task, base);
    if (!options)
        return tl::unexpected(options.error());
    const auto table = core::readCsvTable(task.data, ground.cancel);
    if (!table)
        return tl::unexpected(table.error());
    const auto dataset = datasetOf(task, *table, *options, base, answer);
    if (!dataset)
        return tl::unexpected(dataset.error());
    answer.roles = dataset->roles();
    if (const auto done = learn(task, *dataset, *options, base, ground, answer); !done)
        return tl::unexpected(done.error());
    return answer;
}

void tellRoles(const TrainingAnswer &answer, Console &console)
{
    for (const QJsonValue &value : rolesJson(answer.roles, answer.proposals)) {
        const QJsonObject role = value.toObject();
        const QString reason = role.value(u"reason"_s).toString();
        QString line = role.value(u"column"_s).toString() + u": "_s + role.value(u"role"_s).toString();
        if (!reason.isEmpty())
            line += u" ("_s + reason + u')';
        console.writeError((shownText(line) + u'\n').toUtf8());
    }
}

QJsonObject answerJson(const TrainingAnswer &answer)
{
    QJsonObject json = answer.validation ? figuresJson(*answer.validation) : figuresJson(answer.model->metrics);
    if (answer.model) {
        const QJsonObject description = descriptionJson(*answer.model);
        for (auto member = description.begin(); member != description.end(); ++member)
            json.insert(member.key(), member.value());
    }
    json.insert(u"roles"_s, rolesJson(answer.roles, answer.proposals));
    return json;
}

int trainCommand(const Arguments &arguments, Console &console)
{
    const auto task = readTask(arguments);
    if (!task)
        return console.refuse(task.error());
    if (!task->out.isEmpty()) {
        // Before hours of training: whether it can be written. The file is dropped again.
        if (const auto probe = core::openOutputFile(task->out); !probe)
            return console.storageTrouble(u"%1 cannot be written: %2"_s.arg(task->out, probe.error()));
    }
    ModelWork work(console);
    const auto answer = work.run([task = *task, ground = work.ground()] { return train(task, ground); });
    if (!answer)
        return work.failed(answer.error());
    tellRoles(*answer, console);
    printFigures(answerJson(*answer), arguments.has(u"json"_s), console);
    console.flush();
    console.writeError(u"seconds=%1\n"_s.arg(work.seconds(), 0, 'f', 3).toUtf8());
    return Done;
}

QString parameterHelp()
{
    QString text = u"DATA.csv has a header; its columns get roles, which are told with the reason and which --role\n"
                   "changes: %1.\n"
                   "Rows whose target is empty are left out. The figures are those of a test part that is not learnt\n"
                   "from, or with --cv the means over all folds; low and high bound the mean with 95 % confidence.\n\n"
                   "Parameters (--param) and their defaults:\n"_s.arg(core::columnRoleNames().join(u", "_s));
    const QJsonObject defaults = core::trainingOptionsJson({});
    for (const core::TrainingOptionInfo &info : core::trainingOptionInfos())
        text +=
            u"  %1 = %2: %3 (%4)\n"_s.arg(info.name, defaults.value(info.name).toString(), info.help, info.expected);
    return text.chopped(1);
}

} // namespace

Command modelTrainCommand()
{
    return {
        u"model train"_s,
        u"DATA.csv"_s,
        u"Train a model on a table and write it to a file"_s,
        parameterHelp(),
        1,
        1,
        {{u"target"_s, u"COL"_s, u"The column to predict"_s},
         {u"role"_s, u"COL=ROLE"_s, u"What a column is to the model"_s, true},
         {u"param"_s, u"NAME=VALUE"_s, u"One of the parameters above"_s, true},
         {u"group"_s, u"COL"_s, u"Rows with the same value stay together in every split; URLs count by their host"_s},
         {u"cv"_s, u"K"_s, u"Also cross-validate in K folds"_s},
         {u"repeat"_s, u"N"_s, u"Cross-validate N times, with the seeds from the seed on"_s},
         {u"from"_s, u"MODEL.json"_s, u"Go on from this model; its roles and parameters hold"_s},
         {u"out"_s, u"MODEL.json"_s, u"Write the model there; may be left out with --cv"_s}},
        trainCommand};
}

} // namespace sluice::app
