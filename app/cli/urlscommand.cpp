// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command.h"
#include "core/exporting/exporter.h"
#include "core/url/weburl.h"

#include <cerrno>
#include <cstring>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

using Answer = core::Result<core::WebUrl, core::UrlFailure>;

/// Answers URL after URL, and remembers whether one was refused.
class UrlAnswers final
{
public:
    UrlAnswers(Console &console, core::WebUrl base, bool isJson)
        : m_console(console)
        , m_base(std::move(base))
        , m_isJson(isJson)
    {}

    void answer(const QByteArray &line)
    {
        const Answer url = m_base.isEmpty() ? core::WebUrl::parse(line) : m_base.resolve(line);
        m_hasRefused = m_hasRefused || !url;
        if (m_isJson)
            m_console.write(jsonLine(line, url));
        else
            m_console.write(url ? url->text() + '\n' : "! " + url.error().detail.toUtf8().simplified() + '\n');
    }
    [[nodiscard]] bool hasRefused() const { return m_hasRefused; }

private:
    static QByteArray jsonLine(const QByteArray &line, const Answer &url)
    {
        const QVariant text = url ? QVariant(url->toString()) : QVariant();
        const QVariant error = url ? QVariant() : QVariant(url.error().detail);
        return core::jsonRow({u"input"_s, u"url"_s, u"error"_s}, {QString::fromUtf8(line), text, error}) + '\n';
    }

    Console &m_console;
    const core::WebUrl m_base;
    const bool m_isJson;
    bool m_hasRefused = false;
};

/// Feeds the lines of standard input as they come, so that a program at the other end of two pipes gets each answer
/// before it asks again. errno of a failed read, 0 at the end of input.
int answerInput(UrlAnswers &answers, Console &console)
{
    QByteArray rest;
    QByteArray piece(64 * 1024, Qt::Uninitialized);
    while (console.outputError() == 0) {
        const ssize_t count = ::read(STDIN_FILENO, piece.data(), size_t(piece.size()));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return errno;
        if (count == 0)
            break;
        rest.append(piece.constData(), count);
        qsizetype start = 0;
        for (qsizetype end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
            answers.answer(rest.mid(start, end - start));
            start = end + 1;
        }
        rest.remove(0, start);
        console.flush();
    }
    if (!rest.isEmpty())
        answers.answer(rest);
    return 0;
}

int answerUrls(const Arguments &arguments, Console &console)
{
    const QString verb = arguments.operands().first();
    if (verb != "normalize"_L1 && verb != "resolve"_L1)
        return console.refuse(u"expected normalize or resolve, got \"%1\""_s.arg(verb));
    core::WebUrl base;
    if (arguments.has(u"base"_s)) {
        const auto parsed = core::WebUrl::parse(arguments.value(u"base"_s).toUtf8());
        if (!parsed)
            return console.refuse(u"--base: "_s + parsed.error().detail);
        base = *parsed;
    }
    UrlAnswers answers(console, base, arguments.has(u"json"_s));
    if (const int error = answerInput(answers, console); error != 0)
        return console.storageTrouble(u"standard input: "_s + QString::fromLocal8Bit(std::strerror(error)));
    return answers.hasRefused() ? SourceFailed : Done;
}

} // namespace

Command urlsCommand()
{
    return {u"urls"_s,
            u"normalize|resolve"_s,
            u"Normalise or resolve URLs from standard input"_s,
            u"One answer a line: the URL as the WHATWG standard spells it, without its fragment,\n"
            "or ! and the reason for a refused one."_s,
            1,
            1,
            {{u"base"_s, u"URL"_s, u"Resolve against this URL"_s}},
            answerUrls};
}

} // namespace sluice::app
