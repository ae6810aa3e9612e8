// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxiespanel.h"

#include "core/base/whendone.h"
#include "ui/proxies/addproxiesdialog.h"
#include "ui/proxies/checkbar.h"
#include "ui/proxies/checkkeys.h"
#include "ui/proxies/checksettingsdialog.h"
#include "ui/proxies/proxiesmodel.h"
#include "ui/proxies/proxycolumns.h"
#include "ui/proxies/proxydetail.h"
#include "ui/proxies/proxydrop.h"
#include "ui/proxies/proxyfilters.h"
#include "ui/proxies/proxyselection.h"
#include "ui/proxies/sourcesdialog.h"
#include "ui/tables/tablepane.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"
#include "ui/widgets/question.h"

#include <QAction>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
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

ProxiesPanel::ProxiesPanel(core::ProxyDesk &desk, core::Settings &settings, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_settings(settings)
    , m_checks(rememberedChecks(settings))
    , m_model(new ProxiesModel(this))
    , m_selection(new ProxySelection(*m_model, this))
    , m_bar(new CheckBar(this))
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
    layout->addWidget(m_bar);
    layout->addWidget(splitter, 1);
    m_history.setSingleShot(true);
    m_history.setInterval(historyAfterMs);
    connect(&m_history, &QTimer::timeout, this, &ProxiesPanel::refreshHistory);
    connectDesk();
    setProject({});
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
}

void ProxiesPanel::makeActions()
{
    m_check = new QAction(tr("Check"), this);
    m_remove = new QAction(tr("Remove"), this);
    m_removeDead = new QAction(tr("Remove all dead ones"), this);
    auto *paste = new QAction(tr("Paste"), this);
    m_remove->setShortcut(QKeySequence::Delete);
    paste->setShortcut(QKeySequence::Paste);
    for (QAction *action : {m_remove, paste})
        action->setShortcutContext(Qt::WidgetShortcut);
    describe(m_check, u"checkProxies"_s, tr("Check the selected proxies"));
    describe(m_remove, u"removeProxies"_s, tr("Remove the selected proxies from the project"));
    describe(m_removeDead, u"removeDeadProxies"_s, tr("Remove every proxy that the last check found dead"));
    describe(paste, u"pasteProxies"_s, tr("Add the proxies in the clipboard"));
    m_pane->table().addContextActions({m_check, m_remove, m_removeDead, paste});
    connect(m_check, &QAction::triggered, this, &ProxiesPanel::checkSelected);
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
    connect(&m_desk, &core::ProxyDesk::removed, this, &ProxiesPanel::updateActions);
    connect(&m_desk, &core::ProxyDesk::sourcesChanged, this,
            [this](const QList<core::ProxySourceRecord> &sources) { m_sources = sources; });
    connect(&m_desk, &core::ProxyDesk::progressed, m_bar, &CheckBar::setProgress);
    connect(&m_desk, &core::ProxyDesk::warned, this, &ProxiesPanel::failed);
}

void ProxiesPanel::setProject(const QString &path)
{
    m_project = path;
    m_pane->setProject(path);
    m_detail->setProject(path);
    if (path.isEmpty())
        load({}, {});
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

void ProxiesPanel::load(const QList<core::ProxyRecord> &proxies, const QList<core::ProxySourceRecord> &sources)
{
    m_sources = sources;
    m_model->setProxies(proxies);
    m_bar->setProgress({});
    showCurrent();
    updateActions();
}

void ProxiesPanel::change(const QList<core::ProxyRecord> &proxies)
{
    m_model->apply(proxies);
    for (const core::ProxyRecord &proxy : proxies) {
        if (proxy.id != m_detail->proxy())
            continue;
        m_detail->setProxy(&proxy);
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
    m_detail->setProxy(current.isValid() ? m_model->proxyWithId(current.data(IdRole).toLongLong()) : nullptr);
    m_history.start();
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
    m_remove->setEnabled(hasSelection);
    m_removeDead->setEnabled(m_model->rowCount() > 0);
}

void ProxiesPanel::openAdd(const QString &text)
{
    auto *dialog = new AddProxiesDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setText(text);
    connect(dialog, &AddProxiesDialog::entered, this, &ProxiesPanel::add);
    dialog->open();
}

void ProxiesPanel::openSources()
{
    auto *dialog = new SourcesDialog(m_desk, m_sources, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ProxiesPanel::openSettings()
{
    auto *dialog = new CheckSettingsDialog(m_checks, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &CheckSettingsDialog::entered, this, [this](const core::CheckSettings &checks) {
        m_checks = checks;
        rememberChecks(m_settings, checks);
        m_desk.setSettings(checks);
    });
    dialog->open();
}

void ProxiesPanel::add(const QByteArray &list, core::ProxyType fallback)
{
    core::whenDone(m_desk.add(list, {}, fallback), this, [this](const core::ScrapeReport &report) {
        QString words = tr("%Ln proxy(s) added", nullptr, report.added);
        if (report.source.refused > 0)
            words += u" · "_s + tr("%Ln entry(s) refused", nullptr, report.source.refused);
        Q_EMIT told(words);
    });
}

void ProxiesPanel::checkSelected()
{
    const QList<qint64> ids = selected();
    if (!ids.isEmpty())
        m_desk.check(ids);
}

void ProxiesPanel::removeSelected()
{
    const QList<qint64> ids = selected();
    confirmRemoval(ids, tr("Remove %Ln proxy(s)?", nullptr, int(ids.size())));
}

void ProxiesPanel::removeDead()
{
    const QList<qint64> ids = m_model->idsInState(core::ProxyState::Dead);
    if (ids.isEmpty())
        return Q_EMIT told(tr("No proxy is dead"));
    confirmRemoval(ids, tr("Remove %Ln dead proxy(s)?", nullptr, int(ids.size())));
}

void ProxiesPanel::confirmRemoval(const QList<qint64> &proxies, const QString &question)
{
    if (proxies.isEmpty())
        return;
    QMessageBox *box =
        makeQuestion(this, u"removeProxiesQuestion"_s, Tone::Warning, tr("Remove proxies"), question,
                     tr("Their history goes with them. A source that still lists them brings them back."));
    QPushButton *remove = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    describe(remove, u"removeProxiesConfirm"_s, tr("Remove"), tr("Remove them from the project"));
    box->addButton(QMessageBox::Cancel);
    connect(remove, &QPushButton::clicked, this, [this, proxies] { m_desk.remove(proxies); });
    box->open();
}

void ProxiesPanel::paste()
{
    if (!m_project.isEmpty())
        openAdd(QGuiApplication::clipboard()->text());
}

void ProxiesPanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (!m_project.isEmpty() && namesProxies(*event->mimeData()))
        event->acceptProposedAction();
}

void ProxiesPanel::dropEvent(QDropEvent *event)
{
    readDrop(*event->mimeData(), this, [this](const core::Result<QByteArray, QString> &list) {
        if (list)
            openAdd(QString::fromUtf8(*list));
        else
            Q_EMIT failed(list.error());
    });
    event->acceptProposedAction();
}

} // namespace sluice::ui
