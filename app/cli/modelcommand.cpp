// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/modelactions.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

Command modelCommand()
{
    Command command;
    command.name = u"model"_s;
    command.operands = u"ACTION"_s;
    command.summary = u"Train a classifier or a regression on a table, and predict with it"_s;
    command.actions = {modelTrainCommand(), modelEvaluateCommand(), modelPredictCommand()};
    return command;
}

} // namespace sluice::app
