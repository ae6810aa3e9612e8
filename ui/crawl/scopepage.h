// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spec/specpage.h"

class QButtonGroup;
class QDoubleSpinBox;
class QSpinBox;

namespace sluice::ui {

class LinesEdit;

/// Which of the addresses that are found belong to the crawl.
class ScopePage final : public SpecPage
{
    Q_OBJECT

public:
    explicit ScopePage(QWidget *parent = nullptr);

    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;
    /// Shows what each scope means for the address the crawl starts with.
    void setExample(const QString &address);

private:
    [[nodiscard]] QWidget *makeKinds();
    void nameWidgets();

    QButtonGroup *m_kinds;
    QSpinBox *m_depth;
    QDoubleSpinBox *m_pages;
    LinesEdit *m_include;
    LinesEdit *m_exclude;
};

} // namespace sluice::ui
