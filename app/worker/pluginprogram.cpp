// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/pluginprogram.h"

#include "app/worker/pluginhost.h"

#include <exception>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

class PluginProgram final : public Program
{
public:
    explicit PluginProgram(NativeLibraries libraries)
        : m_libraries(std::move(libraries))
    {}

    [[nodiscard]] core::WorkerAnswer run(const core::WorkerPage &page, const core::WorkerLimits &limits) override
    {
        AnswerBuilder answer(limits);
        PageView content(page, m_selectors);
        HostOutput output(content, answer);
        try {
            m_libraries.parser()->parse(HostPage(content, m_libraries), output);
        } catch (const std::exception &exception) {
            const QString reason = QString::fromUtf8(exception.what());
            answer.fail(core::WorkerFault::Failed, u"an exception left the plug-in: %1"_s.arg(reason));
        } catch (...) {
            answer.fail(core::WorkerFault::Failed, u"an exception left the plug-in"_s);
        }
        output.finish();
        return answer.take();
    }

private:
    NativeLibraries m_libraries;
    SelectorCache m_selectors;
};

} // namespace

LoadedProgram loadPluginProgram(const core::WorkerProgram &program)
{
    auto libraries = NativeLibraries::load(program.plugins);
    if (!libraries)
        return tl::make_unexpected(libraries.error());
    if (!libraries->parser())
        return refusal(u"%1 exports no parser"_s.arg(program.plugins.value(0)));
    return std::make_unique<PluginProgram>(std::move(*libraries));
}

} // namespace sluice::app
