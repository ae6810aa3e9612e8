// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/scriptbridge.h"

#include "app/worker/nativecall.h"
#include "core/extract/embeddeddata.h"
#include "core/extract/jqqueryguard.h"
#include "core/html/serializer.h"

#include <QJSEngine>

using namespace Qt::StringLiterals;

namespace sluice::app {

namespace {

constexpr double largestExact = 9'007'199'254'740'992.0;

QString stringOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

/// False where a script's value is nothing that a native function takes.
bool addArgument(NativeArguments &arguments, const QJSValue &value)
{
    if (value.isNumber()) {
        arguments.addScriptNumber(value.toNumber());
    } else if (value.isString()) {
        arguments.addText(value.toString().toUtf8());
    } else if (value.isBool()) {
        arguments.addInteger(value.toBool() ? 1 : 0);
    } else if (value.isNull() || value.isUndefined()) {
        arguments.addNull();
    } else if (value.isArray()) {
        const quint32 length = value.property(u"length"_s).toUInt();
        std::vector<double> numbers;
        numbers.reserve(length);
        for (quint32 i = 0; i < length; ++i) {
            const QJSValue item = value.property(i);
            if (!item.isNumber())
                return false;
            numbers.push_back(item.toNumber());
        }
        arguments.addEither(std::move(numbers));
    } else {
        return false;
    }
    return true;
}

struct ToScript
{
    QJSValue operator()(std::monostate) const { return QJSValue(QJSValue::NullValue); }
    /// A script has no integers of 64 bits: what its numbers cannot hold comes as text, as in page.json.
    QJSValue operator()(std::int64_t value) const
    {
        if (std::abs(double(value)) < largestExact)
            return QJSValue(double(value));
        return QJSValue(QString::number(qint64(value)));
    }
    QJSValue operator()(double value) const { return QJSValue(value); }
    QJSValue operator()(const QString &value) const { return QJSValue(value); }
};

} // namespace

ScriptBridge::ScriptBridge(QJSEngine &engine, const NativeLibraries &libraries)
    : m_engine(engine)
{
    for (const NativeFunction &function : libraries.functions()) {
        if ((std::uint32_t(function.use) & std::uint32_t(sdk::Use::Scripts)) != 0)
            m_functions.push_back(function);
    }
}

void ScriptBridge::setPage(PageView *page, AnswerBuilder *answer)
{
    m_page = page;
    m_answer = answer;
}

/// A script may have kept an element of an earlier page, or call before there is one.
bool ScriptBridge::isReady(int node) const
{
    if (!m_page)
        m_engine.throwError(u"there is no page yet: work on it in parse(page)"_s);
    else if (node < 0 || core::NodeId(node) >= m_page->document().nodeCount())
        m_engine.throwError(u"the element is of another page"_s);
    else
        return true;
    return false;
}

QString ScriptBridge::url() const
{
    return m_page ? QString::fromUtf8(m_page->page().url) : QString();
}

int ScriptBridge::status() const
{
    return m_page ? m_page->page().status : 0;
}

QJSValue ScriptBridge::headers() const
{
    QJSValue headers = m_engine.newObject();
    if (!m_page)
        return headers;
    for (const auto &[name, value] : m_page->page().headers) {
        const QString key = QString::fromLatin1(name.toLower());
        const QString text = QString::fromUtf8(value);
        headers.setProperty(key, headers.hasProperty(key) ? headers.property(key).toString() + u", "_s + text : text);
    }
    return headers;
}

QString ScriptBridge::source() const
{
    return m_page ? QString::fromUtf8(m_page->page().content) : QString();
}

QString ScriptBridge::pageText() const
{
    return isReady() ? QString::fromUtf8(m_page->text()) : QString();
}

bool ScriptBridge::isJson() const
{
    return m_page && m_page->isJson();
}

QString ScriptBridge::jsonSource() const
{
    return m_page ? QString::fromUtf8(core::quoteBigIntegers(m_page->page().content)) : QString();
}

QJSValue ScriptBridge::blocks() const
{
    QJSValue list = m_engine.newArray();
    if (!isReady())
        return list;
    quint32 count = 0;
    for (const core::EmbeddedBlock &block : core::findEmbeddedData(m_page->document())) {
        if (block.error)
            continue;
        QJSValue item = m_engine.newObject();
        item.setProperty(u"kind"_s, core::dataKindName(block.kind));
        item.setProperty(u"name"_s, block.name);
        item.setProperty(u"argument"_s, block.argument);
        item.setProperty(u"json"_s, QString::fromUtf8(block.json));
        list.setProperty(count++, item);
    }
    return list;
}

QString ScriptBridge::tag(int node) const
{
    return isReady(node) ? stringOf(m_page->document().node(core::NodeId(node)).text) : QString();
}

QString ScriptBridge::text(int node) const
{
    return isReady(node) ? QString::fromUtf8(m_page->document().cleanText(core::NodeId(node))) : QString();
}

QString ScriptBridge::html(int node) const
{
    return isReady(node) ? QString::fromUtf8(core::outerHtml(m_page->document(), core::NodeId(node))) : QString();
}

QJSValue ScriptBridge::attribute(int node, const QString &name) const
{
    if (!isReady(node))
        return {};
    const QByteArray key = name.toUtf8();
    const std::string_view value =
        m_page->document().attribute(core::NodeId(node), {key.constData(), std::size_t(key.size())});
    return value.data() ? QJSValue(stringOf(value)) : QJSValue(QJSValue::NullValue);
}

QJSValue ScriptBridge::attributes(int node) const
{
    QJSValue all = m_engine.newObject();
    if (!isReady(node))
        return all;
    for (const core::Attribute &attribute : m_page->document().attributes(core::NodeId(node)))
        all.setProperty(stringOf(attribute.name), stringOf(attribute.value));
    return all;
}

QJSValue ScriptBridge::css(int node, const QString &selector) const
{
    if (!isReady(node))
        return {};
    const auto found = m_page->select(selector, core::NodeId(node));
    if (!found) {
        m_engine.throwError(QJSValue::SyntaxError, found.error());
        return {};
    }
    QJSValue list = m_engine.newArray(uint(found->size()));
    for (qsizetype i = 0; i < found->size(); ++i)
        list.setProperty(quint32(i), found->at(i));
    return list;
}

QJSValue ScriptBridge::xpath(int node, const QString &expression) const
{
    if (!isReady(node))
        return {};
    const auto found = m_page->evaluate(expression, core::NodeId(node));
    if (!found) {
        m_engine.throwError(QJSValue::SyntaxError, found.error());
        return {};
    }
    switch (found->type) {
    case core::XPathType::NodeSet:
        return listOf(*found);
    case core::XPathType::String:
        return found->text;
    case core::XPathType::Number:
        return found->text.toDouble();
    case core::XPathType::Boolean:
        return found->text == u"true"_s;
    }
    return {};
}

QJSValue ScriptBridge::listOf(const core::XPathValue &found) const
{
    QJSValue list = m_engine.newArray(uint(found.nodes.size()));
    for (qsizetype i = 0; i < found.nodes.size(); ++i) {
        const core::XPathNode &node = found.nodes[i];
        const bool isElement = node.attribute < 0 && m_page->document().isElement(node.node);
        list.setProperty(quint32(i),
                         isElement ? QJSValue(node.node) : QJSValue(core::textOf(m_page->document(), node)));
    }
    return list;
}

QJSValue ScriptBridge::follow(const QString &url)
{
    if (!isReady())
        return {};
    const QByteArray text = m_answer->addFollow(m_page->base(), url.toUtf8());
    return text.isEmpty() ? QJSValue(QJSValue::NullValue) : QJSValue(QString::fromUtf8(text));
}

void ScriptBridge::log(const QString &message)
{
    if (m_answer)
        m_answer->addMessage(message);
}

QJSValue ScriptBridge::nativeNames() const
{
    QJSValue list = m_engine.newArray(uint(m_functions.size()));
    for (std::size_t i = 0; i < m_functions.size(); ++i)
        list.setProperty(quint32(i), QString::fromUtf8(m_functions[i].name));
    return list;
}

QJSValue ScriptBridge::callNative(int function, const QJSValue &arguments) const
{
    const NativeFunction &called = m_functions.at(std::size_t(function));
    const QString name = u"native."_s + QString::fromUtf8(called.name);
    const quint32 count = arguments.property(u"length"_s).toUInt();
    NativeArguments given;
    for (quint32 i = 0; i < count; ++i) {
        if (addArgument(given, arguments.property(i)))
            continue;
        m_engine.throwError(
            QJSValue::TypeError,
            u"%1: argument %2 is neither a number nor text nor a list of numbers"_s.arg(name).arg(i + 1));
        return {};
    }
    const NativeResult result = app::callNative(*called.function, given);
    if (!result.failure)
        return std::visit(ToScript(), result.value);
    m_engine.throwError(u"%1: %2"_s.arg(name, *result.failure));
    return {};
}

} // namespace sluice::app
