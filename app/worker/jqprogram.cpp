// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/jqprogram.h"

#include "app/worker/answerbuilder.h"
#include "core/extract/jqqueryguard.h"
#include "core/extract/workerprotocol.h"

#include <QRegularExpression>

extern "C" {
#include <jq.h>
}

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

using core::WorkerFault;

struct EndOfJq
{
    void operator()(jq_state *jq) const { jq_teardown(&jq); }
};
using JqState = std::unique_ptr<jq_state, EndOfJq>;

struct EndOfParser
{
    void operator()(jv_parser *parser) const { jv_parser_free(parser); }
};

QByteArray textOf(const jv &string)
{
    return {jv_string_value(string), jv_string_length_bytes(jv_copy(string))};
}

/// The message of an error value, which may be of any type. Consumes it.
QString messageOf(jv error)
{
    if (jv_get_kind(error) != JV_KIND_STRING)
        error = jv_dump_string(error, 0);
    const QString message = QString::fromUtf8(textOf(error));
    jv_free(error);
    return message;
}

/// Consumes `value`.
QByteArray jsonOf(jv value)
{
    const jv text = jv_dump_string(value, 0);
    const QByteArray json = textOf(text);
    jv_free(text);
    return json;
}

void collect(void *messages, jv message)
{
    static_cast<QStringList *>(messages)->append(messageOf(jq_format_error(message)));
}

/// libjq's own words without its name, its "<top-level>" and the count that it ends with.
core::WorkerFailure compileFailure(const QStringList &messages)
{
    static const QRegularExpression place(u" at <[^>]*>, line (\\d+):"_s);
    QStringList parts;
    int line = 0;
    for (QString message : messages) {
        const QRegularExpressionMatch match = place.match(message);
        if (match.hasMatch() && line == 0)
            line = match.captured(1).toInt();
        message.replace(place, u":"_s);
        message.remove(u"jq: error: "_s).remove(u" (Unix shell quoting issues?)"_s);
        if (!message.startsWith(u"jq: "_s))
            parts.append(message.simplified());
    }
    return {WorkerFault::BadProgram, parts.join(u"; "_s), line};
}

class JqProgram final : public Program
{
public:
    explicit JqProgram(JqState jq)
        : m_jq(std::move(jq))
    {}

    [[nodiscard]] core::WorkerAnswer run(const core::WorkerPage &page, const core::WorkerLimits &limits) override
    {
        AnswerBuilder answer(limits);
        const jv input = parse(core::quoteBigIntegers(page.content), answer);
        if (!jv_is_valid(input)) {
            jv_free(input);
            return answer.take();
        }
        jq_start(m_jq.get(), input, 0);
        jv result = jq_next(m_jq.get());
        while (jv_is_valid(result) && answer.addValue(jsonOf(result)))
            result = jq_next(m_jq.get());
        if (!answer.hasFailed())
            finish(result, answer);
        return answer.take();
    }

private:
    /// One JSON text. jv_parse_sized() would put the whole text into its error message.
    [[nodiscard]] static jv parse(const QByteArray &json, AnswerBuilder &answer)
    {
        const std::unique_ptr<jv_parser, EndOfParser> parser(jv_parser_new(0));
        jv_parser_set_buf(parser.get(), json.constData(), int(json.size()), 0);
        jv value = jv_parser_next(parser.get());
        jv rest = jv_is_valid(value) ? jv_parser_next(parser.get()) : jv_invalid();
        const bool isAlone = !jv_is_valid(rest) && jv_invalid_has_msg(jv_copy(rest)) == 0;
        jv_free(rest);
        if (jv_is_valid(value) && isAlone)
            return value;
        QString reason = u"it has more than one value"_s;
        if (!jv_is_valid(value))
            reason = jv_invalid_has_msg(jv_copy(value)) != 0 ? messageOf(jv_invalid_get_msg(jv_copy(value)))
                                                             : u"it is empty"_s;
        jv_free(value);
        answer.fail(WorkerFault::Failed, u"not JSON: %1"_s.arg(reason));
        return jv_invalid();
    }

    /// What ended the results: their end, an error, or halt_error. Consumes it.
    void finish(jv last, AnswerBuilder &answer)
    {
        if (jq_halted(m_jq.get()) != 0) {
            const jv message = jq_get_error_message(m_jq.get());
            if (jv_is_valid(message))
                answer.fail(WorkerFault::Failed, messageOf(message));
            else
                jv_free(message);
            jv_free(last);
        } else if (jv_invalid_has_msg(jv_copy(last)) != 0) {
            answer.fail(WorkerFault::Failed, messageOf(jv_invalid_get_msg(last)));
        } else {
            jv_free(last);
        }
    }

    JqState m_jq;
};

} // namespace

LoadedProgram loadJqProgram(const core::WorkerProgram &program)
{
    if (const std::optional<core::JqRefusal> refused = core::findRefusedName(program.source))
        return refusal(refused->detail, refused->line);
    if (program.source.contains(QChar(u'\0')))
        return refusal(u"a jq program may not contain the character U+0000"_s);
    JqState jq(jq_init());
    // Unset it is whatever was in that memory, and libjq calls it. It would end in abort() else.
    jq_set_nomem_handler(
        jq.get(), [](void *) { _exit(core::memoryExitCode); }, nullptr);
    QStringList messages;
    jq_set_error_cb(jq.get(), collect, &messages);
    jq_set_attr(jq.get(), jv_string("JQ_LIBRARY_PATH"), jv_array());
    if (jq_compile(jq.get(), program.source.toUtf8().constData()) == 0)
        return tl::make_unexpected(compileFailure(messages));
    jq_set_error_cb(
        jq.get(), [](void *, jv message) { jv_free(message); }, nullptr);
    return std::make_unique<JqProgram>(std::move(jq));
}

} // namespace sluice::app
