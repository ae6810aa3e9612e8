// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/proxyrecords.h"

#include <QTest>

namespace sluice::test {

/// What comes from the test URL without a proxy and through one.
inline void pageRows()
{
    QTest::addColumn<QByteArray>("direct");
    QTest::addColumn<QByteArray>("through");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("reason");
    const QString captive = QStringLiteral("a captive page instead of the test URL's page");
    const QString changed = QStringLiteral("changed body: the test URL's page was changed on the way");
    const QByteArray page = "<html><title>Shop</title><p>Hello</html>";
    const auto html = QStringLiteral("text/html");
    QTest::newRow("the same") << page << page << html << QString();
    QTest::newRow("a captive page") << page << QByteArray("<html><title>Sign in</title></html>") << html << captive;
    QTest::newRow("something added") << page << page + "<script src=//ads.example></script>" << html << changed;
    QTest::newRow("nothing in it") << page << QByteArray("") << html << captive;
    QTest::newRow("a page instead of text") << QByteArray("ok") << QByteArray("<!DOCTYPE html><title>Sign in</title>")
                                            << QStringLiteral("text/plain") << captive;
    QTest::newRow("other text") << QByteArray("ok") << QByteArray("no") << QStringLiteral("text/plain") << changed;
    QTest::newRow("another address") << QByteArray("{\"origin\": \"203.0.113.7\"}")
                                     << QByteArray("{\"origin\": \"198.51.100.99, 2001:db8::1\"}")
                                     << QStringLiteral("application/json") << QString();
    QTest::newRow("an address and more") << QByteArray("203.0.113.7") << QByteArray("198.51.100.99 pay")
                                         << QStringLiteral("text/plain") << changed;
    QTest::newRow("another version") << QByteArray("v1.2.3") << QByteArray("v1.2.4") << QStringLiteral("text/plain")
                                     << changed;
}

/// What proxies add, and what judges make of it.
inline void anonymityRows()
{
    QTest::addColumn<core::ProxyType>("type");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("exit");
    QTest::addColumn<QString>("anonymity");
    QTest::addColumn<QString>("reason");
    QTest::newRow("nothing added") << core::ProxyType::Http << QByteArray("") << QStringLiteral("127.0.0.3")
                                   << QStringLiteral("elite") << QString();
    QTest::newRow("Via") << core::ProxyType::Http << QByteArray("Via: 1.1 gate") << QStringLiteral("127.0.0.3")
                         << QStringLiteral("anonymous") << QStringLiteral("Via tells of a proxy: 1.1 gate");
    QTest::newRow("the client") << core::ProxyType::Http << QByteArray("X-Any: 127.0.0.1")
                                << QStringLiteral("127.0.0.3") << QStringLiteral("transparent")
                                << QStringLiteral("X-Any gives this machine's address away: 127.0.0.1");
    QTest::newRow("an address of the settings")
        << core::ProxyType::Http << QByteArray("X-Any: 192.0.2.9:1") << QStringLiteral("127.0.0.3")
        << QStringLiteral("transparent") << QStringLiteral("X-Any gives this machine's address away: 192.0.2.9:1");
    QTest::newRow("asks from here") << core::ProxyType::Http << QByteArray("") << QStringLiteral("127.0.0.1")
                                    << QStringLiteral("transparent")
                                    << QStringLiteral("it asks from this machine's own address, 127.0.0.1");
    QTest::newRow("tunnel") << core::ProxyType::Https << QByteArray("") << QStringLiteral("127.0.0.3")
                            << QStringLiteral("elite") << QString();
    QTest::newRow("tunnel, Via outside") << core::ProxyType::Https << QByteArray("Via: 1.1 gate")
                                         << QStringLiteral("127.0.0.3") << QStringLiteral("elite")
                                         << QStringLiteral(
                                                "outside its tunnel it is anonymous: Via tells of a proxy: 1.1 gate");
}

} // namespace sluice::test
