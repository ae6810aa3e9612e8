// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "app/cli/rowprinter.h"
#include "core/base/linefile.h"
#include "core/exporting/exporter.h"
#include "core/url/robots.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

int checkUrls(const Arguments &arguments, Console &console)
{
    const QByteArray agent = arguments.value(u"agent"_s).toUtf8();
    if (agent.trimmed().isEmpty())
        return console.refuse(u"--agent NAME expected"_s);
    const auto text = core::readWholeFile(arguments.operands().first());
    if (!text)
        return console.refuse(text.error().detail);
    const core::RobotsFile robots = core::RobotsFile::parse(*text);
    int code = Done;
    for (const QString &operand : arguments.operands().mid(1)) {
        const auto url = core::WebUrl::parse(operand.toUtf8());
        if (!url) {
            console.complain(u"URL \"%1\": %2"_s.arg(operand, url.error().detail));
            code = UsageError;
            continue;
        }
        const core::RobotsVerdict verdict = robots.check(agent, *url);
        const QString word = verdict.isAllowed ? u"allow"_s : u"deny"_s;
        const QString rule = QString::fromUtf8(verdict.rule);
        if (arguments.has(u"json"_s))
            console.write(core::jsonRow({u"verdict"_s, u"url"_s, u"rule"_s}, {word, operand, rule}) + '\n');
        else
            console.write(word.toUtf8() + '\t' + tsvCell(operand) + '\t' + tsvCell(rule) + '\n');
    }
    return code;
}

} // namespace

Command robotsCommand()
{
    return {
        u"robots"_s,
        u"FILE URL…"_s,
        u"Tell what a robots.txt says of URLs"_s,
        u"For each URL: allow or deny, a tab, the URL, a tab, the rule that matched (empty where none did).\n"
        "A URL that is none is told on standard error; the others are answered all the same, and the exit code is 2."_s,
        2,
        -1,
        {{u"agent"_s, u"NAME"_s, u"Product token or whole user agent that asks"_s}},
        checkUrls};
}

} // namespace sluice::app
