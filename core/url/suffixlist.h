// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <memory>

struct psl_ctx_st;

namespace sluice::core {

/// A Public Suffix List (publicsuffix.org) read by libpsl. Reading it from several threads at once is safe.
class SuffixList final
{
public:
    /// The newest of the list built into libpsl and the one the system installs beside it.
    [[nodiscard]] static const SuffixList &system();
    /// A list file in the format of publicsuffix.org; knows no suffix where the file cannot be read.
    [[nodiscard]] static SuffixList fromFile(const QByteArray &path);

    /// See registrabledomain.h.
    [[nodiscard]] QByteArray registrableDomain(QByteArrayView host) const;

private:
    struct Deleter
    {
        void operator()(psl_ctx_st *list) const;
    };
    explicit SuffixList(psl_ctx_st *list)
        : m_list(list)
    {}

    std::unique_ptr<psl_ctx_st, Deleter> m_list;
};

} // namespace sluice::core
