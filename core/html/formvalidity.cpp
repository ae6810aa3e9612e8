// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/elementsteps.h"
#include "core/html/formstates.h"
#include "core/html/inputvalues.h"
#include "core/html/whitespace.h"
#include "core/url/weburl.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace sluice::core {

using namespace Qt::StringLiterals;

namespace {

/// A valid e-mail address as the HTML Standard (4.10.5.1.5) defines it.
bool isEmailAddress(const QByteArray &text)
{
    static const QRegularExpression address(
        u"\\A[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
        "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\\z"_s);
    constexpr qsizetype longest = 1000;
    return text.size() <= longest && address.match(QString::fromUtf8(text)).hasMatch();
}

/// The values of an e-mail control with `multiple`, trimmed; else the value alone.
QList<QByteArray> singleValues(const Document &document, NodeId input, InputType type, const QByteArray &value)
{
    if (type != InputType::Email || !document.hasAttribute(input, "multiple"))
        return {value};
    QList<QByteArray> values = value.split(',');
    for (QByteArray &one : values) {
        const std::string_view trimmed = trimHtmlSpace(viewOf(one));
        one = QByteArray(trimmed.data(), qsizetype(trimmed.size()));
    }
    return values;
}

bool isTypeMismatch(const Document &document, NodeId input, InputType type, const QByteArray &value)
{
    if (type == InputType::Email) {
        const QList<QByteArray> values = singleValues(document, input, type, value);
        return !std::all_of(values.begin(), values.end(), isEmailAddress);
    }
    if (type != InputType::Url)
        return false;
    const auto url = WebUrl::parse(value);
    return !url && url.error().kind != UrlFault::OtherScheme && url.error().kind != UrlFault::TooLong;
}

/// stepMismatch of 4.10.5.3.8. Without min, steps are counted from the value attribute, which is the value.
bool isBetweenSteps(const Document &document, NodeId input, InputType type, double value)
{
    const std::optional<double> base = numberOf(type, document.attribute(input, "min"));
    const std::string_view written = document.attribute(input, "step");
    if (!base || equalsIgnoringCase(trimHtmlSpace(written), "any"))
        return false;
    const StepRule rule = stepRule(type);
    const double asked = numberOf(InputType::Number, written).value_or(0);
    const double step = (asked > 0 ? asked : rule.defaultStep) * rule.scale;
    const double steps = (value - *base) / step;
    constexpr double tolerance = 1e-7;
    return std::abs(steps - std::round(steps)) > tolerance;
}

/// The placeholder label option of a required select: its first option, when it stands for no value.
bool isPlaceholderLabel(const Document &document, NodeId select, NodeId option)
{
    if (document.node(option).parent != select)
        return false;
    for (NodeId id = document.nextInTree(select, select); id != option; id = document.nextInTree(id, select)) {
        if (document.isElement(id, "option"))
            return false;
    }
    return document.hasAttribute(option, "value") ? document.attribute(option, "value").empty()
                                                  : document.cleanText(option).isEmpty();
}

} // namespace

/// A candidate for constraint validation (4.10.20.1), or what has the state of those in it.
bool FormStates::isValidated(NodeId element)
{
    if (m_document.isElement(element, "form") || m_document.isElement(element, "fieldset"))
        return true;
    const bool isText = m_document.isElement(element, "textarea") || isInput(m_document, element, InputTrait::ReadOnly);
    const bool isControl = isInput(m_document, element, InputTrait::Validated) ||
                           m_document.isElement(element, "select") || m_document.isElement(element, "textarea") ||
                           isSubmitButton(m_document, element);
    return isControl && !isDisabled(element) && !(isText && m_document.hasAttribute(element, "readonly")) &&
           ancestorElement(m_document, element, "datalist") == noNode;
}

bool FormStates::isInvalid(NodeId element)
{
    if (m_document.isElement(element, "form") || m_document.isElement(element, "fieldset"))
        return isInvalidGroup(element);
    if (m_document.isElement(element, "input"))
        return isInvalidInput(element, inputType(m_document, element));
    if (m_document.isElement(element, "select"))
        return isInvalidSelect(element);
    return m_document.isElement(element, "textarea") && m_document.hasAttribute(element, "required") &&
           m_document.textContent(element).isEmpty();
}

bool FormStates::isInvalidGroup(NodeId formOrFieldset)
{
    if (!m_invalidGroups) {
        m_invalidGroups.emplace();
        for (const NodeId control : groups().controls()) {
            if (!isValidated(control) || !isInvalid(control))
                continue;
            m_invalidGroups->insert(groups().ownerOf(control));
            for (NodeId id = control; id != noNode; id = ancestorElement(m_document, id, "fieldset"))
                m_invalidGroups->insert(id);
        }
    }
    return m_invalidGroups->contains(formOrFieldset);
}

/// minlength and maxlength are left out: they bind only what a user has typed.
bool FormStates::isInvalidInput(NodeId input, InputType type)
{
    const QByteArray value = sanitizedValue(type, m_document.attribute(input, "value"));
    if (isMissing(input, type, value))
        return true;
    if (value.isEmpty() || type == InputType::Range)
        return isOutOfRange(input) == true;
    const bool isLimited = (inputTraits(type) & InputTrait::Limits) != 0;
    return isTypeMismatch(m_document, input, type, value) || breaksPattern(input, type, value) ||
           isOutOfRange(input) == true ||
           (isLimited && isBetweenSteps(m_document, input, type, numberOf(type, viewOf(value)).value_or(0)));
}

bool FormStates::isMissing(NodeId input, InputType type, const QByteArray &value)
{
    if (type == InputType::Radio) {
        const FormGroups::RadioGroup group = groups().groupOf(input);
        return group.isRequired && group.checked == noNode;
    }
    if ((inputTraits(type) & InputTrait::Required) == 0 || !m_document.hasAttribute(input, "required"))
        return false;
    if (type == InputType::Checkbox)
        return !m_document.hasAttribute(input, "checked");
    return type == InputType::File || value.isEmpty();
}

bool FormStates::isInvalidSelect(NodeId select)
{
    if (!m_document.hasAttribute(select, "required"))
        return false;
    if (!m_document.hasAttribute(select, "multiple")) {
        const NodeId option = selectedOption(select);
        const bool isList = numberOf(InputType::Number, m_document.attribute(select, "size")).value_or(1) >= 2;
        return option == noNode || (!isList && isPlaceholderLabel(m_document, select, option));
    }
    NodeId id = m_document.nextInTree(select, select);
    while (id != noNode && !(m_document.isElement(id, "option") && m_document.hasAttribute(id, "selected")))
        id = m_document.nextInTree(id, select);
    return id == noNode;
}

bool FormStates::breaksPattern(NodeId input, InputType type, const QByteArray &value)
{
    constexpr qsizetype longest = 1000;
    const std::string_view pattern = m_document.attribute(input, "pattern");
    const bool isAsked = (inputTraits(type) & InputTrait::Pattern) != 0 && pattern.data() &&
                         pattern.size() <= std::size_t(longest) && value.size() <= longest;
    if (!isAsked || m_patternsLeft-- <= 0)
        return false;
    const QString text = QString::fromUtf8(pattern.data(), qsizetype(pattern.size()));
    const QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
    // By itself first, so that ")|(" is as invalid as it is in JavaScript.
    if (!QRegularExpression(text, options).isValid())
        return false;
    const QRegularExpression whole(u"(*LIMIT_MATCH=20000)\\A(?:"_s + text + u")\\z"_s, options);
    const QList<QByteArray> values = singleValues(m_document, input, type, value);
    return std::any_of(values.begin(), values.end(), [&whole](const QByteArray &one) {
        const QRegularExpressionMatch match = whole.match(QString::fromUtf8(one));
        return match.isValid() && !match.hasMatch();
    });
}

std::optional<bool> FormStates::isOutOfRange(NodeId input)
{
    if (!isInput(m_document, input, InputTrait::Limits) || !isValidated(input))
        return {};
    const InputType type = inputType(m_document, input);
    std::optional<double> low = numberOf(type, m_document.attribute(input, "min"));
    std::optional<double> high = numberOf(type, m_document.attribute(input, "max"));
    if (type == InputType::Range) // the control moves its value between the limits
        return false;
    if (!low && !high)
        return {};
    const QByteArray text = sanitizedValue(type, m_document.attribute(input, "value"));
    const std::optional<double> value = text.isEmpty() ? std::nullopt : numberOf(type, viewOf(text));
    if (!value)
        return false;
    const bool isBelow = low && *value < *low;
    const bool isAbove = high && *value > *high;
    // A time's limits may reach over midnight.
    const bool isReversed = type == InputType::Time && low && high && *high < *low;
    return isReversed ? isBelow && isAbove : isBelow || isAbove;
}

} // namespace sluice::core
