// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/detect/commandvisit.h"

#include "core/detect/browseruser.h"

#include <QFileInfo>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr uint nobody = 65'534;

} // namespace

BrowserCommand embeddedCommand(const QString &renderer, bool isAutomation, const QString &script)
{
    BrowserCommand command;
    command.program = renderer;
    command.arguments = {u"--home"_s, u"%FOLDER%"_s};
    if (isAutomation)
        command.arguments.append(u"--automation"_s);
    if (!script.isEmpty()) {
        command.arguments.append({u"--inject"_s, u"-"_s});
        command.input = script.toUtf8();
    }
    command.arguments.append(u"--visit"_s);
    command.user = nobody; // Chromium's sandbox does not work for root
    return command;
}

BrowserCommand firefoxCommand(const QString &firefox)
{
    return {firefox, {u"--headless"_s, u"--no-remote"_s, u"--profile"_s, u"%FOLDER%"_s}, {}, 0, browserUser()};
}

CommandVisit::CommandVisit(BrowserCommand command, QObject *parent)
    : BrowserVisit(parent)
    , m_command(std::move(command))
{
    connect(&process(), &BrowserProcess::ended, this, &BrowserVisit::failed);
}

void CommandVisit::start(const QUrl &address)
{
    setPending(u"%1 did not show the page"_s.arg(QFileInfo(m_command.program).fileName()));
    QStringList arguments = m_command.arguments;
    arguments.replaceInStrings(u"%FOLDER%"_s, process().folder());
    if (m_command.user != 0)
        process().lendFolder(m_command.user);
    process().runAs(m_command.runsAs);
    process().start(m_command.program, arguments << address.toString(QUrl::FullyEncoded), m_command.input);
}

} // namespace sluice::core
