// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/formgroups.h"
#include "core/html/inputtypes.h"
#include "core/html/selectorprogram.h"

#include <memory>
#include <optional>
#include <unordered_set>

namespace sluice::core {

/// The pseudo-classes of forms (HTML Standard, 4.16.3) on a page that nobody has touched: values are what the markup
/// says. Remembers what it had to look up; lives for one call of Selector.
class FormStates final
{
public:
    explicit FormStates(const Document &document)
        : m_document(document)
    {}

    /// False for kinds that are no state of forms.
    [[nodiscard]] bool has(NodeId element, SelectorTestKind kind);

private:
    // formstates.cpp
    [[nodiscard]] bool canBeDisabled(NodeId element) const;
    [[nodiscard]] bool isDisabled(NodeId element);
    [[nodiscard]] bool isInDisabledFieldset(NodeId element);
    [[nodiscard]] NodeId firstLegend(NodeId fieldset);
    [[nodiscard]] bool takesRequired(NodeId element) const;
    [[nodiscard]] bool isEditable(NodeId element);
    [[nodiscard]] bool showsPlaceholder(NodeId element) const;
    [[nodiscard]] bool isChecked(NodeId element);
    [[nodiscard]] bool isDefault(NodeId element);
    [[nodiscard]] bool isIndeterminate(NodeId element);
    [[nodiscard]] bool isSelected(NodeId option);
    [[nodiscard]] NodeId selectedOption(NodeId select);
    [[nodiscard]] const FormGroups &groups();

    // formvalidity.cpp
    [[nodiscard]] bool isValidated(NodeId element);
    [[nodiscard]] bool isInvalid(NodeId element);
    [[nodiscard]] bool isInvalidGroup(NodeId formOrFieldset);
    [[nodiscard]] bool isInvalidInput(NodeId input, InputType type);
    [[nodiscard]] bool isInvalidSelect(NodeId select);
    [[nodiscard]] bool isMissing(NodeId input, InputType type, const QByteArray &value);
    [[nodiscard]] bool breaksPattern(NodeId input, InputType type, const QByteArray &value);
    /// Whether the value is beyond min or max; nothing when it has no limits.
    [[nodiscard]] std::optional<bool> isOutOfRange(NodeId input);

    const Document &m_document;
    std::unique_ptr<FormGroups> m_groups;
    std::unordered_map<NodeId, NodeId> m_legends;
    NodeId m_select = noNode; ///< the select asked last, and what is selected in it
    NodeId m_selected = noNode;
    std::optional<std::unordered_set<NodeId>> m_invalidGroups;
    int m_patternsLeft = 10'000; ///< further patterns count as met, so that a page cannot make this slow
};

} // namespace sluice::core
