// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/scriptscanner.h"

#include "core/extract/scriptwalker.h"

#include <algorithm>

namespace sluice::core {

QList<ScriptBlock> scanScript(std::string_view script)
{
    QList<ScriptBlock> blocks = ScriptWalker(script).run();
    // An argument that waited for another one comes late.
    std::stable_sort(blocks.begin(), blocks.end(),
                     [](const ScriptBlock &a, const ScriptBlock &b) { return a.position.offset < b.position.offset; });
    std::vector<TextPosition *> positions;
    for (ScriptBlock &block : blocks) {
        positions.push_back(&block.position);
        if (block.error)
            positions.push_back(&block.error->position);
    }
    locate(script, std::move(positions));
    return blocks;
}

} // namespace sluice::core
