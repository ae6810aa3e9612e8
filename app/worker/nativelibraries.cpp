// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/nativelibraries.h"

#include <QFile>

#include <algorithm>

#include <dlfcn.h>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

/// A plug-in that never says how many functions it has must not fill the memory.
constexpr std::size_t mostFunctions = 10'000;

sdk::Use operator&(sdk::Use a, sdk::Use b)
{
    return sdk::Use(std::uint32_t(a) & std::uint32_t(b));
}

core::Result<sdk::Plugin *, core::WorkerFailure> open(const QString &path)
{
    if (!path.startsWith(u'/'))
        return refusal(u"%1: the path of a plug-in must begin with /"_s.arg(path));
    void *library = dlopen(QFile::encodeName(path).constData(), RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return refusal(u"%1 is no plug-in: %2"_s.arg(path, QString::fromLocal8Bit(dlerror())));
    const auto abi = reinterpret_cast<std::uint32_t (*)()>(dlsym(library, "sluice_plugin_abi"));
    const auto entry = reinterpret_cast<sdk::Plugin *(*)()>(dlsym(library, "sluice_plugin"));
    if (!abi || !entry)
        return refusal(u"%1 is no plug-in: it does not export sluice_plugin_abi() and sluice_plugin()"_s.arg(path));
    if (abi() != sdk::abiNumber) {
        return refusal(u"%1 was built for plug-in interface %2, this program has %3; build it again with its "
                       "sluice_parser.h"_s.arg(path)
                           .arg(abi())
                           .arg(sdk::abiNumber));
    }
    if (sdk::Plugin *plugin = entry())
        return plugin;
    return refusal(u"%1: sluice_plugin() returned nothing"_s.arg(path));
}

} // namespace

core::Result<NativeLibraries, core::WorkerFailure> NativeLibraries::load(const QStringList &paths)
{
    NativeLibraries libraries;
    for (const QString &path : paths) {
        const auto plugin = open(path);
        if (!plugin)
            return tl::make_unexpected(plugin.error());
        libraries.add(**plugin);
    }
    return libraries;
}

void NativeLibraries::add(sdk::Plugin &plugin)
{
    if (!m_hasFirst)
        m_parser = plugin.parser();
    m_hasFirst = true;
    const std::size_t count = std::min(plugin.functionCount(), mostFunctions);
    for (std::size_t i = 0; i < count; ++i) {
        sdk::Function *function = plugin.function(i);
        if (!function)
            continue;
        const QByteArray name = viewOf(function->name()).toByteArray();
        const auto isSame = [&name](const NativeFunction &each) { return each.name == name; };
        if (std::ranges::none_of(m_functions, isSame))
            m_functions.push_back({name, function->use(), function});
    }
}

sdk::Function *NativeLibraries::compiled(QByteArrayView name) const
{
    const auto found = std::ranges::find_if(m_functions, [name](const NativeFunction &each) {
        return each.name == name && (each.use & sdk::Use::Compiled) == sdk::Use::Compiled;
    });
    return found == m_functions.end() ? nullptr : found->function;
}

} // namespace sluice::app
