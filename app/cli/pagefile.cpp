// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/pagefile.h"

#include "core/base/linefile.h"
#include "core/html/encoding.h"

namespace sluice::app {

core::Result<core::Document, QString> parsePageFile(const QString &path, const core::ParseOptions &options)
{
    const auto bytes = core::readWholeFile(path);
    if (!bytes)
        return tl::unexpected(bytes.error().detail);
    return core::parseHtml(core::decodeToUtf8(*bytes, core::sniffCharset(*bytes, {})), options);
}

} // namespace sluice::app
