// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/lab/labrun.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSpinBox;
class QTabWidget;

namespace sluice::ui {

class FieldsEditor;
class FormField;
class ScriptPane;

/// The rules one tries: rows, columns and next page, or a parser of one's own, with what they find beside them.
class RulesPane final : public QWidget
{
    Q_OBJECT

public:
    explicit RulesPane(QWidget *parent = nullptr);

    void setRules(const core::CrawlSpec &spec);
    /// Takes the spec of another crawl: with its rules where none were changed here, else with those that were.
    void setBase(const core::CrawlSpec &spec);
    /// What was set, with what was changed here; the other fields of the spec stay.
    [[nodiscard]] core::CrawlSpec rules() const;
    [[nodiscard]] int selectedField() const;
    void addColumn(const QString &rule, const QString &name);
    void setRow(const QString &rule);
    void showResult(const LabResult &result);
    void showComparison(const SpeedComparison &comparison);
    void showCounts(const SampleCounts &counts);
    void focusRules();

Q_SIGNALS:
    /// The rules or the selected column are others.
    void changed();
    void sampleSizeChanged(int pages);
    /// Script and plug-in of these rules are to run on the sampled pages.
    void comparisonRequested(const sluice::core::CrawlSpec &rules);

private:
    void nameWidgets();
    void makeLayout();
    [[nodiscard]] QWidget *makeColumnsTab();
    [[nodiscard]] bool isScripted() const;
    void checkRules();
    void updateText();

    core::CrawlSpec m_spec;
    QLineEdit *m_row;
    FormField *m_rowField;
    FieldsEditor *m_fields;
    QLineEdit *m_next;
    FormField *m_nextField;
    ScriptPane *m_script;
    QTabWidget *m_tabs;
    QSpinBox *m_sample;
    QLabel *m_text;
    LabResult m_result;
    SampleCounts m_counts;
};

} // namespace sluice::ui
