// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/secrets.h"

#include "core/settings/systemkeychain.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

Option secretOption()
{
    return {u"secret"_s, u"NAME=env:VAR|file:PATH|keychain"_s,
            u"Where the secret NAME is read from; default keychain"_s, true};
}

Secrets::Secrets()
    : Secrets(std::make_unique<core::SystemKeychain>())
{}

Secrets::Secrets(std::unique_ptr<core::Keychain> keychain)
    : m_keychain(std::move(keychain))
    , m_kept(*m_keychain)
{}

core::Result<void, QString> Secrets::add(const QStringList &definitions)
{
    for (const QString &definition : definitions) {
        const qsizetype equals = definition.indexOf(u'=');
        const QString name = definition.left(equals);
        const QString source = definition.mid(equals + 1);
        if (equals < 1)
            return tl::unexpected(u"--secret: expected NAME=env:VAR, NAME=file:PATH or NAME=keychain"_s);
        if (source == "keychain"_L1)
            continue; // where what is not named here is sought anyway
        if (source.startsWith("env:"_L1) && source.size() > 4)
            m_variables.map(name, source.mid(4).toLocal8Bit());
        else if (source.startsWith("file:"_L1) && source.size() > 5)
            m_files.map(name, source.mid(5));
        else
            // What stands there may be the secret itself, so it is not repeated.
            return tl::unexpected(u"--secret %1: expected %1=env:VAR, %1=file:PATH or %1=keychain"_s.arg(name));
    }
    return {};
}

} // namespace sluice::app
