// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/systemlook.h"
#include "tests/support/suites.h"

#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace sluice;

/// Answers as the desktop portal does.
class FakePortal final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint scheme = 0;

public Q_SLOTS:
    [[nodiscard]] QDBusVariant Read(const QString &group, const QString &key) const // NOLINT: D-Bus names it
    {
        const bool isAsked = group == "org.freedesktop.appearance"_L1 && key == "color-scheme"_L1;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(isAsked ? scheme : 99U)));
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value); // NOLINT
};

class SystemLookTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { test::failOnAnyWarning(); }
    void withoutABusNothingHappens();
    void theDesktopIsAsked_data();
    void theDesktopIsAsked();
    void changesAreHeard();

private:
    static constexpr auto service = "org.freedesktop.portal.Desktop"_L1;
    static constexpr auto path = "/org/freedesktop/portal/desktop"_L1;
};

void SystemLookTest::withoutABusNothingHappens()
{
    app::SystemLook look(QDBusConnection(u"none"_s));
    QSignalSpy changed(&look, &app::SystemLook::changed);
    look.start();
    QVERIFY(look.children().isEmpty()); // no question is under way whose answer could come
    QCOMPARE(changed.count(), 0);
}

void SystemLookTest::theDesktopIsAsked_data()
{
    QTest::addColumn<uint>("scheme");
    QTest::addColumn<QList<bool>>("told");
    QTest::newRow("no preference") << 0U << QList<bool>();
    QTest::newRow("dark") << 1U << QList<bool>{true};
    QTest::newRow("light") << 2U << QList<bool>{false};
}

void SystemLookTest::theDesktopIsAsked()
{
    QFETCH(uint, scheme);
    QFETCH(QList<bool>, told);
    QDBusConnection bus = app::SystemLook::sessionBus();
    if (!bus.isConnected() || !bus.registerService(service))
        QSKIP("no session bus of our own; run under dbus-run-session");
    FakePortal portal;
    portal.scheme = scheme;
    QVERIFY(bus.registerObject(path, &portal, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    app::SystemLook look(bus);
    QList<bool> heard;
    connect(&look, &app::SystemLook::changed, this, [&](bool isDark) { heard.append(isDark); });
    look.start();
    auto *question = look.findChild<QDBusPendingCallWatcher *>();
    QVERIFY(question);
    QSignalSpy answered(question, &QDBusPendingCallWatcher::finished);
    QVERIFY(answered.wait());
    bus.unregisterObject(path);
    bus.unregisterService(service);
    QCOMPARE(heard, told);
}

void SystemLookTest::changesAreHeard()
{
    QDBusConnection bus = app::SystemLook::sessionBus();
    if (!bus.isConnected() || !bus.registerService(service))
        QSKIP("no session bus of our own; run under dbus-run-session");
    FakePortal portal;
    QVERIFY(bus.registerObject(path, &portal, QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
    app::SystemLook look(bus);
    QSignalSpy changed(&look, &app::SystemLook::changed);
    look.start();
    Q_EMIT portal.SettingChanged(u"org.freedesktop.appearance"_s, u"accent-color"_s, QDBusVariant(1U));
    Q_EMIT portal.SettingChanged(u"org.freedesktop.appearance"_s, u"color-scheme"_s, QDBusVariant(1U));
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toBool(), true);
    bus.unregisterObject(path);
    bus.unregisterService(service);
}

QTEST_GUILESS_MAIN(SystemLookTest)
#include "tst_systemlook.moc"
