// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchspec.h"

namespace sluice::core {
class Settings;
}

namespace sluice::ui {

/// What the Batch dialog starts with: the order and the limits used last. Addresses, headers, bodies, logins and
/// proxies are not remembered, nor is what makes a batch less considerate than robots.txt and the hosts ask for.
struct BatchDefaults
{
    core::BatchSpec spec;
    bool isFiled = true;
    int source = 0; ///< a core::AddressSource::Kind

    [[nodiscard]] static BatchDefaults load(const core::Settings &settings);
    void save(core::Settings &settings) const;
};

} // namespace sluice::ui
