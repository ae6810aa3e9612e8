// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/certificates.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

using namespace Qt::StringLiterals;

namespace sluice::test {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QString asn1Time(int days)
{
    return QDateTime::currentDateTimeUtc().addDays(days).toString(u"yyyyMMddhhmmss"_s) + u'Z';
}

/// What `openssl ca` needs: it is the one subcommand that takes a start and an end of validity.
QByteArray authorityConfig(const QString &name)
{
    return "[ca]\ndefault_ca=d\n[d]\ndatabase=" + name.toLatin1() + ".db\nnew_certs_dir=.\nserial=" + name.toLatin1() +
           ".serial\ndefault_md=sha256\npolicy=p\nunique_subject=no\ncopy_extensions=copy\n[p]\ncommonName=optional\n";
}

QStringList keyOptions(const QString &key)
{
    const QStringList parts = key.split(u':');
    if (parts[0] == "rsa"_L1)
        return {u"-newkey"_s, key};
    return {u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:"_s + parts[1]};
}

} // namespace

Certificates::Certificates()
{
    m_isValid = m_folder.isValid() && makeAuthority(u"ca"_s) && makeAuthority(u"stranger"_s);
}

QByteArray Certificates::authorityPem() const
{
    return contentOf(path(u"ca.pem"_s));
}

bool Certificates::run(const QStringList &arguments)
{
    QProcess openssl;
    openssl.setWorkingDirectory(m_folder.path());
    openssl.start(u"openssl"_s, arguments);
    const bool isDone = openssl.waitForFinished(60'000) && openssl.exitCode() == 0;
    if (!isDone)
        fprintf(stderr, "openssl: %s\n", openssl.readAllStandardError().constData());
    return isDone;
}

bool Certificates::makeAuthority(const QString &name)
{
    QStringList arguments{u"req"_s,
                          u"-x509"_s,
                          u"-nodes"_s,
                          u"-days"_s,
                          u"60"_s,
                          u"-subj"_s,
                          u"/CN="_s + name,
                          u"-keyout"_s,
                          name + u".key"_s,
                          u"-out"_s,
                          name + u".pem"_s,
                          u"-addext"_s,
                          u"keyUsage=critical,keyCertSign"_s};
    arguments += keyOptions(u"ec:prime256v1"_s);
    return run(arguments) && writeFile(path(name + u".db"_s), {}) && writeFile(path(name + u".serial"_s), "01\n") &&
           writeFile(path(name + u".cnf"_s), authorityConfig(name));
}

std::optional<QSslConfiguration> Certificates::make(const Wish &wish)
{
    const QString name = u"server%1"_s.arg(++m_made);
    QStringList request{u"req"_s,     u"-new"_s,        u"-nodes"_s, u"-subj"_s,      u"/CN="_s + name,
                        u"-keyout"_s, name + u".key"_s, u"-out"_s,   name + u".csr"_s};
    request += keyOptions(wish.key);
    if (!wish.names.isEmpty())
        request += {u"-addext"_s, u"subjectAltName="_s + QString::fromLatin1(wish.names)};
    const QString signer = wish.isByStranger ? u"stranger"_s : u"ca"_s;
    QStringList sign{u"ca"_s,
                     u"-batch"_s,
                     u"-notext"_s,
                     u"-config"_s,
                     signer + u".cnf"_s,
                     u"-in"_s,
                     name + u".csr"_s,
                     u"-out"_s,
                     name + u".pem"_s,
                     u"-startdate"_s,
                     asn1Time(wish.validFromDays),
                     u"-enddate"_s,
                     asn1Time(wish.validToDays)};
    if (wish.isSelfSigned)
        sign += {u"-selfsign"_s, u"-keyfile"_s, name + u".key"_s};
    else
        sign += {u"-cert"_s, signer + u".pem"_s, u"-keyfile"_s, signer + u".key"_s};
    if (!run(request) || !run(sign))
        return std::nullopt;

    QSslConfiguration tls;
    tls.setLocalCertificate(QSslCertificate(contentOf(path(name + u".pem"_s))));
    tls.setPrivateKey(QSslKey(contentOf(path(name + u".key"_s)), wish.key.startsWith("rsa"_L1) ? QSsl::Rsa : QSsl::Ec));
    return tls;
}

} // namespace sluice::test
