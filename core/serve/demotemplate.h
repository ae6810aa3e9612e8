// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QPair>

namespace sluice::core {

/// What the places of a template are filled with: name → HTML.
using TemplateValues = QList<QPair<QByteArray, QByteArray>>;

/// The text of a file of the demo site, as embedded in the program.
[[nodiscard]] QByteArray demoFile(const QByteArray &name);

/// Puts `values` in the {{name}} places of a template, once: what stands in a value is not looked at again. A place
/// without a value becomes empty.
[[nodiscard]] QByteArray fillTemplate(const QByteArray &text, const TemplateValues &values);

/// Plain text as HTML or XML, in content and in quoted attributes.
[[nodiscard]] QByteArray escapeHtml(QByteArrayView text);

} // namespace sluice::core
