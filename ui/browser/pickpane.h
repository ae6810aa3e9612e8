// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/fieldspec.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace sluice::ui {

class Callout;
struct PickState;

/// Shows what the picking has come to, and collects the columns that come of it.
class PickPane final : public QWidget
{
    Q_OBJECT

public:
    explicit PickPane(QWidget *parent = nullptr);

    void showState(const PickState &state);
    /// How many cookies the browser has for the site.
    void showCookies(int count);
    [[nodiscard]] bool areCookiesWanted() const;
    /// Whether the crawl is to render its pages, since what was picked is made by scripts.
    [[nodiscard]] bool isRenderingWanted() const { return m_isRenderingWanted; }
    /// Whether the crawl renders in any case.
    void setRendering(bool isRendering);
    [[nodiscard]] const QList<core::FieldSpec> &fields() const { return m_fields; }
    [[nodiscard]] const QString &rowRule() const { return m_rowRule; }

Q_SIGNALS:
    /// The proposal was taken; it is the last of fields().
    void fieldAdded(const sluice::core::FieldSpec &field, const QString &rowRule);
    void attributeWanted(const QString &name);
    void rowRuleChanged(const QString &rule);
    /// The crawler is to ask for the page in another way: with the site's cookies, or rendered.
    void askerChanged();
    void crawlRequested();
    void closed();

private:
    void nameWidgets();
    void makeLayout();
    void connectWidgets();
    void showProposal(const PickState &state);
    void showAttributes(const PickState &state);
    void add();
    void removeSelected();
    void setRowRule(const QString &rule);
    void wantRendering(bool isWanted);
    void updateButtons();

    QList<core::FieldSpec> m_fields;
    QString m_rowRule;
    core::FieldSpec m_proposed;
    QString m_proposedRow;
    QLabel *m_element;
    Callout *m_verdict;
    QPushButton *m_render;
    QCheckBox *m_rendered;
    bool m_isRenderingWanted = false;
    QWidget *m_form;
    QComboBox *m_attribute;
    QLineEdit *m_name;
    QLineEdit *m_rule;
    QLabel *m_value;
    QPushButton *m_add;
    QLabel *m_row;
    QPushButton *m_clearRow;
    QListWidget *m_list;
    QPushButton *m_remove;
    QCheckBox *m_cookies;
    QPushButton *m_crawl;
    QPushButton *m_close;
};

} // namespace sluice::ui
