// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/pagecontent.h"

#include "core/html/whitespace.h"

#include <array>

namespace sluice::core {

namespace {

QString toString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

XmlMirror &PageContent::mirror()
{
    if (!m_mirror)
        m_mirror = std::make_unique<XmlMirror>(m_document);
    return *m_mirror;
}

const QString &PageContent::source()
{
    if (!m_text)
        m_text = QString::fromUtf8(m_source);
    return *m_text;
}

void PageContent::readMeta()
{
    static constexpr std::array<std::string_view, 4> keys{"name", "property", "itemprop", "http-equiv"};
    m_meta.emplace();
    for (NodeId id = m_document.root(); id != noNode; id = m_document.nextInTree(id)) {
        if (!m_document.isElement(id, "meta") || !m_document.hasAttribute(id, "content"))
            continue;
        QStringList names;
        for (const std::string_view key : keys) {
            const QString name = toString(trimHtmlSpace(m_document.attribute(id, key))).toLower();
            if (!name.isEmpty() && !names.contains(name))
                names.append(name);
        }
        const QString content = toString(trimHtmlSpace(m_document.attribute(id, "content")));
        for (const QString &name : std::as_const(names))
            (*m_meta)[name].append(content);
    }
}

QStringList PageContent::meta(const QString &name)
{
    if (!m_meta)
        readMeta();
    return m_meta->value(name.toLower());
}

} // namespace sluice::core
