// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/xpathtranslator.h"

namespace sluice::core {

using namespace Qt::StringLiterals;

using Kind = XPathToken::Kind;

namespace {

bool isNodeType(QStringView name)
{
    return name == u"node" || name == u"text" || name == u"comment" || name == u"processing-instruction";
}

QString axisName(XPathAxis axis)
{
    switch (axis) {
    case XPathAxis::Child:
        return u"child"_s;
    case XPathAxis::Attribute:
        return u"attribute"_s;
    case XPathAxis::Self:
        return u"self"_s;
    case XPathAxis::Parent:
        return u"parent"_s;
    case XPathAxis::Ancestor:
        return u"ancestor"_s;
    case XPathAxis::AncestorOrSelf:
        return u"ancestor-or-self"_s;
    case XPathAxis::Descendant:
        return u"descendant"_s;
    case XPathAxis::DescendantOrSelf:
        return u"descendant-or-self"_s;
    case XPathAxis::Following:
        return u"following"_s;
    case XPathAxis::Preceding:
        return u"preceding"_s;
    case XPathAxis::FollowingSibling:
        return u"following-sibling"_s;
    case XPathAxis::PrecedingSibling:
        return u"preceding-sibling"_s;
    }
    return {};
}

/// Steps from different nodes along these never meet.
bool isDisjoint(XPathAxis axis)
{
    return axis == XPathAxis::Child || axis == XPathAxis::Attribute || axis == XPathAxis::Self;
}

} // namespace

bool XPathTranslator::isStepStart() const
{
    const XPathToken &first = token();
    return first.kind == Kind::Name || isAt(u"*") || isAt(u"@") || isAt(u".") || isAt(u"..");
}

bool XPathTranslator::isFilterStart() const
{
    const XPathToken &first = token();
    return first.kind == Kind::Literal || first.kind == Kind::Number || isAt(u"(") ||
           (first.kind == Kind::Name && token(1).isSymbol(u"(") && !isNodeType(first.text));
}

void XPathTranslator::steps(Part &part)
{
    while (isAt(u"/") || isAt(u"//")) {
        const bool isDeep = isAt(u"//");
        ++m_at;
        step(part, isDeep ? u"//" : u"/");
    }
}

void XPathTranslator::step(Part &part, QStringView joint)
{
    if (!countPart())
        return;
    StepEnd end;
    XPathAxis axis = XPathAxis::Self;
    if (accept(u".")) {
        end.text = u"node()"_s;
    } else if (accept(u"..")) {
        axis = XPathAxis::Parent;
        end.text = u"node()"_s;
    } else {
        axis = axisOfStep();
        const QString test = nodeTest();
        end = predicates();
        end.text.prepend(test);
    }
    appendStep(part, joint, axis, end);
}

void XPathTranslator::appendStep(Part &part, QStringView joint, XPathAxis axis, const StepEnd &end)
{
    if (joint == u"//" && (part.isSeveral || !isDisjoint(axis))) {
        part.text = u"sluice-descendant-or-self("_s + (part.text.isEmpty() ? u"/"_s : part.text) + u')';
        part.isSeveral = true;
        joint = u"/";
    }
    const bool meets = part.isSeveral && !isDisjoint(axis);
    // A parent is the only one of its step, so that it has the same position in either spelling.
    if (meets && (!end.isPositional || axis == XPathAxis::Parent)) {
        part.text = u"sluice-"_s + axisName(axis) + u'(' + part.text + u")/self::"_s + end.text;
    } else {
        m_hasSlowStep = m_hasSlowStep || meets;
        part.text += joint.toString() + axisName(axis) + u"::"_s + end.text;
    }
    part.isSeveral = part.isSeveral || joint == u"//" || (axis != XPathAxis::Self && axis != XPathAxis::Parent);
}

XPathAxis XPathTranslator::axisOfStep()
{
    if (accept(u"@"))
        return XPathAxis::Attribute;
    if (token().kind != Kind::Name || !token(1).isSymbol(u"::"))
        return XPathAxis::Child;
    const XPathToken &name = token();
    const XPathAxisName *axis = xpathAxis(name.text);
    if (axis == nullptr) {
        const bool isNamespace = name.text == u"namespace";
        fail(isNamespace ? XPathFault::Unsupported : XPathFault::Syntax,
             (isNamespace ? u"Position %1: pages have no %2 nodes"_s : u"Position %1: there is no axis '%2'"_s)
                 .arg(name.position)
                 .arg(name.text.left(40)));
        return XPathAxis::Child;
    }
    m_at += 2;
    return axis->axis;
}

QString XPathTranslator::nodeTest()
{
    if (accept(u"*"))
        return u"*"_s;
    const XPathToken &name = token();
    if (name.kind != Kind::Name) {
        failAt(name, u"a name, '*', '@', '.', '..' or a function"_s);
        return {};
    }
    if (!token(1).isSymbol(u"(")) {
        const QString test = nameTest();
        return test;
    }
    if (!isNodeType(name.text)) {
        fail(XPathFault::Syntax, u"Position %1: a function cannot be a step"_s.arg(name.position));
        return {};
    }
    m_at += 2;
    QString argument;
    if (name.text == u"processing-instruction" && token().kind == Kind::Literal) {
        argument = token().text;
        ++m_at;
    }
    expect(u")");
    return name.text + u'(' + argument + u')';
}

QString XPathTranslator::nameTest()
{
    const XPathToken &name = token();
    const qsizetype colon = name.text.indexOf(u':');
    const QStringView prefix = QStringView(name.text).first(std::max<qsizetype>(colon, 0));
    if (colon > 0 && prefix != u"xlink" && prefix != u"xml") {
        fail(XPathFault::Unsupported,
             u"Position %1: unknown prefix '%2' (elements are in no namespace here)"_s.arg(name.position)
                 .arg(prefix.left(40)));
        return {};
    }
    ++m_at;
    return name.text;
}

XPathTranslator::StepEnd XPathTranslator::predicates()
{
    StepEnd end;
    while (isAt(u"[") && countPart()) {
        ++m_at;
        const bool outer = std::exchange(m_usesPosition, false);
        const Part predicate = expression();
        end.isPositional = end.isPositional || m_usesPosition || predicate.type == XPathType::Number;
        m_usesPosition = outer;
        expect(u"]");
        end.text += u'[' + predicate.text + u']';
    }
    return end;
}

} // namespace sluice::core
