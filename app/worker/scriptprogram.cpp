// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/scriptprogram.h"

#include "app/worker/scriptbridge.h"
#include "app/worker/scriptprelude.h"
#include "app/worker/watchdog.h"

#include <QJSEngine>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

using core::WorkerFailure;
using core::WorkerFault;

// Names under which a script's text cannot get in the way.
constexpr auto runnerName = "sluice$run";
constexpr auto parserName = "sluice$parse";

WorkerFailure timeoutFailure(const core::WorkerLimits &limits)
{
    return {WorkerFault::Timeout, u"took longer than %1 s"_s.arg(double(limits.pageTime.count()) / 1000.0), 0};
}

/// One engine with the user's script in it.
class ScriptEngine final
{
public:
    ScriptEngine(const core::WorkerProgram &program, const NativeLibraries &libraries, Watchdog &watchdog)
        : m_name(program.name.isEmpty() ? u"script"_s : program.name)
        , m_watchdog(watchdog)
        , m_bridge(m_engine, libraries)
    {
        QJSEngine::setObjectOwnership(&m_bridge, QJSEngine::CppOwnership);
    }

    /// Runs the script's outermost level; nothing where it went well.
    [[nodiscard]] std::optional<WorkerFailure> load(const QString &source, const core::WorkerLimits &limits)
    {
        const QJSValue prelude = m_engine.evaluate(QString::fromLatin1(scriptPrelude), u"prelude"_s);
        const QJSValue runner = prelude.call({m_engine.newQObject(&m_bridge), m_engine.globalObject()});
        if (!runner.isCallable())
            return failureOf(runner, {});
        m_engine.globalObject().setProperty(QString::fromLatin1(runnerName), runner);
        // A "const parse" is seen from within the same text alone.
        const auto [parser, failed] =
            evaluate(source + u"\n;typeof parse === 'function' ? parse : undefined"_s, limits);
        if (failed)
            return failed;
        if (!parser.isCallable())
            return WorkerFailure{WorkerFault::BadProgram, u"%1 defines no function parse(page)"_s.arg(m_name), 0};
        m_engine.globalObject().setProperty(QString::fromLatin1(parserName), parser);
        return {};
    }

    void run(PageView &page, AnswerBuilder &answer, const core::WorkerLimits &limits)
    {
        m_bridge.setPage(&page, &answer);
        const auto [rows, failed] =
            evaluate(u"%1(%2)"_s.arg(QLatin1StringView(runnerName), QLatin1StringView(parserName)), limits);
        m_bridge.setPage(nullptr, nullptr);
        const quint32 count = failed ? 0 : rows.property(u"length"_s).toUInt();
        for (quint32 i = 0; i < count && answer.addValue(rows.property(i).toString().toUtf8());)
            ++i;
        if (failed)
            answer.fail(failed->kind == WorkerFault::BadProgram ? WorkerFault::Failed : failed->kind, failed->detail,
                        failed->line);
    }

    [[nodiscard]] bool isInterrupted() const { return m_engine.isInterrupted(); }

private:
    [[nodiscard]] std::pair<QJSValue, std::optional<WorkerFailure>> evaluate(const QString &source,
                                                                             const core::WorkerLimits &limits)
    {
        QStringList stack;
        QJSValue value;
        {
            const Watchdog::Watch watch(m_watchdog, m_engine, limits.pageTime);
            value = m_engine.evaluate(source, m_name, 1, &stack);
        }
        if (m_engine.isInterrupted())
            return {QJSValue(), timeoutFailure(limits)};
        // A syntax error leaves no stack.
        if (!stack.isEmpty() || value.isError())
            return {QJSValue(), failureOf(value, stack)};
        return {value, {}};
    }

    [[nodiscard]] WorkerFailure failureOf(const QJSValue &error, const QStringList &stack) const
    {
        int line = error.property(u"lineNumber"_s).toInt();
        // Of the frames, "function:line:column:file", the innermost in the user's own text is where to look.
        for (const QString &frame : stack) {
            const QStringList parts = frame.split(u':');
            if (parts.size() < 4 || !frame.endsWith(u':' + m_name))
                continue;
            line = parts[1].toInt();
            break;
        }
        return {WorkerFault::BadProgram, error.toString(), line};
    }

    QString m_name;
    Watchdog &m_watchdog;
    QJSEngine m_engine;
    /// While one value is held, the engine keeps the memory page that the others come from; without it each call of the
    /// bridge maps and unmaps one, which takes ten times as long as the call.
    QJSValue m_held = m_engine.newObject();
    ScriptBridge m_bridge;
};

class ScriptProgram final : public Program
{
public:
    ScriptProgram(core::WorkerProgram program, NativeLibraries libraries, Watchdog &watchdog)
        : m_program(std::move(program))
        , m_libraries(std::move(libraries))
        , m_watchdog(watchdog)
    {}

    [[nodiscard]] std::optional<WorkerFailure> load(const core::WorkerLimits &limits)
    {
        m_engine = std::make_unique<ScriptEngine>(m_program, m_libraries, m_watchdog);
        return m_engine->load(m_program.source, limits);
    }

    [[nodiscard]] core::WorkerAnswer run(const core::WorkerPage &page, const core::WorkerLimits &limits) override
    {
        AnswerBuilder answer(limits);
        if (m_engine->isInterrupted()) {
            if (const auto failed = load(limits)) {
                answer.fail(failed->kind, failed->detail, failed->line);
                return answer.take();
            }
        }
        PageView content(page, m_selectors);
        m_engine->run(content, answer, limits);
        return answer.take();
    }

private:
    core::WorkerProgram m_program;
    NativeLibraries m_libraries;
    Watchdog &m_watchdog;
    SelectorCache m_selectors;
    std::unique_ptr<ScriptEngine> m_engine;
};

} // namespace

LoadedProgram loadScriptProgram(const core::WorkerProgram &program, const core::WorkerLimits &limits,
                                Watchdog &watchdog)
{
    auto libraries = NativeLibraries::load(program.plugins);
    if (!libraries)
        return tl::make_unexpected(libraries.error());
    auto script = std::make_unique<ScriptProgram>(program, std::move(*libraries), watchdog);
    if (const auto failed = script->load(limits))
        return tl::make_unexpected(*failed);
    return script;
}

} // namespace sluice::app
