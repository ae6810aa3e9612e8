// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/proxy/interception.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype longestName = 100;

QString issuerOf(const QSslCertificate &certificate)
{
    const QStringList organisations = certificate.issuerInfo(QSslCertificate::Organization);
    const QStringList names = certificate.issuerInfo(QSslCertificate::CommonName);
    const QString name = QStringList(organisations + names).join(u", "_s).left(longestName);
    return name.isEmpty() ? u"nobody"_s : name;
}

/// Everything of the issuer's name, as one text to compare.
QByteArray issuerKey(const QSslCertificate &certificate)
{
    QByteArray key;
    for (const QByteArray &attribute : certificate.issuerInfoAttributes())
        key += attribute + '=' + certificate.issuerInfo(attribute).join(u'\0').toUtf8() + '\0';
    return key;
}

} // namespace

QString interceptionIn(const ShownCertificates &direct, const ShownCertificates &proxied)
{
    if (direct.chain.isEmpty() || proxied.chain.isEmpty())
        return {};
    const QSslCertificate &ours = direct.chain.constFirst();
    const QSslCertificate &theirs = proxied.chain.constFirst();
    if (theirs == ours)
        return {};
    const bool isTrustLost = direct.distrust.isEmpty() && !proxied.distrust.isEmpty();
    if (isTrustLost)
        return u"it puts a certificate of %1 into TLS connections, which is not trusted: %2"_s.arg(issuerOf(theirs),
                                                                                                   proxied.distrust);
    if (issuerKey(ours) != issuerKey(theirs))
        return u"it puts a certificate of %1 into TLS connections; the server's is of %2"_s.arg(issuerOf(theirs),
                                                                                                issuerOf(ours));
    return {};
}

} // namespace sluice::core
