// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/linefile.h"
#include "ui/spec/specpage.h"

class QCheckBox;
class QLineEdit;

namespace sluice::ui {

class LinesEdit;

/// Where the crawl starts and what it is called.
class StartPage final : public SpecPage
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent = nullptr);

    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;
    void focusAddress();

Q_SIGNALS:
    /// Something the user should know that belongs to no field (a file that cannot be read).
    void failed(const QString &detail);

protected:
    [[nodiscard]] core::SpecProblem placed(const core::SpecProblem &problem) const override;

private:
    void nameWidgets();
    void updateNameHint();
    void chooseFile();
    void readFile(const QString &path);
    void takeFile(const core::Result<QList<core::FileLine>, core::LineFileFailure> &lines);

    QLineEdit *m_address;
    LinesEdit *m_more;
    QLineEdit *m_name;
    QCheckBox *m_sitemaps;
    LinesEdit *m_moreSitemaps;
};

} // namespace sluice::ui
