// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/secrets.h"

using namespace Qt::StringLiterals;

namespace sluice::app {

Option secretOption()
{
    return {u"secret"_s, u"NAME=env:VAR|file:PATH"_s, u"Where the secret NAME is read from"_s, true};
}

core::Result<void, QString> Secrets::add(const QStringList &definitions)
{
    for (const QString &definition : definitions) {
        const qsizetype equals = definition.indexOf(u'=');
        const QString name = definition.left(equals);
        const QString source = definition.mid(equals + 1);
        if (equals < 1)
            return tl::unexpected(u"--secret: expected NAME=env:VAR or NAME=file:PATH"_s);
        if (source == "keychain"_L1)
            return tl::unexpected(
                u"--secret %1=keychain: the keychain is not in this version; it comes with a later one"_s.arg(name));
        if (source.startsWith("env:"_L1) && source.size() > 4)
            m_variables.map(name, source.mid(4).toLocal8Bit());
        else if (source.startsWith("file:"_L1) && source.size() > 5)
            m_files.map(name, source.mid(5));
        else
            // What stands there may be the secret itself, so it is not repeated.
            return tl::unexpected(u"--secret %1: expected %1=env:VAR or %1=file:PATH"_s.arg(name));
    }
    return {};
}

} // namespace sluice::app
