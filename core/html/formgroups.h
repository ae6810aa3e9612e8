// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/document.h"

#include <QByteArray>

#include <map>
#include <unordered_map>
#include <vector>

namespace sluice::core {

/// What the elements of a page's forms are to each other: owners, radio button groups, default buttons. Made in one
/// pass over the document.
class FormGroups final
{
public:
    struct RadioGroup
    {
        NodeId checked = noNode; ///< the last that says so is the one that is checked
        bool isRequired = false;
    };

    explicit FormGroups(const Document &document);

    /// The form element that a control belongs to (HTML Standard, 4.10.17.3), or noNode.
    [[nodiscard]] NodeId ownerOf(NodeId control) const;
    /// The group of a radio button; one without a name is alone.
    [[nodiscard]] RadioGroup groupOf(NodeId radio) const;
    [[nodiscard]] bool isDefaultButton(NodeId submitButton) const;
    /// input, select, textarea and button elements, in document order.
    [[nodiscard]] const std::vector<NodeId> &controls() const { return m_controls; }

private:
    using GroupKey = std::pair<NodeId, std::string_view>;

    void findControls();
    void addControl(NodeId control);
    void addToGroup(NodeId radio);

    const Document &m_document;
    std::unordered_map<std::string_view, NodeId> m_ids;
    std::unordered_map<NodeId, NodeId> m_defaultButtons; ///< by form
    std::map<GroupKey, RadioGroup> m_radios;
    std::vector<NodeId> m_controls;
};

} // namespace sluice::core
