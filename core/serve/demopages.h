// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/serve/demomap.h"
#include "core/serve/demotemplate.h"

#include <optional>

namespace sluice::core {

/// Writes the pages of the demo site: HTML5 documents, UTF-8.
class DemoPages final
{
public:
    explicit DemoPages(DemoMap map);

    [[nodiscard]] QByteArray home() const;
    /// `page` must be in 1 … pagesOf(category).
    [[nodiscard]] QByteArray category(int category, int page) const;
    [[nodiscard]] QByteArray item(int id) const;
    /// `query` as typed; empty shows the popular searches alone.
    [[nodiscard]] QByteArray search(const QByteArray &query) const;
    [[nodiscard]] QByteArray journal() const;
    [[nodiscard]] QByteArray story(int story) const;
    [[nodiscard]] QByteArray info(int index) const;
    [[nodiscard]] QByteArray login(bool isRefused) const;
    [[nodiscard]] QByteArray account() const;
    /// A page of one heading and one paragraph; `text` is HTML.
    [[nodiscard]] QByteArray notice(const QByteArray &title, const QByteArray &text) const;

private:
    struct Head
    {
        QByteArray title; ///< plain text, as are the next three
        QByteArray description;
        QByteArray canonical; ///< path; empty for none
        QByteArray query;
        QByteArray extra; ///< HTML for the head
    };
    [[nodiscard]] QByteArray page(const Head &head, const QByteArray &content) const;
    [[nodiscard]] QByteArray article(const Head &head, const QByteArray &parent, const QByteArray &text) const;
    [[nodiscard]] QByteArray cards(const QList<int> &ids) const;
    [[nodiscard]] QByteArray pager(int category, int page) const;
    [[nodiscard]] QList<int> related(const DemoItem &item) const;
    [[nodiscard]] QByteArray earlierModels(int id) const;

    DemoMap m_map;
    QByteArray m_layout;
    QByteArray m_card;
    QByteArray m_item;
};

} // namespace sluice::core
