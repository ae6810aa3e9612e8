// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crawl/crawlspec.h"

#include <QHash>
#include <QScrollArea>

class QSpinBox;
class QVBoxLayout;

namespace sluice::ui {

class FormField;

/// One page of the New crawl dialog: shows part of a CrawlSpec and gives it back. Scrolls where the dialog is small.
class SpecPage : public QScrollArea
{
    Q_OBJECT

public:
    explicit SpecPage(const QString &title, const QString &explanation, QWidget *parent = nullptr);

    [[nodiscard]] const QString &title() const { return m_title; }
    virtual void load(const core::CrawlSpec &spec) = 0;
    virtual void store(core::CrawlSpec &spec) const = 0;

    /// Shows the problems that belong to this page next to their fields and returns how many those are.
    int showProblems(const QList<core::SpecProblem> &problems);
    /// Whether a field of this page has this path ("speed.per_host", also for "scope.include[2]").
    [[nodiscard]] bool owns(const QString &path) const;
    /// Moves the focus to the field with this problem.
    void focusProblem(const core::SpecProblem &problem);

Q_SIGNALS:
    /// The user has changed something.
    void changed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    /// Where this page shows a problem: a page whose list stands in two editors tells them apart here.
    [[nodiscard]] virtual core::SpecProblem placed(const core::SpecProblem &problem) const { return problem; }
    /// The index in `path` if that is an item of `list` ("seeds[2]": 2).
    [[nodiscard]] static std::optional<int> itemIndex(const QString &path, const QString &list);
    /// Gives `box` the range that the job file's field at `path` has; there must be one.
    static void limitTo(QSpinBox *box, const QString &path);
    [[nodiscard]] QVBoxLayout *content() const { return m_content; }
    void addSection(const QString &heading);
    /// Adds a field whose problems carry `path`; `editor` stands in it and gets the focus.
    FormField *addField(const QString &path, const QString &caption, QWidget *editor, const QString &hint = {});
    /// As addField(), for an editor that keeps its own width.
    FormField *addNarrowField(const QString &path, const QString &caption, QWidget *editor, const QString &hint = {});

private:
    struct Place
    {
        FormField *field = nullptr;
        QWidget *editor = nullptr;
    };

    QString m_title;
    QVBoxLayout *m_content;
    QHash<QString, Place> m_places;
};

} // namespace sluice::ui
