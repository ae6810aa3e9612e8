// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxydetail.h"

#include "ui/proxies/bansmodel.h"
#include "ui/proxies/checksmodel.h"
#include "ui/proxies/latencychart.h"
#include "ui/proxies/proxytexts.h"
#include "ui/tables/tablepane.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

TablePaneText historyText()
{
    return {u"proxyHistory"_s,
            "recent"_L1,
            ProxyDetail::tr("Checks"),
            ProxyDetail::tr("Filter checks"),
            ProxyDetail::tr("Show only checks that contain this text (Esc clears)"),
            u"proxy-checks.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? ProxyDetail::tr("%Ln check(s)", nullptr, all)
                           : ProxyDetail::tr("%1 of %2 checks").arg(locale.toString(shown), locale.toString(all));
            }};
}

TablePaneText hostsText()
{
    return {u"proxyHosts"_s,
            "hosts"_L1,
            ProxyDetail::tr("Hosts"),
            ProxyDetail::tr("Filter hosts"),
            ProxyDetail::tr("Show only hosts that contain this text (Esc clears)"),
            u"proxy-hosts.csv"_s,
            [](int shown, int all) {
                const QLocale locale;
                return shown == all
                           ? ProxyDetail::tr("%Ln host(s)", nullptr, all)
                           : ProxyDetail::tr("%1 of %2 hosts").arg(locale.toString(shown), locale.toString(all));
            }};
}

Tone calloutTone(const core::ProxyRecord &proxy)
{
    if (proxy.isIntercepting)
        return Tone::Warning;
    const Tone tone = ProxyTexts::tone(proxy.state);
    return tone == Tone::Muted ? Tone::Info : tone;
}

QString figuresOf(const core::ProxyRecord &proxy)
{
    QStringList parts;
    if (proxy.checks > 0)
        parts.append(ProxyDetail::tr("Answered %1").arg(ProxyTexts::success(proxy.successes, proxy.checks)));
    if (proxy.latencyMedianMs >= 0)
        parts.append(ProxyDetail::tr("median %1").arg(ProxyTexts::milliseconds(proxy.latencyMedianMs)));
    if (proxy.latency95Ms >= 0)
        parts.append(ProxyDetail::tr("95th percentile %1").arg(ProxyTexts::milliseconds(proxy.latency95Ms)));
    return parts.join(u" · "_s);
}

} // namespace

ProxyDetail::ProxyDetail(QWidget *parent)
    : QWidget(parent)
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState("hosts"_L1, this))
    , m_title(new ElidedLabel({}, this))
    , m_why(new Callout(this))
    , m_password(new QPushButton(tr("Enter &password…"), this))
    , m_figures(new QLabel(this))
    , m_chart(new LatencyChart(this))
    , m_checks(new ChecksModel(this))
    , m_bans(new BansModel(this))
    , m_history(new TablePane(historyText(), m_checks, this))
    , m_hosts(new TablePane(hostsText(), m_bans, this))
    , m_tabs(new QTabWidget(this))
{
    setObjectName(u"proxyDetail"_s);
    setPart(this, "page");
    m_empty->setText(tr("No proxy is selected"), tr("Select one to see its history and why it is in its state."));
    makeTables();
    auto *shown = new QWidget(this);
    auto *column = new QVBoxLayout(shown);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(m_chart);
    column->addWidget(m_tabs, 1);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(shown);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget *ProxyDetail::makeHead()
{
    m_title->setObjectName(u"proxyDetailTitle"_s);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    m_title->setFont(bold);
    m_why->setObjectName(u"proxyDetailWhy"_s);
    describe(m_password, u"proxyDetailPassword"_s, tr("Enter password…"),
             tr("Enter the password of this proxy’s user"));
    connect(m_password, &QPushButton::clicked, this, &ProxyDetail::passwordRequested);
    m_figures->setObjectName(u"proxyDetailFigures"_s);
    setPart(m_figures, "hint");
    auto *head = new QWidget(this);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(12, 12, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(m_title);
    layout->addWidget(m_why);
    layout->addWidget(m_password, 0, Qt::AlignLeft);
    layout->addWidget(m_figures);
    return head;
}

void ProxyDetail::makeTables()
{
    m_history->emptyState().setText(tr("Not checked yet"), tr("Each check of this proxy stands here."));
    m_hosts->emptyState().setText(tr("Not used yet"),
                                  tr("Hosts that crawls asked through this proxy stand here, and those that ban it."));
    constexpr int checkWidths[] = {160, 76, 88, 110, 120};
    for (int column = 0; column < ChecksModel::Reason; ++column)
        m_history->table().setColumnWidth(column, checkWidths[column]);
    constexpr int hostWidths[] = {170, 84, 72, 160};
    for (int column = 0; column < BansModel::Reason; ++column)
        m_hosts->table().setColumnWidth(column, hostWidths[column]);
    for (TablePane *pane : {m_history, m_hosts}) {
        pane->hideBarWhileEmpty();
        pane->setNarrow();
        pane->table().horizontalHeader()->setStretchLastSection(true);
        connect(pane, &TablePane::told, this, &ProxyDetail::told);
        connect(pane, &TablePane::failed, this, &ProxyDetail::failed);
    }
    describe(m_tabs, u"proxyDetailTabs"_s, tr("Checks and hosts of the proxy"), QString());
    describe(m_tabs->tabBar(), u"proxyDetailTabBar"_s, tr("Checks and hosts of the proxy"), QString());
    m_tabs->addTab(m_history, tr("Checks"));
    m_tabs->addTab(m_hosts, tr("Hosts"));
}

void ProxyDetail::setProxy(const core::ProxyRecord *proxy, bool isLocked)
{
    const qint64 id = proxy ? proxy->id : 0;
    if (id != m_proxy) {
        setHistory({});
        setLedger({});
    }
    m_proxy = id;
    m_stack->setCurrentIndex(proxy ? 1 : 0);
    if (!proxy)
        return;
    m_title->setText(proxy->key.text());
    if (isLocked)
        m_why->setMessage(Tone::Warning, ProxyTexts::explainLocked(*proxy));
    else
        m_why->setMessage(calloutTone(*proxy), ProxyTexts::state(proxy->state) + u": "_s + ProxyTexts::explain(*proxy));
    m_password->setVisible(isLocked);
    m_figures->setText(figuresOf(*proxy));
    m_figures->setVisible(!m_figures->text().isEmpty());
}

void ProxyDetail::setHistory(const QList<core::ProxyCheckRecord> &checks)
{
    m_checks->setChecks(checks);
    m_chart->setVisible(!checks.isEmpty()); // before it finds room for its labels
    m_chart->setChecks(checks);
}

void ProxyDetail::setLedger(const QList<core::ProxyHostRecord> &lines)
{
    m_bans->setLines(lines);
}

void ProxyDetail::setProject(const QString &path)
{
    m_history->setProject(path);
    m_hosts->setProject(path);
}

} // namespace sluice::ui
