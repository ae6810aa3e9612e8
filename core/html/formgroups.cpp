// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/formgroups.h"

#include "core/html/elementsteps.h"
#include "core/html/inputtypes.h"

namespace sluice::core {

FormGroups::FormGroups(const Document &document)
    : m_document(document)
{
    findControls();
    for (const NodeId control : m_controls)
        addControl(control);
}

void FormGroups::findControls()
{
    for (NodeId id = m_document.root(); id != noNode; id = m_document.nextInTree(id)) {
        if (!m_document.isElement(id))
            continue;
        const std::string_view name = m_document.attribute(id, "id");
        if (!name.empty())
            m_ids.try_emplace(name, id);
        for (const std::string_view control : {"input", "button", "select", "textarea"}) {
            if (m_document.isElement(id, control))
                m_controls.push_back(id);
        }
    }
}

void FormGroups::addControl(NodeId control)
{
    if (isSubmitButton(m_document, control))
        m_defaultButtons.try_emplace(ownerOf(control), control);
    const bool isRadio = m_document.isElement(control, "input") && inputType(m_document, control) == InputType::Radio;
    if (isRadio && !m_document.attribute(control, "name").empty())
        addToGroup(control);
}

void FormGroups::addToGroup(NodeId radio)
{
    RadioGroup &group = m_radios[{ownerOf(radio), m_document.attribute(radio, "name")}];
    if (m_document.hasAttribute(radio, "checked"))
        group.checked = radio;
    group.isRequired = group.isRequired || m_document.hasAttribute(radio, "required");
}

NodeId FormGroups::ownerOf(NodeId control) const
{
    if (!m_document.hasAttribute(control, "form"))
        return ancestorElement(m_document, control, "form");
    const auto named = m_ids.find(m_document.attribute(control, "form"));
    return named != m_ids.end() && m_document.isElement(named->second, "form") ? named->second : noNode;
}

FormGroups::RadioGroup FormGroups::groupOf(NodeId radio) const
{
    const std::string_view name = m_document.attribute(radio, "name");
    if (name.empty())
        return {m_document.hasAttribute(radio, "checked") ? radio : noNode, m_document.hasAttribute(radio, "required")};
    const auto group = m_radios.find({ownerOf(radio), name});
    return group == m_radios.end() ? RadioGroup() : group->second;
}

bool FormGroups::isDefaultButton(NodeId submitButton) const
{
    const NodeId owner = ownerOf(submitButton);
    const auto button = m_defaultButtons.find(owner);
    return owner != noNode && button != m_defaultButtons.end() && button->second == submitButton;
}

} // namespace sluice::core
