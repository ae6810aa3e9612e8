// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/formstates.h"

#include "core/html/elementsteps.h"
#include "core/html/inputvalues.h"
#include "core/html/whitespace.h"

namespace sluice::core {

bool FormStates::has(NodeId element, SelectorTestKind kind)
{
    if (m_document.node(element).ns != NodeNamespace::Html)
        return false;
    using Kind = SelectorTestKind;
    if (kind == Kind::Enabled || kind == Kind::Disabled)
        return canBeDisabled(element) && isDisabled(element) == (kind == Kind::Disabled);
    if (kind == Kind::Required || kind == Kind::Optional)
        return takesRequired(element) && m_document.hasAttribute(element, "required") == (kind == Kind::Required);
    if (kind == Kind::ReadOnly || kind == Kind::ReadWrite)
        return isEditable(element) == (kind == Kind::ReadWrite);
    if (kind == Kind::InRange || kind == Kind::OutOfRange)
        return isOutOfRange(element) == (kind == Kind::OutOfRange);
    if (kind == Kind::Valid || kind == Kind::Invalid)
        return isValidated(element) && isInvalid(element) == (kind == Kind::Invalid);
    if (kind == Kind::Checked)
        return isChecked(element);
    if (kind == Kind::Default)
        return isDefault(element);
    if (kind == Kind::Indeterminate)
        return isIndeterminate(element);
    return kind == Kind::PlaceholderShown && showsPlaceholder(element);
}

bool FormStates::canBeDisabled(NodeId element) const
{
    for (const std::string_view name : {"input", "button", "select", "textarea", "option", "optgroup", "fieldset"}) {
        if (m_document.isElement(element, name))
            return true;
    }
    return false;
}

/// "Actually disabled" (4.10.19.5).
bool FormStates::isDisabled(NodeId element)
{
    if (m_document.hasAttribute(element, "disabled"))
        return true;
    if (m_document.isElement(element, "optgroup"))
        return false;
    if (!m_document.isElement(element, "option"))
        return isInDisabledFieldset(element);
    const NodeId group = m_document.node(element).parent;
    return m_document.isElement(group, "optgroup") && m_document.hasAttribute(group, "disabled");
}

/// Controls in a fieldset's first legend are spared.
bool FormStates::isInDisabledFieldset(NodeId element)
{
    NodeId below = element;
    for (NodeId id = parentInTree(m_document, below); id != noNode; id = parentInTree(m_document, id)) {
        const bool isDisabling = m_document.isElement(id, "fieldset") && m_document.hasAttribute(id, "disabled");
        if (isDisabling && !(m_document.isElement(below, "legend") && firstLegend(id) == below))
            return true;
        below = id;
    }
    return false;
}

NodeId FormStates::firstLegend(NodeId fieldset)
{
    const auto [known, isNew] = m_legends.try_emplace(fieldset, noNode);
    if (isNew) {
        NodeId child = firstChildElement(m_document, fieldset);
        while (child != noNode && !m_document.isElement(child, "legend"))
            child = nextElement(m_document, child);
        known->second = child;
    }
    return known->second;
}

bool FormStates::takesRequired(NodeId element) const
{
    return isInput(m_document, element, InputTrait::Required) || m_document.isElement(element, "select") ||
           m_document.isElement(element, "textarea");
}

/// A control that is mutable, or anything else in an editing host (contenteditable).
bool FormStates::isEditable(NodeId element)
{
    const bool isTextArea = m_document.isElement(element, "textarea");
    if (isTextArea || m_document.isElement(element, "input")) {
        return (isTextArea || isInput(m_document, element, InputTrait::ReadOnly)) &&
               !m_document.hasAttribute(element, "readonly") && !isDisabled(element);
    }
    for (NodeId id = element; id != noNode && m_document.isElement(id); id = parentInTree(m_document, id)) {
        const std::string_view editable = m_document.attribute(id, "contenteditable");
        const bool isOn =
            editable.empty() || equalsIgnoringCase(editable, "true") || equalsIgnoringCase(editable, "plaintext-only");
        if (editable.data() && (isOn || equalsIgnoringCase(editable, "false")))
            return isOn;
    }
    return false;
}

bool FormStates::showsPlaceholder(NodeId element) const
{
    if (m_document.attribute(element, "placeholder").empty())
        return false;
    if (m_document.isElement(element, "textarea"))
        return m_document.textContent(element).isEmpty();
    return isInput(m_document, element, InputTrait::Placeholder) &&
           sanitizedValue(inputType(m_document, element), m_document.attribute(element, "value")).isEmpty();
}

bool FormStates::isChecked(NodeId element)
{
    if (m_document.isElement(element, "option"))
        return isSelected(element);
    if (!m_document.isElement(element, "input") || !m_document.hasAttribute(element, "checked"))
        return false;
    const InputType type = inputType(m_document, element);
    return type == InputType::Checkbox || (type == InputType::Radio && groups().groupOf(element).checked == element);
}

bool FormStates::isDefault(NodeId element)
{
    if (m_document.isElement(element, "option"))
        return m_document.hasAttribute(element, "selected");
    if (isSubmitButton(m_document, element))
        return groups().isDefaultButton(element);
    if (!m_document.isElement(element, "input") || !m_document.hasAttribute(element, "checked"))
        return false;
    const InputType type = inputType(m_document, element);
    return type == InputType::Checkbox || type == InputType::Radio;
}

/// A checkbox is so only by script.
bool FormStates::isIndeterminate(NodeId element)
{
    if (m_document.isElement(element, "progress"))
        return !m_document.hasAttribute(element, "value");
    return m_document.isElement(element, "input") && inputType(m_document, element) == InputType::Radio &&
           groups().groupOf(element).checked == noNode;
}

/// The "selectedness setting algorithm" of 4.10.7.
bool FormStates::isSelected(NodeId option)
{
    const NodeId select = ancestorElement(m_document, option, "select");
    if (select == noNode || m_document.hasAttribute(select, "multiple"))
        return m_document.hasAttribute(option, "selected");
    return selectedOption(select) == option;
}

/// The one selected option of a select without multiple: the last that says so; in a drop-down box, else the first
/// that is not disabled.
NodeId FormStates::selectedOption(NodeId select)
{
    if (m_select == select)
        return m_selected;
    m_select = select;
    m_selected = noNode;
    NodeId fallback = noNode;
    for (NodeId id = m_document.nextInTree(select, select); id != noNode; id = m_document.nextInTree(id, select)) {
        if (!m_document.isElement(id, "option"))
            continue;
        if (m_document.hasAttribute(id, "selected"))
            m_selected = id;
        if (fallback == noNode && !isDisabled(id))
            fallback = id;
    }
    const std::optional<double> size = numberOf(InputType::Number, m_document.attribute(select, "size"));
    const bool isDropDown = !size || *size < 2;
    if (m_selected == noNode && isDropDown)
        m_selected = fallback;
    return m_selected;
}

const FormGroups &FormStates::groups()
{
    if (!m_groups)
        m_groups = std::make_unique<FormGroups>(m_document);
    return *m_groups;
}

} // namespace sluice::core
