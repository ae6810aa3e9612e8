// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/rulesdialog.h"

#include "core/crawl/extraction.h"
#include "ui/spec/extractionpage.h"
#include "ui/widgets/naming.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int checkAfterMs = 400;

} // namespace

RulesDialog::RulesDialog(const QString &crawlName, core::CrawlSpec spec, QWidget *parent)
    : QDialog(parent)
    , m_spec(std::move(spec))
    , m_page(new ExtractionPage(this))
    , m_summary(new QLabel(this))
    , m_apply(new QPushButton(tr("&Apply to stored pages"), this))
{
    setObjectName(u"rulesDialog"_s);
    setWindowTitle(tr("Rules of “%1”").arg(crawlName));
    resize(860, 660);
    m_page->load(m_spec);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_page, 1);
    layout->addWidget(makeFooter());
    m_pause.setSingleShot(true);
    m_pause.setInterval(checkAfterMs);
    connect(&m_pause, &QTimer::timeout, this, &RulesDialog::check);
    connect(m_page, &SpecPage::changed, &m_pause, qOverload<>(&QTimer::start));
    for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter})
        connect(new QShortcut(QKeySequence(Qt::CTRL | key), this), &QShortcut::activated, this, &RulesDialog::apply);
    check();
}

QWidget *RulesDialog::makeFooter()
{
    auto *cancel = new QPushButton(tr("Cancel"), this);
    cancel->setAutoDefault(false);
    describe(cancel, u"rulesCancel"_s, tr("Cancel"), tr("Close without applying them (Esc)"));
    describe(m_apply, u"rulesApply"_s, tr("Apply to stored pages"),
             tr("See what these rules would change; nothing is fetched (Ctrl+Enter)"));
    m_apply->setDefault(true);
    m_summary->setObjectName(u"rulesSummary"_s);
    auto *footer = new QFrame(this);
    setPart(footer, "footer");
    auto *layout = new QHBoxLayout(footer);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_summary, 1);
    layout->addWidget(cancel);
    layout->addWidget(m_apply);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_apply, &QPushButton::clicked, this, &RulesDialog::apply);
    return footer;
}

core::CrawlSpec RulesDialog::spec() const
{
    core::CrawlSpec spec = m_spec;
    m_page->store(spec);
    return spec;
}

QList<core::SpecProblem> RulesDialog::problems() const
{
    return core::extractionProblems(spec());
}

void RulesDialog::check()
{
    m_pause.stop();
    const QList<core::SpecProblem> found = problems();
    m_page->showProblems(found);
    setPart(m_summary, found.isEmpty() ? "hint" : "error");
    m_summary->setText(found.isEmpty() ? tr("The pages that the crawl kept are read again; nothing is fetched.")
                                       : tr("%n field(s) to correct", nullptr, int(found.size())));
}

void RulesDialog::apply()
{
    check();
    const QList<core::SpecProblem> found = problems();
    if (found.isEmpty()) {
        const core::CrawlSpec rules = spec();
        accept();
        Q_EMIT applyRequested(rules);
        return;
    }
    const auto mine =
        std::ranges::find_if(found, [this](const core::SpecProblem &problem) { return m_page->owns(problem.field); });
    if (mine != found.end())
        m_page->focusProblem(*mine);
    else
        m_summary->setText(found.first().field + u": "_s + found.first().message);
}

} // namespace sluice::ui
