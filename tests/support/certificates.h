// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QString>
#include <QTemporaryDir>

#include <optional>

namespace sluice::test {

/// Certificates made afresh with the openssl program in a temporary folder.
class Certificates final
{
public:
    /// Makes the authority; isValid() is false where openssl is missing or fails.
    Certificates();
    [[nodiscard]] bool isValid() const { return m_isValid; }
    /// The authority's certificate, PEM.
    [[nodiscard]] QByteArray authorityPem() const;

    struct Wish
    {
        QByteArray names = "IP:127.0.0.1,DNS:localhost"; ///< subjectAltName; empty: none at all
        QString key = QStringLiteral("ec:prime256v1");   ///< "rsa:BITS" or "ec:CURVE"
        int validFromDays = -1;                          ///< from now
        int validToDays = 30;
        bool isSelfSigned = false;
        bool isByStranger = false; ///< signed by an authority nobody knows
    };
    /// A server's configuration with such a certificate.
    [[nodiscard]] std::optional<QSslConfiguration> make(const Wish &wish);

private:
    bool run(const QStringList &arguments);
    bool makeAuthority(const QString &name);
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
    bool m_isValid = false;
    int m_made = 0;
};

} // namespace sluice::test
