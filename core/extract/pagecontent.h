// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/fieldvalue.h"
#include "core/extract/patternbudget.h"
#include "core/html/xmlmirror.h"

#include <QHash>

#include <memory>
#include <optional>

namespace sluice::core {

/// One page while rules run on it: what several rules need is made once, and only when the first one asks. Borrows the
/// document, its base and the source. One thread at a time.
class PageContent final
{
public:
    /// `source` is the page's text as UTF-8.
    PageContent(const Document &document, const WebUrl &base, const QByteArray &source)
        : m_document(document)
        , m_base(base)
        , m_source(source)
    {}

    [[nodiscard]] const Document &document() const { return m_document; }
    [[nodiscard]] ValueContext context() { return {m_document, m_base, &m_patterns}; }
    /// The time that patterns have on this page, all together.
    [[nodiscard]] PatternBudget &patterns() { return m_patterns; }
    [[nodiscard]] XmlMirror &mirror();
    [[nodiscard]] const QString &source();
    /// Contents of all <meta> whose name, property, itemprop or http-equiv is `name`, in any letter case.
    [[nodiscard]] QStringList meta(const QString &name);

    /// What the program of a json: rule gave on this page; set before rules run.
    void setJson(const QString &program, const FieldValues &values) { m_json.insert(program, values); }
    [[nodiscard]] FieldValues json(const QString &program) const { return m_json.value(program); }

private:
    void readMeta();

    const Document &m_document;
    const WebUrl &m_base;
    const QByteArray &m_source;
    std::unique_ptr<XmlMirror> m_mirror;
    std::optional<QString> m_text;
    std::optional<QHash<QString, QStringList>> m_meta;
    QHash<QString, FieldValues> m_json;
    PatternBudget m_patterns;
};

} // namespace sluice::core
