// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/networkfetcher.h"

#include <QEventLoop>

namespace sluice::app {

/// Gets one URL as a whole: follows redirects, undoes its content encoding. Blocks with an event loop of its own, for
/// subcommands that do nothing else.
class Download final : public QObject
{
public:
    explicit Download(core::NetworkSettings settings = {});

    /// The decoded body of a 2xx answer of at most `cap` bytes; the error names the URL.
    [[nodiscard]] core::Result<QByteArray, QString> get(const core::WebUrl &url, qint64 cap);

private:
    [[nodiscard]] core::FetchResult fetchOnce(const core::WebUrl &url, qint64 cap);

    core::NetworkFetcher m_fetcher;
};

} // namespace sluice::app
