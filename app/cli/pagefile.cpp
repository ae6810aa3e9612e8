// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pagefile.h"

#include "app/cli/linefile.h"
#include "core/html/encoding.h"

namespace sluice::app {

core::Result<core::Document, QString> parsePageFile(const QString &path, const core::ParseOptions &options)
{
    const auto bytes = readWholeFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return core::parseHtml(core::decodeToUtf8(*bytes, core::sniffCharset(*bytes, {})), options);
}

} // namespace sluice::app
