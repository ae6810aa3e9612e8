// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/documentbuilder.h"

namespace sluice::core {

DocumentBuilder::DocumentBuilder(QByteArray source)
{
    m_document.m_storage = std::make_unique<Document::Storage>();
    m_document.m_storage->source = std::move(source);
}

void DocumentBuilder::reserve(std::size_t nodes, std::size_t attributes)
{
    m_document.m_nodes.reserve(nodes);
    m_document.m_attributes.reserve(attributes);
}

void DocumentBuilder::setDoctypeIds(std::string_view publicId, std::string_view systemId)
{
    m_document.m_publicId = publicId;
    m_document.m_systemId = systemId;
}

} // namespace sluice::core
