// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detection/visitspane.h"

#include "ui/detection/evidencemodel.h"
#include "ui/detection/visitsmodel.h"
#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

TablePaneText visitsText()
{
    return {u"visits"_s,
            "search"_L1,
            VisitsPane::tr("Visits"),
            VisitsPane::tr("Filter visits"),
            VisitsPane::tr("Show only visits that contain this text (Ctrl+F, Esc clears)"),
            u"visits.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? VisitsPane::tr("%Ln visit(s)", nullptr, all)
                           : VisitsPane::tr("%1 of %2 visits").arg(locale.toString(shown), locale.toString(all));
            }};
}

TablePaneText evidenceText()
{
    return {u"evidence"_s,
            "search"_L1,
            VisitsPane::tr("Evidence"),
            VisitsPane::tr("Filter evidence"),
            VisitsPane::tr("Show only markers that contain this text (Ctrl+F, Esc clears)"),
            u"evidence.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? VisitsPane::tr("%Ln marker(s)", nullptr, all)
                           : VisitsPane::tr("%1 of %2 markers").arg(locale.toString(shown), locale.toString(all));
            }};
}

} // namespace

VisitsPane::VisitsPane(QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_visits(new VisitsModel(this))
    , m_evidence(new EvidenceModel(this))
    , m_list(new TablePane(visitsText(), m_visits, this))
    , m_details(new TablePane(evidenceText(), m_evidence, this))
{
    setObjectName(u"detectionVisits"_s);
    addWidget(m_list);
    addWidget(m_details);
    setChildrenCollapsible(false);
    setSizes({260, 300});
    m_list->emptyState().setText(tr("No browser has come yet"),
                                 tr("Start the laboratory and open its address in any browser on this machine, or run "
                                    "the browsers of the first tab."));
    m_details->emptyState().setText(tr("No visit is selected"), tr("Select one to see what gave its browser away."));
    m_details->hideBarWhileEmpty();
    constexpr int visitWidths[] = {90, 110, 170, 330};
    for (int column = 0; column < VisitsModel::Agent; ++column)
        m_list->table().setColumnWidth(column, visitWidths[column]);
    constexpr int evidenceWidths[] = {230, 140, 90};
    for (int column = 0; column < EvidenceModel::Text; ++column)
        m_details->table().setColumnWidth(column, evidenceWidths[column]);
    for (TablePane *pane : {m_list, m_details}) {
        pane->table().horizontalHeader()->setStretchLastSection(true);
        connect(pane, &TablePane::told, this, &VisitsPane::told);
        connect(pane, &TablePane::failed, this, &VisitsPane::failed);
    }
    connect(m_list->table().selectionModel(), &QItemSelectionModel::currentRowChanged, this, &VisitsPane::showEvidence);
}

void VisitsPane::add(const core::Visit &visit)
{
    m_visits->add(visit);
    if (!m_list->table().currentIndex().isValid())
        m_list->table().selectRow(0);
}

void VisitsPane::showEvidence()
{
    const QModelIndex row = m_list->rows().mapToSource(m_list->table().currentIndex());
    const core::Visit *visit = m_visits->visit(row.isValid() ? row.row() : -1);
    m_evidence->setEvidence(visit ? visit->evidence : QList<core::Evidence>());
}

void VisitsPane::setProject(const QString &path)
{
    m_list->setProject(path);
    m_details->setProject(path);
}

void VisitsPane::focusFilter()
{
    (m_details->isAncestorOf(focusWidget()) ? m_details : m_list)->focusFilter();
}

} // namespace sluice::ui
