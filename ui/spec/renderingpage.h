// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spec/specpage.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QSpinBox;

namespace sluice::ui {

class Callout;

/// Whether pages are rendered, and what is done to them before they are read.
class RenderingPage final : public SpecPage
{
    Q_OBJECT

public:
    explicit RenderingPage(QWidget *parent = nullptr);

    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;

private:
    void nameWidgets();
    void makeFields();
    void connectWidgets();
    void updateWidgets();
    [[nodiscard]] core::RenderMode mode() const;
    [[nodiscard]] core::RenderWait wait() const;

    QComboBox *m_mode;
    Callout *m_missing;
    QComboBox *m_wait;
    QLineEdit *m_selector;
    QSpinBox *m_longest;
    QCheckBox *m_scroll;
    QLineEdit *m_click;
    QSpinBox *m_clicks;
    QCheckBox *m_images;
    QCheckBox *m_trackers;
};

} // namespace sluice::ui
