// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/checkreasons.h"

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr int wantsCredentials = 407; // RFC 9110, 15.5.8

QString quoting(const QString &what, const QString &banner)
{
    return banner.isEmpty() ? what : u"%1: \"%2\""_s.arg(what, banner);
}

/// What listens instead of a proxy of that type; empty where it may well be one.
QString otherService(ProxyType type, const Service &service)
{
    const bool isSocks = type == ProxyType::Socks5 || type == ProxyType::Socks4;
    switch (service.kind) {
    case ServiceKind::Closed:
    case ServiceKind::Silent:
        return {};
    case ServiceKind::Http:
        return isSocks ? u"it speaks HTTP, not SOCKS5"_s : QString();
    case ServiceKind::Socks5:
        return isSocks ? QString() : u"it speaks SOCKS5, not HTTP"_s;
    case ServiceKind::Tls:
        return u"it speaks TLS; proxies are spoken to in the clear"_s;
    case ServiceKind::Smtp:
        return quoting(u"it is a mail server, no proxy"_s, service.banner);
    case ServiceKind::Ftp:
        return quoting(u"it is an FTP server, no proxy"_s, service.banner);
    case ServiceKind::Ssh:
        return quoting(u"it is an SSH server, no proxy"_s, service.banner);
    case ServiceKind::Other:
        return quoting(u"it speaks an unknown protocol"_s, service.banner);
    }
    return {};
}

bool isLate(FetchFault fault)
{
    return fault == FetchFault::Timeout || fault == FetchFault::ConnectTimeout;
}

} // namespace

QString reasonOf(const FetchError &error)
{
    if (error.status == wantsCredentials)
        return u"it wants credentials, or others than it was given (status 407)"_s;
    // Details begin with the URL, which has no spaces.
    const qsizetype end = error.detail.indexOf(u": "_s);
    const bool hasUrl = error.detail.startsWith("http"_L1) && end >= 0 && !error.detail.left(end).contains(u' ');
    return hasUrl ? error.detail.sliced(end + 2) : error.detail;
}

bool isWorthALook(const FetchError &error)
{
    switch (error.kind) {
    case FetchFault::ConnectTimeout:
    case FetchFault::Timeout:
    case FetchFault::ConnectionLost:
    case FetchFault::Protocol:
    case FetchFault::Proxy:
    case FetchFault::Other:
        return error.status == 0;
    case FetchFault::HostNotFound:
    case FetchFault::ConnectionRefused:
    case FetchFault::Tls:
    case FetchFault::BodyTooLarge:
    case FetchFault::Decode:
    case FetchFault::Cancelled:
        return false;
    }
    return false;
}

QString reasonOf(const FetchError &error, ProxyType type, const Service &service)
{
    const QString other = otherService(type, service);
    if (!other.isEmpty())
        return other;
    const QString reason = reasonOf(error);
    // Qt does not notice that a SOCKS5 proxy closes the connection.
    if (service.kind == ServiceKind::Silent && isLate(error.kind))
        return u"it takes connections and does not answer: %1"_s.arg(reason);
    return reason;
}

} // namespace sluice::core
