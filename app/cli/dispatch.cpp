// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/help.h"
#include "core/base/nearestname.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

const QList<Command> &commands()
{
    static const QList<Command> all = {crawlCommand(),   runCommand(),     resumeCommand(), exportCommand(),
                                       replayCommand(),  statusCommand(),  schemaCommand(), extractCommand(),
                                       selectCommand(),  treeCommand(),    urlsCommand(),   robotsCommand(),
                                       sitemapCommand(), fetchCommand(),   recipeCommand(), demoCommand(),
                                       detectCommand(),  proxiesCommand(), modelCommand()};
    return all;
}

/// Subcommands that later versions bring.
const QStringList &laterCommands()
{
    static const QStringList names = {u"schedule"_s};
    return names;
}

int refuseCommand(const QString &name, Console &console)
{
    if (laterCommands().contains(name))
        return console.refuse(u"%1 is not in this version; it comes with a later one"_s.arg(name));
    QStringList names;
    for (const Command &command : commands())
        names.append(command.name);
    const QString near = core::nearestName(name, names);
    return console.refuse(
        u"unknown subcommand \"%1\"%2"_s.arg(name, near.isNull() ? QString() : u"; did you mean %1?"_s.arg(near)));
}

int runCommand(const Command &command, const QStringList &words, Console &console);

/// Runs the action that the first of `words` names, of a subcommand that is a group.
int runAction(const Command &group, const QStringList &words, Console &console)
{
    const QString name = words.value(0);
    QStringList names;
    for (const Command &action : group.actions) {
        if (action.name == group.name + u' ' + name)
            return runCommand(action, words.mid(1), console);
        names.append(action.name.sliced(group.name.size() + 1));
    }
    const QString expected = u"expected one of %1"_s.arg(names.join(u", "_s));
    return console.refuse(name.isEmpty() ? expected : u"unknown action \"%1\": %2"_s.arg(name, expected));
}

int runCommand(const Command &command, const QStringList &words, Console &console)
{
    console.setPrefix(u"sluice-cli "_s + command.name);
    const bool isHelpFirst = words.value(0) == "--help"_L1 || words.value(0) == "-h"_L1;
    if (!command.actions.empty() && !isHelpFirst)
        return runAction(command, words, console);
    if (words.contains(u"--help"_s) || words.contains(u"-h"_s)) {
        console.write(commandHelp(command));
        return console.outputCode();
    }
    QList<Option> options = command.options;
    options.append(jsonOption());
    const auto arguments = parseArguments(words, options);
    if (!arguments)
        return console.refuse(arguments.error());
    const qsizetype count = arguments->operands().size();
    if (count < command.leastOperands)
        return console.refuse(u"%1 expected"_s.arg(command.operands));
    if (command.mostOperands >= 0 && count > command.mostOperands)
        return console.refuse(u"\"%1\" is one argument too many"_s.arg(arguments->operands().at(command.mostOperands)));
    const int code = command.run(*arguments, console);
    const int outputCode = console.outputCode();
    return code == Done ? outputCode : code;
}

} // namespace

int dispatch(const QStringList &words, Console &console)
{
    console.setPrefix(u"sluice-cli"_s);
    if (words.isEmpty()) {
        console.writeError(programHelp(commands()));
        return UsageError;
    }
    const QString &name = words.first();
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1)
        console.write(programHelp(commands()));
    else if (name == "--version"_L1)
        console.write("sluice-cli " SLUICE_VERSION "\n");
    else {
        const QList<Command> &all = commands();
        const auto found = std::find_if(all.cbegin(), all.cend(), [&](const Command &c) { return c.name == name; });
        return found == all.cend() ? refuseCommand(name, console) : runCommand(*found, words.mid(1), console);
    }
    return console.outputCode();
}

} // namespace sluice::app
