// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/readabletext.h"

#include <QSet>

namespace sluice::core {

namespace {

bool isUnseen(std::string_view name)
{
    static const QSet<QByteArray> names = {"script", "style", "template", "noscript", "title", "head"};
    return names.contains(QByteArray::fromRawData(name.data(), qsizetype(name.size())));
}

bool isInline(std::string_view name)
{
    static const QSet<QByteArray> names = {"a",   "abbr", "b",  "bdi",  "bdo",   "cite", "code",   "data",
                                           "del", "dfn",  "em", "font", "i",     "img",  "input",  "ins",
                                           "kbd", "mark", "q",  "s",    "small", "span", "strong", "sub",
                                           "sup", "time", "u",  "var",  "label", "wbr",  "button"};
    return names.contains(QByteArray::fromRawData(name.data(), qsizetype(name.size())));
}

void append(QString &text, const QString &piece)
{
    if (piece.isEmpty())
        return;
    const QString words = piece.simplified();
    if (piece.at(0).isSpace() && !text.isEmpty() && !text.back().isSpace())
        text += u' ';
    if (words.isEmpty())
        return;
    text += words;
    if (piece.back().isSpace())
        text += u' ';
}

void breakLine(QString &text)
{
    while (!text.isEmpty() && text.back() == u' ')
        text.chop(1);
    if (!text.isEmpty() && text.back() != u'\n')
        text += u'\n';
}

/// No line is so long that laying it out would take its time.
QString brokenLines(const QString &text)
{
    constexpr qsizetype longestLine = 4'000;
    QString broken;
    broken.reserve(text.size());
    for (const QStringView line : QStringView(text).split(u'\n')) {
        for (qsizetype from = 0; from < line.size() || from == 0; from += longestLine)
            broken.append(line.mid(from, longestLine)).append(u'\n');
    }
    broken.chop(1);
    return broken;
}

} // namespace

QString readableText(const Document &document)
{
    QString text;
    NodeId block = 0; // the nearest block of the text before
    for (NodeId id = document.root(); id != noNode;) {
        const Document::Node &node = document.node(id);
        const bool isElement = node.type == NodeType::Element;
        if ((isElement && isUnseen(node.text)) || node.type == NodeType::TemplateContent) {
            id = document.nextSkippingChildren(id);
            continue;
        }
        if (isElement && !isInline(node.text))
            breakLine(text);
        if (node.type == NodeType::Text) {
            NodeId around = node.parent;
            while (around != document.root() && document.isElement(around) && isInline(document.node(around).text))
                around = document.node(around).parent;
            if (around != block)
                breakLine(text);
            block = around;
            append(text, QString::fromUtf8(node.text.data(), qsizetype(node.text.size())));
        }
        id = document.next(id);
    }
    return brokenLines(text.trimmed());
}

} // namespace sluice::core
