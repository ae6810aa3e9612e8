// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spec/specpage.h"

class QCheckBox;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace sluice::ui {

class Callout;

/// How hard the crawl leans on the hosts, and what it does about robots.txt.
class SpeedPage final : public SpecPage
{
    Q_OBJECT

public:
    /// `polite` has the defaults that others are held against.
    explicit SpeedPage(QWidget *parent = nullptr, const core::CrawlSpec &polite = {});

    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;

private:
    void nameWidgets();
    void connectWidgets();
    void updateVerdict();
    void makePolite();

    core::CrawlSpec m_polite;
    Callout *m_verdict;
    QPushButton *m_back;
    QSpinBox *m_perHost;
    QSpinBox *m_concurrency;
    QSpinBox *m_delay;
    QCheckBox *m_adaptive;
    QCheckBox *m_robots;
    QLineEdit *m_token;
};

} // namespace sluice::ui
