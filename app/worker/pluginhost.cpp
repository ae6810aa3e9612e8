// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker/pluginhost.h"

#include "app/worker/nativecall.h"
#include "core/html/serializer.h"

#include <algorithm>

namespace sluice::app {

namespace {

class HostElement final : public sdk::Element
{
public:
    HostElement(const core::Document &document, core::NodeId id, HostTexts &texts)
        : m_document(document)
        , m_id(id)
        , m_texts(texts)
    {}
    virtual ~HostElement() = default;

    sdk::Text tag() const override { return {m_document.node(m_id).text.data(), m_document.node(m_id).text.size()}; }
    sdk::Text text() const override { return m_texts.keep(m_document.cleanText(m_id)); }
    sdk::Text html() const override { return m_texts.keep(core::outerHtml(m_document, m_id)); }
    sdk::Text attribute(sdk::Text name) const override
    {
        const std::string_view value = m_document.attribute(m_id, {name.data, name.size});
        return {value.data(), value.size()};
    }

private:
    const core::Document &m_document;
    core::NodeId m_id;
    HostTexts &m_texts;
};

} // namespace

sdk::Text HostPage::header(sdk::Text name) const
{
    const QByteArray value = m_content.header(viewOf(name));
    return value.isNull() ? sdk::Text{nullptr, 0} : m_texts.keep(value);
}

bool HostPage::select(sdk::Text selector, sdk::ElementVisitor &visitor) const
{
    const auto found = m_content.select(QString::fromUtf8(viewOf(selector)), m_content.document().root());
    if (!found)
        return false;
    for (const core::NodeId id : *found) {
        const std::size_t kept = m_texts.size();
        const bool isMoreWanted = visitor.visit(HostElement(m_content.document(), id, m_texts));
        m_texts.shrink(kept);
        if (!isMoreWanted)
            break;
    }
    return true;
}

void HostOutput::beginRow()
{
    finish();
    m_hasRow = true;
}

void HostOutput::text(sdk::Text column, sdk::Text value)
{
    QByteArray json;
    appendJsonString(json, viewOf(value));
    put(column, std::move(json));
}

void HostOutput::integer(sdk::Text column, std::int64_t value)
{
    put(column, QByteArray::number(qint64(value)));
}

void HostOutput::number(sdk::Text column, double value)
{
    put(column, jsonNumber(value));
}

void HostOutput::boolean(sdk::Text column, bool value)
{
    put(column, value ? "true" : "false");
}

bool HostOutput::follow(sdk::Text url)
{
    return !m_answer.addFollow(m_content.base(), viewOf(url).toByteArray()).isEmpty();
}

void HostOutput::message(sdk::Text message)
{
    m_answer.addMessage(QString::fromUtf8(viewOf(message)));
}

void HostOutput::fail(sdk::Text reason)
{
    m_answer.fail(core::WorkerFault::Failed, QString::fromUtf8(viewOf(reason)));
}

void HostOutput::put(sdk::Text column, QByteArray json)
{
    if (m_answer.hasFailed())
        return;
    m_hasRow = true;
    const QByteArrayView name = viewOf(column);
    const auto cell = std::ranges::find_if(m_row, [name](const Cell &each) { return each.column == name; });
    if (cell == m_row.end()) {
        m_row.push_back({name.toByteArray(), std::move(json)});
        return;
    }
    cell->json += ',' + json;
    ++cell->values;
}

void HostOutput::finish()
{
    if (!m_hasRow)
        return;
    QByteArray json = "{";
    for (const Cell &cell : m_row) {
        if (json.size() > 1)
            json += ',';
        appendJsonString(json, cell.column);
        json += cell.values > 1 ? ":[" + cell.json + ']' : ':' + cell.json;
    }
    json += '}';
    m_answer.addValue(json);
    m_row.clear();
    m_hasRow = false;
}

} // namespace sluice::app
