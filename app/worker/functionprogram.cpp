// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/functionprogram.h"

#include "app/worker/answerbuilder.h"
#include "app/worker/nativecall.h"
#include "app/worker/nativelibraries.h"

#include <QCborArray>
#include <QCborValue>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

bool addList(NativeArguments &arguments, const QCborArray &list)
{
    std::vector<std::int64_t> integers;
    std::vector<double> numbers;
    for (const QCborValue value : list) {
        if (!value.isInteger() && !value.isDouble())
            return false;
        if (value.isInteger())
            integers.push_back(value.toInteger());
        numbers.push_back(value.toDouble());
    }
    if (integers.size() == numbers.size())
        arguments.addIntegers(std::move(integers));
    else
        arguments.addNumbers(std::move(numbers));
    return true;
}

bool add(NativeArguments &arguments, const QCborValue &value)
{
    if (value.isArray())
        return addList(arguments, value.toArray());
    if (value.isInteger())
        arguments.addInteger(value.toInteger());
    else if (value.isDouble())
        arguments.addNumber(value.toDouble());
    else if (value.isString())
        arguments.addText(value.toString().toUtf8());
    else if (value.isNull())
        arguments.addNull();
    else
        return false;
    return true;
}

class FunctionProgram final : public Program
{
public:
    FunctionProgram(QString name, sdk::Function &function)
        : m_name(std::move(name))
        , m_function(function)
    {}

    [[nodiscard]] core::WorkerAnswer run(const core::WorkerPage &page, const core::WorkerLimits &limits) override
    {
        AnswerBuilder answer(limits);
        const QJsonDocument given = QJsonDocument::fromJson(page.content);
        NativeArguments arguments;
        bool isGood = given.isArray();
        for (const QCborValue value : QCborArray::fromJsonArray(given.array()))
            isGood = isGood && add(arguments, value);
        if (!isGood) {
            answer.fail(core::WorkerFault::Failed,
                        u"%1: the arguments must be numbers, text, null, and lists of numbers"_s.arg(m_name));
            return answer.take();
        }
        const NativeResult result = callNative(m_function, arguments);
        if (result.failure)
            answer.fail(core::WorkerFault::Failed, u"%1: %2"_s.arg(m_name, *result.failure));
        else
            answer.addValue(jsonOf(result));
        return answer.take();
    }

private:
    QString m_name;
    sdk::Function &m_function;
};

} // namespace

LoadedProgram loadFunctionProgram(const core::WorkerProgram &program)
{
    const auto libraries = NativeLibraries::load(program.plugins);
    if (!libraries)
        return tl::make_unexpected(libraries.error());
    if (sdk::Function *function = libraries->compiled(program.source.toUtf8()))
        return std::make_unique<FunctionProgram>(program.source, *function);
    return refusal(u"no plug-in exports a function %1 for compiled use"_s.arg(program.source));
}

} // namespace sluice::app
