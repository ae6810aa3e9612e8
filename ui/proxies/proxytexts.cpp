// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxies/proxytexts.h"

#include <QDateTime>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace sluice::ui {

QString ProxyTexts::state(core::ProxyState state)
{
    switch (state) {
    case core::ProxyState::Unchecked:
        return tr("Unchecked");
    case core::ProxyState::Alive:
        return tr("Alive");
    case core::ProxyState::Dead:
        return tr("Dead");
    case core::ProxyState::Unsupported:
        return tr("Unsupported");
    }
    return {};
}

QString ProxyTexts::type(core::ProxyType type)
{
    switch (type) {
    case core::ProxyType::Http:
        return tr("HTTP");
    case core::ProxyType::Https:
        return tr("HTTPS");
    case core::ProxyType::Socks5:
        return tr("SOCKS5");
    case core::ProxyType::Socks4:
        return tr("SOCKS4");
    }
    return {};
}

QString ProxyTexts::anonymity(core::Anonymity anonymity)
{
    switch (anonymity) {
    case core::Anonymity::Unknown:
        return {};
    case core::Anonymity::Transparent:
        return tr("Transparent");
    case core::Anonymity::Anonymous:
        return tr("Anonymous");
    case core::Anonymity::Elite:
        return tr("Elite");
    }
    return {};
}

Tone ProxyTexts::tone(core::ProxyState state)
{
    switch (state) {
    case core::ProxyState::Unchecked:
    case core::ProxyState::Unsupported:
        return Tone::Muted;
    case core::ProxyState::Alive:
        return Tone::Success;
    case core::ProxyState::Dead:
        return Tone::Danger;
    }
    return Tone::Plain;
}

Tone ProxyTexts::tone(core::Anonymity anonymity)
{
    switch (anonymity) {
    case core::Anonymity::Unknown:
        return Tone::Muted;
    case core::Anonymity::Transparent:
        return Tone::Warning;
    case core::Anonymity::Anonymous:
    case core::Anonymity::Elite:
        return Tone::Plain;
    }
    return Tone::Plain;
}

QString ProxyTexts::milliseconds(int ms)
{
    return ms < 0 ? QString() : tr("%1 ms").arg(QLocale().toString(ms));
}

QString ProxyTexts::time(qint64 utcMs)
{
    if (utcMs == 0)
        return {};
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(utcMs).toLocalTime(), u"yyyy-MM-dd HH:mm:ss"_s);
}

QString ProxyTexts::success(qint64 successes, qint64 checks)
{
    if (checks == 0)
        return {};
    const QLocale locale;
    return tr("%1 of %2 (%3 %)")
        .arg(locale.toString(successes), locale.toString(checks), locale.toString(successes * 100 / checks));
}

QString ProxyTexts::locked()
{
    return tr("No password");
}

QString ProxyTexts::explainLocked(const core::ProxyRecord &proxy)
{
    return tr("The password of %1 is not known here, so nothing is sent through this proxy. “Enter password…” takes "
              "it.")
        .arg(proxy.key.user);
}

/// Reasons stand in cells as well, where they begin small and end without a stop.
static QString sentenceOf(const QString &reason)
{
    const QString text = reason.left(1).toUpper() + reason.mid(1);
    return text.endsWith(u'.') ? text : text + u'.';
}

QString ProxyTexts::explain(const core::ProxyRecord &proxy)
{
    QStringList sentences;
    if (proxy.state == core::ProxyState::Unchecked)
        sentences.append(tr("Nobody has checked this proxy yet."));
    if (proxy.state == core::ProxyState::Alive)
        sentences.append(tr("It answered the last check."));
    if (proxy.state == core::ProxyState::Unsupported && proxy.reason.isEmpty())
        sentences.append(tr("Sluice cannot speak this proxy's protocol."));
    if (!proxy.reason.isEmpty())
        sentences.append(sentenceOf(proxy.reason));
    if (proxy.isIntercepting)
        sentences.append(
            tr("It puts a certificate of its own into TLS connections: it can read and change all that goes "
               "through it."));
    if (proxy.isNear)
        sentences.append(tr("Its address is private or on this machine."));
    if (proxy.deadInARow > 1)
        sentences.append(tr("Dead in %n check(s) in a row.", nullptr, proxy.deadInARow));
    if (proxy.nextCheckUtcMs > 0)
        sentences.append(tr("The next check is due at %1.").arg(time(proxy.nextCheckUtcMs)));
    return sentences.join(u' ');
}

} // namespace sluice::ui
