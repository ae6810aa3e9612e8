// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"
#include "core/store/records.h"

#include <QObject>
#include <QQueue>
#include <QSet>

#include <optional>

namespace sluice::core {
class CrawlEngine;
}

namespace sluice::ui {
class ProjectSession;
}

namespace sluice::app {

/// Whether a crawl is under way that must not be seen from this machine's address: from before it starts until it has
/// ended, also where its project was closed meanwhile.
class ProxyHold final : public QObject
{
    Q_OBJECT

public:
    /// Borrows both.
    ProxyHold(core::CrawlEngine &engine, ui::ProjectSession &session, QObject *parent = nullptr);

Q_SIGNALS:
    void changed(bool isHeld);

private:
    void expect(const core::CrawlSpec &spec);
    void start(std::optional<core::CrawlId> crawl);
    void end(core::CrawlId crawl);
    void tell();

    QQueue<bool> m_expected; ///< whether those on their way to the engine hold
    QSet<core::CrawlId> m_running;
    bool m_isHeld = false;
};

} // namespace sluice::app
