// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/worker/answerbuilder.h"
#include "app/worker/nativelibraries.h"
#include "app/worker/pageview.h"

#include <deque>

namespace sluice::app {

/// Text handed to a plug-in: kept until the call that it was got in is over.
class HostTexts final
{
public:
    [[nodiscard]] sdk::Text keep(QByteArray text)
    {
        m_texts.push_back(std::move(text));
        return textOf(m_texts.back());
    }
    [[nodiscard]] std::size_t size() const { return m_texts.size(); }
    void shrink(std::size_t size) { m_texts.resize(size); }

private:
    std::deque<QByteArray> m_texts;
};

/// The page as a plug-in sees it.
class HostPage final : public sdk::Page
{
public:
    HostPage(PageView &content, const NativeLibraries &libraries)
        : m_content(content)
        , m_libraries(libraries)
    {}
    virtual ~HostPage() = default;

    sdk::Text url() const override { return textOf(m_content.page().url); }
    std::int32_t status() const override { return m_content.page().status; }
    sdk::Text header(sdk::Text name) const override;
    sdk::Text html() const override { return textOf(m_content.page().content); }
    sdk::Text text() const override { return m_texts.keep(m_content.text()); }
    bool select(sdk::Text selector, sdk::ElementVisitor &visitor) const override;
    sdk::Function *function(sdk::Text name) const override { return m_libraries.compiled(viewOf(name)); }

private:
    PageView &m_content;
    const NativeLibraries &m_libraries;
    mutable HostTexts m_texts;
};

/// Makes rows of what a plug-in says.
class HostOutput final : public sdk::Output
{
public:
    HostOutput(PageView &content, AnswerBuilder &answer)
        : m_content(content)
        , m_answer(answer)
    {}
    virtual ~HostOutput() = default;

    void beginRow() override;
    void text(sdk::Text column, sdk::Text value) override;
    void integer(sdk::Text column, std::int64_t value) override;
    void number(sdk::Text column, double value) override;
    void boolean(sdk::Text column, bool value) override;
    bool follow(sdk::Text url) override;
    void message(sdk::Text message) override;
    void fail(sdk::Text reason) override;
    /// The last row.
    void finish();

private:
    struct Cell
    {
        QByteArray column;
        QByteArray json;
        int values = 1;
    };
    void put(sdk::Text column, QByteArray json);

    PageView &m_content;
    AnswerBuilder &m_answer;
    std::vector<Cell> m_row;
    bool m_hasRow = false;
};

} // namespace sluice::app
