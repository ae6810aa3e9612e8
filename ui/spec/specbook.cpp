// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/specbook.h"

#include "ui/spec/pagelist.h"
#include "ui/spec/specpage.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>
#include <utility>

namespace sluice::ui {

SpecBook::SpecBook(const QString &listName, QWidget *parent)
    : QWidget(parent)
    , m_list(new PageList(this))
    , m_stack(new QStackedWidget(this))
{
    describe(m_list, listName, tr("Pages"), tr("Pages of settings (Ctrl+Page Up, Ctrl+Page Down)"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_stack, 1);
    connect(m_list, &QListWidget::currentRowChanged, m_stack, &QStackedWidget::setCurrentIndex);
    const auto turn = [this](Qt::Key key, int by) {
        const auto *keys = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(keys, &QShortcut::activated, this, [this, by] { showPage(currentPage() + by); });
    };
    turn(Qt::Key_PageDown, 1);
    turn(Qt::Key_PageUp, -1);
}

void SpecBook::addPage(SpecPage *page, QLatin1StringView iconName)
{
    m_pages.append(page);
    m_stack->addWidget(page);
    m_list->addPage(iconName, page->title());
    connect(page, &SpecPage::changed, this, &SpecBook::changed);
    if (m_pages.size() == 1)
        m_list->setCurrentRow(0);
}

int SpecBook::currentPage() const
{
    return m_list->currentRow();
}

void SpecBook::showPage(int page)
{
    m_list->setCurrentRow(std::clamp(page, 0, int(m_pages.size()) - 1));
}

void SpecBook::load(const core::CrawlSpec &spec)
{
    for (SpecPage *page : std::as_const(m_pages))
        page->load(spec);
}

void SpecBook::store(core::CrawlSpec &spec) const
{
    for (const SpecPage *page : m_pages)
        page->store(spec);
}

void SpecBook::showProblems(const QList<core::SpecProblem> &problems, const QSet<const SpecPage *> &bold)
{
    for (int row = 0; row < m_pages.size(); ++row) {
        SpecPage *page = m_pages.at(row);
        const bool isWrong = page->showProblems(problems) > 0;
        const bool isBold = bold.contains(page);
        const auto mark = isWrong ? PageList::Mark::Wrong : isBold ? PageList::Mark::Bold : PageList::Mark::None;
        const QString tip = isBold ? tr("Something here is bolder than the defaults") : QString();
        m_list->setMark(row, mark, isWrong ? tr("Something here is wrong") : tip);
    }
}

bool SpecBook::showFirst(const QList<core::SpecProblem> &problems)
{
    for (int row = 0; row < m_pages.size(); ++row) {
        const auto mine = std::ranges::find_if(
            problems, [&](const core::SpecProblem &problem) { return m_pages.at(row)->owns(problem.field); });
        if (mine == problems.end())
            continue;
        showPage(row);
        m_pages.at(row)->focusProblem(*mine);
        return true;
    }
    return false;
}

} // namespace sluice::ui
