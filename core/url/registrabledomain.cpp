// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/registrabledomain.h"

#include "core/url/suffixlist.h"

namespace sluice::core {

QByteArray registrableDomain(QByteArrayView host)
{
    return SuffixList::system().registrableDomain(host);
}

} // namespace sluice::core
