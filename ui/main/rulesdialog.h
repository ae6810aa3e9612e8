// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QDialog>
#include <QTimer>

class QLabel;
class QPushButton;

namespace sluice::ui {

class ExtractionPage;

/// Edits the rules of a crawl that has been, for applying them to its stored pages.
class RulesDialog final : public QDialog
{
    Q_OBJECT

public:
    RulesDialog(const QString &crawlName, core::CrawlSpec spec, QWidget *parent);

    /// The crawl's spec with the rules as they stand here.
    [[nodiscard]] core::CrawlSpec spec() const;

Q_SIGNALS:
    /// The rules are good; the dialog is closing.
    void applyRequested(const sluice::core::CrawlSpec &spec);

private:
    [[nodiscard]] QWidget *makeFooter();
    [[nodiscard]] QList<core::SpecProblem> problems() const;
    void check();
    void apply();

    core::CrawlSpec m_spec;
    ExtractionPage *m_page;
    QLabel *m_summary;
    QPushButton *m_apply;
    QTimer m_pause; ///< until what was typed is checked
};

} // namespace sluice::ui
