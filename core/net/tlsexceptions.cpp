// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/tlsexceptions.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

QByteArray withPort(const WebUrl &url)
{
    return url.host().toByteArray() + ':' + QByteArray::number(url.port());
}

} // namespace

TlsExceptions::TlsExceptions(const QStringList &hosts)
{
    static const QRegularExpression port(u":[0-9]{1,5}\\z"_s);
    for (const QString &host : hosts) {
        // As a URL it gets the form that the URLs asked have: lower case, Punycode, shortest IPv6.
        if (const auto url = WebUrl::parse("https://" + host.toUtf8() + '/'))
            m_hosts.insert(port.match(host).hasMatch() ? withPort(*url) : url->host().toByteArray());
    }
}

bool TlsExceptions::covers(const WebUrl &url) const
{
    return !m_hosts.isEmpty() && url.isSecure() &&
           (m_hosts.contains(url.host().toByteArray()) || m_hosts.contains(withPort(url)));
}

} // namespace sluice::core
