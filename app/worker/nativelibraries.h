// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/program.h"
#include <sluice_parser.h>

#include <vector>

namespace sluice::app {

[[nodiscard]] inline sdk::Text textOf(QByteArrayView bytes)
{
    return {bytes.data(), std::size_t(bytes.size())};
}

[[nodiscard]] inline QByteArrayView viewOf(const sdk::Text &text)
{
    return {text.data, text.data ? qsizetype(text.size) : 0};
}

struct NativeFunction
{
    QByteArray name;
    sdk::Use use = sdk::Use::Both;
    sdk::Function *function = nullptr;
};

/// The loaded plug-ins of a program and what they export. A library stays loaded until the process ends: nobody knows
/// what it has left behind.
class NativeLibraries final
{
public:
    /// Refuses what is no library, lacks the two entry points or was built for another ABI number.
    [[nodiscard]] static core::Result<NativeLibraries, core::WorkerFailure> load(const QStringList &paths);

    /// Of the first library; null where it has none.
    [[nodiscard]] sdk::Parser *parser() const { return m_parser; }
    [[nodiscard]] const std::vector<NativeFunction> &functions() const { return m_functions; }
    /// For compiled use; null where there is none.
    [[nodiscard]] sdk::Function *compiled(QByteArrayView name) const;

private:
    void add(sdk::Plugin &plugin);

    sdk::Parser *m_parser = nullptr;
    std::vector<NativeFunction> m_functions;
    bool m_hasFirst = false;
};

} // namespace sluice::app
