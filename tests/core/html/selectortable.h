// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/html/parser.h"
#include "core/html/selector.h"
#include "tests/support/suites.h"

#include <QTest>

namespace sluice::test {

using namespace Qt::StringLiterals;
using core::Document;
using core::NodeId;
using core::Selector;
using core::SelectorFault;

/// The ids of elements, separated by spaces; one without id is '-'.
inline QString idsOf(const Document &document, const QList<NodeId> &nodes)
{
    QStringList ids;
    for (const NodeId node : nodes) {
        const std::string_view id = document.attribute(node, "id");
        ids.append(id.empty() ? u"-"_s : QString::fromUtf8(id.data(), qsizetype(id.size())));
    }
    return ids.join(u' ');
}

/// Columns of a table whose rows say which ids a selector finds.
inline void addSelectColumns()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QString>("selector");
    QTest::addColumn<QString>("ids");
}

inline void checkSelectRow()
{
    QFETCH(QByteArray, html);
    QFETCH(QString, selector);
    const Document document = core::parseHtml(html);
    const auto compiled = Selector::compile(selector);
    QVERIFY2(compiled, compiled ? "" : qPrintable(compiled.error().detail));
    QTEST(idsOf(document, compiled->selectAll(document)), "ids");
}

} // namespace sluice::test
