// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/proxyshots.h"

#include "core/proxy/proxydesk.h"
#include "ui/proxies/proxiespanel.h"
#include "ui/proxies/proxydetail.h"

#include <QAction>
#include <QDialog>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QTableView>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr int exampleCount = 40;
constexpr int exampleChecks = 60;
constexpr int shownRow = 2;
/// Until the panel has asked the project for the history, which knows none of these proxies.
constexpr int settleMs = 600;

qint64 exampleTime(int minutes)
{
    return QDateTime(QDate(2024, 5, 17), QTime(9, 30), Qt::UTC).addSecs(60 * minutes).toMSecsSinceEpoch();
}

core::ProxyRecord exampleProxy(int number)
{
    using core::Anonymity;
    static const QStringList countries = {u"Netherlands"_s, u"Brazil"_s, u"Japan"_s, u"Kenya"_s, u"Canada"_s};
    core::ProxyRecord proxy;
    proxy.id = number + 1;
    proxy.key = {
        core::ProxyType(number % 4), {}, u"203.0.113.%1"_s.arg(number + 10), quint16(number % 2 == 0 ? 8080 : 3128)};
    proxy.country = countries.at(number % countries.size());
    proxy.source = u"https://proxies.example.com/list"_s;
    proxy.checks = exampleChecks;
    if (proxy.key.type == core::ProxyType::Socks4) {
        proxy.state = core::ProxyState::Unsupported;
        proxy.checks = 0;
        return proxy;
    }
    proxy.lastCheckedUtcMs = exampleTime(exampleChecks);
    const bool isAlive = number % 5 != 0;
    proxy.state = isAlive ? core::ProxyState::Alive : core::ProxyState::Dead;
    proxy.successes = isAlive ? exampleChecks - number : 3;
    proxy.reason = isAlive ? QString() : u"no connection within 10 s"_s;
    proxy.deadInARow = isAlive ? 0 : 4;
    proxy.nextCheckUtcMs = exampleTime(exampleChecks + 25);
    if (!isAlive)
        return proxy;
    proxy.anonymity = number % 3 == 0   ? Anonymity::Transparent
                      : number % 3 == 1 ? Anonymity::Anonymous
                                        : Anonymity::Elite;
    proxy.totalMs = 180 + 37 * number;
    proxy.latencyMedianMs = proxy.totalMs + 20;
    proxy.latency95Ms = proxy.totalMs * 2;
    proxy.exitAddress = proxy.key.host;
    proxy.bans = number % 7 == 2 ? 1 : 0;
    return proxy;
}

QList<core::ProxyCheckRecord> exampleHistory()
{
    QList<core::ProxyCheckRecord> checks;
    for (int number = exampleChecks; number > 0; --number) {
        core::ProxyCheckRecord check;
        check.atUtcMs = exampleTime(number);
        check.isAlive = number % 9 != 4;
        check.totalMs = check.isAlive ? 200 + (number * 37) % 160 : -1;
        check.anonymity = check.isAlive ? core::Anonymity::Elite : core::Anonymity::Unknown;
        check.exitAddress = check.isAlive ? u"203.0.113.12"_s : QString();
        check.reason = check.isAlive ? QString() : u"no answer within 10 s"_s;
        checks.append(check);
    }
    return checks;
}

QList<core::ProxyHostRecord> exampleLedger()
{
    core::ProxyHostRecord shop;
    shop.proxy = shownRow + 1;
    shop.host = u"shop.example.com"_s;
    shop.requests = 214;
    shop.errors = 3;
    shop.bannedUntilUtcMs = exampleTime(90);
    shop.reason = u"status 403"_s;
    core::ProxyHostRecord news;
    news.proxy = shop.proxy;
    news.host = u"news.example.org"_s;
    news.requests = 57;
    return {shop, news};
}

void fill(core::ProxyDesk &desk)
{
    QList<core::ProxyRecord> proxies;
    for (int number = 0; number < exampleCount; ++number)
        proxies.append(exampleProxy(number));
    core::ProxySourceRecord list;
    list.id = 1;
    list.location = u"https://proxies.example.com/list"_s;
    list.everyMinutes = 60;
    list.lastScrapedUtcMs = exampleTime(0);
    list.found = exampleCount;
    core::ProxySourceRecord other = list;
    other.id = 2;
    other.location = u"https://lists.example.org/socks5.txt"_s;
    other.found = 0;
    other.trouble = u"the list has no proxies any more: its layout has changed"_s;
    Q_EMIT desk.loaded(proxies, {list, other});
    Q_EMIT desk.progressed({exampleCount, exampleCount - 12, 21, 7, 18.4, true});
}

Shot screenShot(ui::MainWindow &window, core::ProxyDesk &desk)
{
    auto since = std::make_shared<QElapsedTimer>();
    return {u"proxies"_s,
            [&window, &desk, since]() -> QWidget * {
                fill(desk);
                window.findChild<QAction *>(u"showProxies"_s)->trigger();
                window.findChild<QTableView *>(u"proxiesTable"_s)->selectRow(shownRow);
                since->start();
                return &window;
            },
            [&window, since] {
                if (since->elapsed() < settleMs)
                    return false;
                auto *detail = window.findChild<ui::ProxyDetail *>();
                detail->setHistory(exampleHistory());
                detail->setLedger(exampleLedger());
                return true;
            },
            {}};
}

Shot dialogShot(ui::MainWindow &window, const QString &name, const QString &button, const QString &dialog)
{
    return {name,
            [&window, button, dialog]() -> QWidget * {
                window.findChild<QToolButton *>(button)->click();
                auto *opened = window.findChild<QDialog *>(dialog);
                if (auto *text = opened->findChild<QPlainTextEdit *>(u"addProxiesText"_s))
                    text->setPlainText(u"203.0.113.7:8080\nsocks5://ann@proxy.example.com:1080\nnot a proxy\n"_s);
                return opened;
            },
            {},
            [&window, dialog] { window.findChild<QDialog *>(dialog)->reject(); }};
}

Shot emptyShot(ui::MainWindow &window, core::ProxyDesk &desk)
{
    return {u"proxies-empty"_s,
            [&window, &desk]() -> QWidget * {
                window.findChild<QAction *>(u"showProxies"_s)->trigger();
                Q_EMIT desk.loaded({}, {});
                return &window;
            },
            {},
            {}};
}

} // namespace

QList<Shot> proxyShots(ui::MainWindow &window, core::ProxyDesk &desk)
{
    return {screenShot(window, desk), dialogShot(window, u"proxies-add"_s, u"proxiesAdd"_s, u"addProxiesDialog"_s),
            dialogShot(window, u"proxies-sources"_s, u"proxiesSources"_s, u"proxySourcesDialog"_s),
            dialogShot(window, u"proxies-checks"_s, u"proxiesSettings"_s, u"checkSettingsDialog"_s),
            emptyShot(window, desk)};
}

} // namespace sluice::app
