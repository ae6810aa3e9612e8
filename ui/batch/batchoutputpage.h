// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spec/specpage.h"

class QCheckBox;
class QLineEdit;

namespace sluice::ui {

class Callout;
class LinesEdit;

/// Whether the rows of a batch go into the open project, and what is kept of each page.
class BatchOutputPage final : public SpecPage
{
    Q_OBJECT

public:
    /// `project` is the open one; empty: rows cannot be kept.
    explicit BatchOutputPage(const QString &project, QWidget *parent = nullptr);

    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;

    [[nodiscard]] bool isFiled() const;
    /// Does nothing while no project is open.
    void setFiled(bool isFiled);
    /// Offers a name while none is typed.
    void suggestName(const QString &name);
    /// Whether rules make columns, which only rows that are kept have.
    void setHasFields(bool hasFields);

private:
    void makeFields(const QString &project);
    void updateWidgets();

    QCheckBox *m_filed;
    Callout *m_note;
    QLineEdit *m_name;
    QCheckBox *m_bodies;
    LinesEdit *m_types;
    bool m_hasFields = false;
};

} // namespace sluice::ui
