// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/hosts/hostspanel.h"

#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"

#include <QLocale>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

TablePaneText hostsText()
{
    return {u"hosts"_s,
            "hosts"_L1,
            HostsPanel::tr("Hosts"),
            HostsPanel::tr("Filter hosts"),
            HostsPanel::tr("Show only hosts that contain this text (Ctrl+F, Esc clears)"),
            u"hosts.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? HostsPanel::tr("%Ln host(s)", nullptr, all)
                           : HostsPanel::tr("%1 of %2 hosts").arg(locale.toString(shown), locale.toString(all));
            }};
}

} // namespace

HostsPanel::HostsPanel(const core::Clock &clock, QWidget *parent)
    : QWidget(parent)
    , m_model(new HostsModel(clock, this))
    , m_pane(new TablePane(hostsText(), m_model, this))
{
    setObjectName(u"hostsPanel"_s);
    makeTable();
    m_pane->emptyState().setText(tr("No host has been asked yet"),
                                 tr("While a crawl runs, delays, blocks and robots.txt of each host stand here."));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_pane);
    connect(m_pane, &TablePane::told, this, &HostsPanel::told);
    connect(m_pane, &TablePane::failed, this, &HostsPanel::failed);
}

void HostsPanel::makeTable()
{
    m_pane->rows().setSearchedColumns({HostsModel::Host, HostsModel::Tls});
    DataTable &table = m_pane->table();
    table.setColumnWidth(HostsModel::Host, 300);
    table.setColumnWidth(HostsModel::Tls, 104);
    for (int column = HostsModel::Delay; column < HostsModel::Robots; ++column)
        table.setColumnWidth(column, 92);
}

void HostsPanel::focusFilter()
{
    m_pane->focusFilter();
}

void HostsPanel::setProject(const QString &path)
{
    m_pane->setProject(path);
}

} // namespace sluice::ui
