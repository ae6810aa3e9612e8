// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "app/cli/rowprinter.h"
#include "core/store/proxyrecords.h"

namespace sluice::app {

/// Proxies on standard output, a row each.
class ProxyRows final
{
public:
    /// Prints the header.
    ProxyRows(const Arguments &arguments, Console &console);

    void print(const core::ProxyRecord &proxy);

private:
    RowPrinter m_printer;
};

} // namespace sluice::app
