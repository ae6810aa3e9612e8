// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/spec/specpage.h"

class QLineEdit;
class QSpinBox;

namespace sluice::ui {

class CodeView;
class FieldsEditor;
class LinesEdit;

/// What becomes of the pages: columns by rules, lists with further pages and detail pages, or a parser of one's own.
class ExtractionPage final : public SpecPage
{
    Q_OBJECT

public:
    /// What the page offers: RowsAlone where it is decided elsewhere which pages are asked for.
    enum class Parts { All, RowsAlone };

    explicit ExtractionPage(QWidget *parent = nullptr, Parts parts = Parts::All);

    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;

private:
    void nameWidgets();
    void makeRules();
    void makeLists();
    void makeNumbers();
    void hideLists();
    void makeOwnParser();
    void connectWidgets();
    void checkRule(QLineEdit *line, bool isNodeRule);
    void choosePlugin();

    QLineEdit *m_row;
    FieldsEditor *m_fields;
    LinesEdit *m_keys;
    QLineEdit *m_next;
    QLineEdit *m_detail;
    FieldsEditor *m_detailFields;
    QLineEdit *m_pattern;
    QSpinBox *m_first;
    QSpinBox *m_last;
    QSpinBox *m_step;
    CodeView *m_script;
    QLineEdit *m_plugin;
};

} // namespace sluice::ui
