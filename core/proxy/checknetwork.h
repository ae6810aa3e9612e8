// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/proxy/deskparts.h"
#include "core/proxy/proxychecker.h"
#include "core/proxy/proxyscraper.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace sluice::core {

/// Checker and scraper over a fetcher of their own, which is there only while it is needed: its lanes are threads, of
/// which crawls want most. Lives on one thread.
class CheckNetwork final : public QObject
{
    Q_OBJECT

public:
    /// Borrows the clock.
    CheckNetwork(const Clock &clock, DeskParts parts, QObject *parent = nullptr);
    ~CheckNetwork() override;

    /// Holds from the next run on.
    void setSettings(const CheckSettings &settings);
    void check(const QList<CheckSubject> &subjects);
    void cancelChecks();
    [[nodiscard]] bool isChecking() const;
    /// Returns the number to cancel it by.
    int scrape(const ProxySourceRecord &source, ProxyScraper::Done done);
    void cancelScrape(int number);
    /// Drops all that is under way, at once and without a word.
    void drop();

Q_SIGNALS:
    void checked(const sluice::core::ProxyRecord &proxy, const sluice::core::CheckVerdict &verdict);
    void progressed(const sluice::core::CheckProgress &progress);
    void warned(const QString &line);

private:
    struct Engine;
    Engine &engine();
    [[nodiscard]] bool isBusy() const;
    void rest();

    const Clock &m_clock;
    const DeskParts m_parts;
    CheckSettings m_settings;
    bool m_isStale = false; ///< the engine was built for other settings
    int m_scrapes = 0;      ///< under way
    std::unique_ptr<Engine> m_engine;
    QTimer m_idle;
};

} // namespace sluice::core
