// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/help.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

QString synopsis(const Option &option)
{
    QString text = u"--"_s + option.name;
    if (!option.valueName.isEmpty())
        text += u' ' + option.valueName;
    return text;
}

QString optionLines(const QList<Option> &options)
{
    qsizetype width = 0;
    for (const Option &option : options)
        width = std::max(width, option.isLater ? 0 : synopsis(option).size());
    QString text;
    for (const Option &option : options) {
        if (!option.isLater)
            text += u"  %1  %2%3\n"_s.arg(synopsis(option).leftJustified(width), option.help,
                                          option.isRepeatable ? u" (may be repeated)"_s : QString());
    }
    return text;
}

QString actionLines(const Command &group)
{
    qsizetype width = 0;
    for (const Command &action : group.actions)
        width = std::max(width, action.name.size());
    QString text = u"\nActions:\n"_s;
    for (const Command &action : group.actions)
        text += u"  %1  %2\n"_s.arg(action.name.leftJustified(width), action.summary);
    return text + u"\n\"sluice-cli %1 ACTION --help\" tells the options of one action.\n"_s.arg(group.name);
}

} // namespace

Option jsonOption()
{
    return {u"json"_s, {}, u"Print objects, one a line, instead of columns"_s};
}

QByteArray programHelp(const QList<Command> &commands)
{
    QString text = u"Usage: sluice-cli SUBCOMMAND [OPTIONS] …\n"
                   "Crawls web sites into project files and exports what was found.\n\nSubcommands:\n"_s;
    qsizetype width = 0;
    for (const Command &command : commands)
        width = std::max(width, command.name.size());
    for (const Command &command : commands)
        text += u"  %1  %2\n"_s.arg(command.name.leftJustified(width), command.summary);
    text += u"\nExit codes: 0 done; 1 a seed, line or source failed; 2 wrong arguments, job file or rule;\n"
            "3 a project or output cannot be read or written; 130 interrupted, go on with resume.\n"
            "\"sluice-cli SUBCOMMAND --help\" tells the options of one subcommand.\n"_s;
    return text.toUtf8();
}

QByteArray commandHelp(const Command &command)
{
    QString text = u"Usage: sluice-cli %1"_s.arg(command.name);
    if (!command.operands.isEmpty())
        text += u' ' + command.operands;
    text += u" [OPTIONS]\n%1.\n"_s.arg(command.summary);
    if (!command.details.isEmpty())
        text += u'\n' + command.details + u'\n';
    if (!command.actions.empty())
        return (text + actionLines(command)).toUtf8();
    QList<Option> options = command.options;
    options += {jsonOption(), {u"help"_s, {}, u"Print this"_s}};
    text += u"\nOptions:\n"_s + optionLines(options);
    return text.toUtf8();
}

} // namespace sluice::app
