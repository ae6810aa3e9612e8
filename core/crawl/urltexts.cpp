// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/urltexts.h"

namespace sluice::core {

namespace {

constexpr qint64 maximumBytes = qint64(64) << 20;
/// What a text costs beside its bytes: hash node, array header, rounding.
constexpr qint64 overhead = 64;

} // namespace

void UrlTexts::keep(UrlIndex index, const QByteArray &text)
{
    if (m_bytes + text.size() + overhead > maximumBytes || m_texts.contains(index))
        return;
    m_texts.insert(index, text);
    m_bytes += text.size() + overhead;
}

void UrlTexts::drop(UrlIndex index)
{
    const auto kept = m_texts.constFind(index);
    if (kept == m_texts.cend())
        return;
    m_bytes -= kept->size() + overhead;
    m_texts.erase(kept);
}

QByteArray UrlTexts::find(UrlIndex index, UrlId id) const
{
    const auto kept = m_texts.constFind(index);
    return kept != m_texts.cend() ? *kept : m_store.urlText(id).value_or(QByteArray());
}

} // namespace sluice::core
