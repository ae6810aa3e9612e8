// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxiespanel.h"

#include "core/base/whendone.h"
#include "core/settings/keys.h"
#include "ui/proxies/checkbar.h"
#include "ui/proxies/checkkeys.h"
#include "ui/proxies/proxiesmodel.h"
#include "ui/proxies/proxycolumns.h"
#include "ui/proxies/proxydetail.h"
#include "ui/proxies/proxyfilters.h"
#include "ui/proxies/proxypasswords.h"
#include "ui/proxies/proxyschedule.h"
#include "ui/proxies/proxyselection.h"
#include "ui/proxies/schedulebar.h"
#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/roles.h"

#include <QAction>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int historyAfterMs = 200;

TablePaneText proxiesText()
{
    return {u"proxies"_s,
            "hosts"_L1,
            ProxiesPanel::tr("Proxies"),
            ProxiesPanel::tr("Filter proxies"),
            ProxiesPanel::tr("Show only proxies that contain this text (Ctrl+F, Esc clears)"),
            u"proxies.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? ProxiesPanel::tr("%Ln proxy(s)", nullptr, all)
                           : ProxiesPanel::tr("%1 of %2 proxies").arg(locale.toString(shown), locale.toString(all));
            }};
}

} // namespace

ProxiesPanel::ProxiesPanel(core::ProxyDesk &desk, core::Settings &settings, core::SecretDesk &secrets, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_settings(settings)
    , m_checks(rememberedChecks(settings))
    , m_model(new ProxiesModel(this))
    , m_selection(new ProxySelection(*m_model, this))
    , m_bar(new CheckBar(this))
    , m_scheduleBar(new ScheduleBar(this))
    , m_schedule(new ProxySchedule(desk, settings, *m_scheduleBar, this))
    , m_passwords(new ProxyPasswords(desk, secrets, this))
    , m_pane(new TablePane(proxiesText(), m_selection, this))
    , m_detail(new ProxyDetail(this))
{
    setObjectName(u"proxiesPanel"_s);
    setAcceptDrops(true);
    makeTable();
    makeActions();
    m_pane->addButton(new ProxyFilters(*m_selection, this));
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->addWidget(m_pane);
    splitter->addWidget(m_detail);
    splitter->setChildrenCollapsible(false);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({840, 420});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_scheduleBar);
    layout->addWidget(m_bar);
    layout->addWidget(splitter, 1);
    m_history.setSingleShot(true);
    m_history.setInterval(historyAfterMs);
    connect(&m_history, &QTimer::timeout, this, &ProxiesPanel::refreshHistory);
    connectDesk();
    setProject({});
    m_loadsDue = 0; // the desk has none yet either
}

void ProxiesPanel::makeTable()
{
    DataTable &table = m_pane->table();
    for (int column = 0; column < ProxiesModel::ColumnCount; ++column)
        table.setColumnWidth(column, ProxyColumns::width(column));
    table.horizontalHeader()->setStretchLastSection(true);
    for (const int column : {ProxiesModel::Exit, ProxiesModel::Source})
        table.setColumnHidden(column, true);
    connect(table.selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ProxiesPanel::showCurrent);
    connect(table.selectionModel(), &QItemSelectionModel::selectionChanged, this, &ProxiesPanel::updateActions);
    connect(&table, &QAbstractItemView::activated, this, &ProxiesPanel::checkSelected);
    connect(m_pane, &TablePane::told, this, &ProxiesPanel::told);
    connect(m_pane, &TablePane::failed, this, &ProxiesPanel::failed);
    connect(m_detail, &ProxyDetail::told, this, &ProxiesPanel::told);
    connect(m_detail, &ProxyDetail::failed, this, &ProxiesPanel::failed);
    connect(m_detail, &ProxyDetail::passwordRequested, this, [this] {
        if (const core::ProxyRecord *proxy = m_model->proxyWithId(m_detail->proxy()))
            m_passwords->ask({*proxy}, this);
    });
}

void ProxiesPanel::makeActions()
{
    m_check = new QAction(tr("Check"), this);
    m_password = new QAction(tr("Enter password…"), this);
    m_remove = new QAction(tr("Remove"), this);
    m_removeDead = new QAction(tr("Remove all dead ones"), this);
    auto *paste = new QAction(tr("Paste"), this);
    m_remove->setShortcut(QKeySequence::Delete);
    paste->setShortcut(QKeySequence::Paste);
    m_remove->setShortcutContext(Qt::WidgetShortcut);
    paste->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_pane->table().addAction(m_remove);
    addAction(paste); // also where the table is empty
    describe(m_check, u"checkProxies"_s, tr("Check the selected proxies"));
    describe(m_password, u"enterProxyPassword"_s,
             tr("Enter the password of the selected proxies’ user, and check them with it"));
    describe(m_remove, u"removeProxies"_s, tr("Remove the selected proxies from the project"));
    describe(m_removeDead, u"removeDeadProxies"_s, tr("Remove every proxy that the last check found dead"));
    describe(paste, u"pasteProxies"_s, tr("Add the proxies in the clipboard"));
    m_pane->table().addContextActions({m_check, m_password, m_remove, m_removeDead, paste});
    connect(m_check, &QAction::triggered, this, &ProxiesPanel::checkSelected);
    connect(m_password, &QAction::triggered, this, &ProxiesPanel::enterPassword);
    connect(m_remove, &QAction::triggered, this, &ProxiesPanel::removeSelected);
    connect(m_removeDead, &QAction::triggered, this, &ProxiesPanel::removeDead);
    connect(paste, &QAction::triggered, this, &ProxiesPanel::paste);
    connect(m_bar, &CheckBar::addRequested, this, [this] { openAdd(); });
    connect(m_bar, &CheckBar::sourcesRequested, this, &ProxiesPanel::openSources);
    connect(m_bar, &CheckBar::settingsRequested, this, &ProxiesPanel::openSettings);
    connect(m_bar, &CheckBar::checkSelectedRequested, this, &ProxiesPanel::checkSelected);
    connect(m_bar, &CheckBar::checkAllRequested, this, [this] { m_desk.check({}); });
    connect(m_bar, &CheckBar::cancelRequested, &m_desk, &core::ProxyDesk::cancelChecks);
    connect(&m_pane->emptyState(), &EmptyState::buttonClicked, this, &ProxiesPanel::openSources);
}

void ProxiesPanel::connectDesk()
{
    m_desk.setSettings(m_checks);
    connect(&m_desk, &core::ProxyDesk::loaded, this, &ProxiesPanel::load);
    connect(&m_desk, &core::ProxyDesk::changed, this, &ProxiesPanel::change);
    connect(&m_desk, &core::ProxyDesk::removed, m_model, &ProxiesModel::remove);
    connect(&m_desk, &core::ProxyDesk::removed, this, &ProxiesPanel::showCurrent);
    connect(&m_desk, &core::ProxyDesk::removed, this, &ProxiesPanel::updateActions);
    connect(m_passwords, &ProxyPasswords::changed, this, &ProxiesPanel::showPasswords);
    connect(&m_desk, &core::ProxyDesk::sourcesChanged, this, [this](const QList<core::ProxySourceRecord> &sources) {
        m_sources = sources;
        m_schedule->note({}, sources);
    });
    connect(&m_desk, &core::ProxyDesk::progressed, m_bar, &CheckBar::setProgress);
    connect(&m_desk, &core::ProxyDesk::warned, this, &ProxiesPanel::failed);
}

void ProxiesPanel::setProject(const QString &path)
{
    closeDialogs();
    m_project = path;
    m_pane->setProject(path);
    m_detail->setProject(path);
    m_schedule->setProject(path);
    m_passwords->forget();
    if (path.isEmpty()) {
        m_desk.cancelChecks();
        fill({}, {});
    }
    ++m_loadsDue;
    EmptyState &empty = m_pane->emptyState();
    if (path.isEmpty()) {
        empty.setText(tr("No project is open"), tr("Proxies belong to a project: open one or begin a crawl."));
        empty.setButton(u"proxiesEmptySources"_s, {}, {});
    } else {
        empty.setText(tr("No proxies yet"),
                      tr("Read a list from the web or a file, paste some with Ctrl+V, or drop a file here."));
        empty.setButton(u"proxiesEmptySources"_s, tr("Choose a source…"), tr("Lists on the web or on disk"));
    }
    updateActions();
}

void ProxiesPanel::focusFilter()
{
    m_pane->focusFilter();
}

void ProxiesPanel::setDirectHeld(bool isHeld)
{
    m_schedule->setHeld(isHeld);
}

void ProxiesPanel::load(const QList<core::ProxyRecord> &proxies, const QList<core::ProxySourceRecord> &sources)
{
    if (m_loadsDue > 0 && --m_loadsDue > 0)
        return;
    fill(proxies, sources);
    m_schedule->judge(proxies, sources);
}

void ProxiesPanel::fill(const QList<core::ProxyRecord> &proxies, const QList<core::ProxySourceRecord> &sources)
{
    m_sources = sources;
    m_model->setProxies(proxies);
    m_bar->setProgress({});
    showCurrent();
    updateActions();
}

void ProxiesPanel::change(const QList<core::ProxyRecord> &proxies)
{
    if (m_loadsDue > 0 || m_project.isEmpty())
        return;
    m_model->apply(proxies);
    m_schedule->note(proxies, {});
    m_passwords->lookAgain();
    for (const core::ProxyRecord &proxy : proxies) {
        if (proxy.id != m_detail->proxy())
            continue;
        m_detail->setProxy(&proxy, m_model->isLocked(proxy));
        m_history.start();
    }
    updateActions();
}

QList<qint64> ProxiesPanel::selected() const
{
    QList<qint64> ids;
    for (const int row : m_pane->table().selectedRowNumbers())
        ids.append(m_pane->rows().index(row, 0).data(IdRole).toLongLong());
    return ids;
}

void ProxiesPanel::showCurrent()
{
    const QModelIndex current = m_pane->table().currentIndex();
    const core::ProxyRecord *proxy =
        current.isValid() ? m_model->proxyWithId(current.data(IdRole).toLongLong()) : nullptr;
    m_detail->setProxy(proxy, proxy && m_model->isLocked(*proxy));
    m_history.start();
}

void ProxiesPanel::showPasswords()
{
    m_model->setUnknownPasswords(m_passwords->unknown());
    showCurrent();
}

void ProxiesPanel::refreshHistory()
{
    const qint64 id = m_detail->proxy();
    if (id == 0)
        return;
    core::whenDone(m_desk.history(id), this, [this, id](const QList<core::ProxyCheckRecord> &checks) {
        if (m_detail->proxy() == id)
            m_detail->setHistory(checks);
    });
    core::whenDone(m_desk.ledger(id), this, [this, id](const QList<core::ProxyHostRecord> &lines) {
        if (m_detail->proxy() == id)
            m_detail->setLedger(lines);
    });
}

void ProxiesPanel::updateActions()
{
    const bool hasSelection = m_pane->table().selectionModel()->hasSelection();
    m_bar->setUsable(!m_project.isEmpty(), m_model->rowCount() > 0, hasSelection);
    m_check->setEnabled(hasSelection);
    m_password->setEnabled(hasSelection);
    m_remove->setEnabled(hasSelection);
    m_removeDead->setEnabled(m_model->rowCount() > 0);
}

} // namespace sluice::ui
