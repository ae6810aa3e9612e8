// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

namespace sluice::test {

/// A real proxy from the system's packages, on 127.0.0.1 at a free port, with a configuration of its own and the
/// address that it asks from. Ends with the object, by its process.
class ProxyProgram final
{
public:
    enum class Kind { Tinyproxy, Squid, Dante, Microsocks };

    ~ProxyProgram();

    /// Path of the program; empty where its package is not installed.
    [[nodiscard]] static QString find(Kind kind);
    /// Starts it with these further lines of configuration (Microsocks has none) and waits until it takes connections.
    /// The error says why it does not. Squid lets everybody in by `access`, which comes after them.
    [[nodiscard]] QString start(Kind kind, const QByteArray &exitAddress, const QByteArray &settings = {},
                                const QByteArray &access = "http_access allow all\n");
    [[nodiscard]] quint16 port() const { return m_port; }

private:
    [[nodiscard]] QStringList arguments(Kind kind, const QByteArray &exitAddress, const QByteArray &settings) const;
    [[nodiscard]] QByteArray configuration(Kind kind, const QByteArray &exitAddress) const;

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

} // namespace sluice::test
