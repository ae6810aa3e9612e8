// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/batchspec.h"
#include "ui/spec/specpage.h"

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QSpinBox;

namespace sluice::ui {

class LinesEdit;

/// In which order the results of a batch come, when it ends, and what it follows.
class OrderPage final : public SpecPage
{
    Q_OBJECT

public:
    explicit OrderPage(QWidget *parent = nullptr);

    /// What a crawl has of it: where links may lead.
    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;
    void loadOrder(const core::BatchSpec &spec);
    void storeOrder(core::BatchSpec &spec) const;

private:
    void makeOrder();
    void makeDeadline();
    void makeFollowing();
    void nameWidgets();
    void connectWidgets();
    void updateWidgets();
    [[nodiscard]] core::BatchMode mode() const;

    QComboBox *m_mode;
    QComboBox *m_until;
    QCheckBox *m_hasDeadline;
    QDoubleSpinBox *m_deadline;
    QLineEdit *m_rule;
    QSpinBox *m_depth;
    QComboBox *m_scope;
    LinesEdit *m_include;
    LinesEdit *m_exclude;
    FormField *m_modeField = nullptr;
    FormField *m_untilField = nullptr;
    QList<QWidget *> m_followParts; ///< shown where results are followed
};

} // namespace sluice::ui
