// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/serve/demotemplate.h"

#include <QFile>

#include <algorithm>

// The macro declares a function and so cannot stand in a namespace.
static void initializeDemoFiles()
{
    Q_INIT_RESOURCE(demo_site);
}

using namespace Qt::StringLiterals;

namespace sluice::core {

QByteArray demoFile(const QByteArray &name)
{
    static const bool isReady = (initializeDemoFiles(), true);
    Q_UNUSED(isReady)
    QFile file(u":/demo-site/"_s + QString::fromUtf8(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray fillTemplate(const QByteArray &text, const TemplateValues &values)
{
    QByteArray out;
    qsizetype done = 0;
    for (;;) {
        const qsizetype open = text.indexOf("{{", done);
        const qsizetype close = open < 0 ? -1 : text.indexOf("}}", open);
        if (close < 0)
            return out + text.mid(done);
        out += text.mid(done, open - done);
        const QByteArray name = text.mid(open + 2, close - open - 2);
        const auto found =
            std::find_if(values.begin(), values.end(), [&](const auto &value) { return value.first == name; });
        if (found != values.end())
            out += found->second;
        done = close + 2;
    }
}

QByteArray escapeHtml(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\'')
            out += "&#39;";
        else
            out += c;
    }
    return out;
}

} // namespace sluice::core
