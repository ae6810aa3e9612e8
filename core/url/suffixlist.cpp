// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/suffixlist.h"

#include "core/url/ipaddress.h"

#include <QString>

#include <algorithm>

#include <libpsl.h>

namespace sluice::core {

namespace {

QByteArray lowerCase(QByteArrayView host)
{
    const bool isAscii = std::none_of(host.begin(), host.end(), [](char c) { return static_cast<uchar>(c) > 0x7F; });
    return isAscii ? host.toByteArray().toLower() : QString::fromUtf8(host).toLower().toUtf8();
}

} // namespace

void SuffixList::Deleter::operator()(psl_ctx_st *list) const
{
    psl_free(list);
}

const SuffixList &SuffixList::system()
{
    static const SuffixList list(psl_latest(nullptr));
    return list;
}

SuffixList SuffixList::fromFile(const QByteArray &path)
{
    return SuffixList(psl_load_file(path.constData()));
}

QByteArray SuffixList::registrableDomain(QByteArrayView host) const
{
    if (host.endsWith('.'))
        host.chop(1);
    // An IPv6 address has colons, bare or in brackets; a leading dot is no host name.
    if (!m_list || host.isEmpty() || host.startsWith('.') || host.contains(':') || endsInNumber(host))
        return {};
    const QByteArray name = lowerCase(host);
    return psl_registrable_domain(m_list.get(), name.constData());
}

} // namespace sluice::core
