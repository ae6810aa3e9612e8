// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/fields/codeview.h"

#include "ui/widgets/naming.h"
#include "ui/widgets/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QVBoxLayout>

// Its headers are written with Qt's keywords, which this project does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qscilexerhtml.h>
#include <Qsci/qscilexerjavascript.h>
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int markIndicator = 8;
constexpr int lastStyle = 127;

/// Longer lines take the editor seconds to lay out.
constexpr qsizetype longestLine = 20'000;
constexpr qsizetype pieceOfLine = 2'000;

using Base = QsciScintillaBase;

/// Where to break a long line that goes from `from` to `end`: behind a tag if one ends there, never within a character.
qsizetype breakAfter(const QByteArray &text, qsizetype from, qsizetype end)
{
    constexpr qsizetype leeway = 400;
    const qsizetype wanted = from + pieceOfLine;
    if (wanted >= end)
        return end;
    const qsizetype tag = QByteArrayView(text).sliced(wanted - leeway, leeway).lastIndexOf('>');
    if (tag >= 0)
        return wanted - leeway + tag + 1;
    qsizetype at = wanted;
    while (at > from + 1 && (std::uint8_t(text[at]) & 0xc0) == 0x80)
        --at;
    return at;
}

std::vector<qsizetype> breaksOf(const QByteArray &text)
{
    std::vector<qsizetype> breaks;
    for (qsizetype from = 0; from < text.size();) {
        const qsizetype newline = text.indexOf('\n', from);
        const qsizetype end = newline < 0 ? text.size() : newline;
        if (end - from > longestLine) {
            for (qsizetype at = breakAfter(text, from, end); at < end; at = breakAfter(text, at, end))
                breaks.push_back(at);
        }
        from = end + 1;
    }
    return breaks;
}

QByteArray broken(const QByteArray &text, const std::vector<qsizetype> &breaks)
{
    QByteArray shown;
    shown.reserve(text.size() + qsizetype(breaks.size()));
    qsizetype from = 0;
    for (const qsizetype at : breaks) {
        shown.append(text.constData() + from, at - from).append('\n');
        from = at;
    }
    return shown.append(text.constData() + from, text.size() - from);
}

/// Which colour of the theme a style of the lexer is painted in.
QLatin1StringView colorName(const QsciLexer *lexer, int style)
{
    using Html = QsciLexerHTML;
    using Script = QsciLexerJavaScript;
    if (qobject_cast<const QsciLexerHTML *>(lexer)) {
        if (style == Html::Tag || style == Html::UnknownTag)
            return "accent"_L1;
        if (style == Html::Attribute || style == Html::UnknownAttribute)
            return "warning"_L1;
        if (style == Html::HTMLDoubleQuotedString || style == Html::HTMLSingleQuotedString || style == Html::HTMLValue)
            return "success"_L1;
        return style == Html::HTMLComment ? "muted"_L1 : "text"_L1;
    }
    if (style == Script::Keyword)
        return "accent"_L1;
    if (style == Script::Number || style == Script::Regex)
        return "warning"_L1;
    if (style == Script::DoubleQuotedString || style == Script::SingleQuotedString || style == Script::RawString)
        return "success"_L1;
    const bool isComment = style == Script::Comment || style == Script::CommentLine || style == Script::CommentDoc;
    return isComment ? "muted"_L1 : "text"_L1;
}

} // namespace

CodeView::CodeView(Language language, const QString &objectName, const QString &accessibleName, const QString &toolTip,
                   QWidget *parent)
    : QWidget(parent)
    , m_editor(new QsciScintilla(this))
{
    describe(m_editor, objectName, accessibleName, toolTip);
    setFocusProxy(m_editor);
    m_editor->setUtf8(true);
    m_editor->setFrameShape(QFrame::NoFrame);
    m_editor->setMarginType(0, QsciScintilla::NumberMargin);
    m_editor->setMarginWidth(0, QStringLiteral("00000"));
    m_editor->setMarginWidth(1, 0);
    m_editor->SendScintilla(Base::SCI_SETMARGINLEFT, 0UL, 8L);
    m_editor->setExtraAscent(1);
    m_editor->setExtraDescent(2);
    m_editor->setTabWidth(2);
    m_editor->setIndentationsUseTabs(false);
    m_editor->setAutoIndent(true);
    m_editor->SendScintilla(Base::SCI_SETSCROLLWIDTHTRACKING, 1UL);
    m_editor->SendScintilla(Base::SCI_SETSCROLLWIDTH, 1UL);
    // Tab leaves the field, as everywhere; Ctrl+Tab is left to the window.
    m_editor->SendScintilla(Base::SCI_CLEARCMDKEY, ulong(Base::SCK_TAB));
    makeLexer(language);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_editor);
    connect(m_editor, &QsciScintilla::textChanged, this, &CodeView::textChanged);
}

void CodeView::makeLexer(Language language)
{
    QsciLexer *lexer = nullptr;
    if (language == Language::Html)
        lexer = new QsciLexerHTML(m_editor);
    else
        lexer = new QsciLexerJavaScript(m_editor);
    m_editor->setLexer(lexer);
    applyColors();
}

void CodeView::applyColors()
{
    const ThemeColors &colors = colorsFor(palette());
    QsciLexer *lexer = m_editor->lexer();
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(this->font().pointSizeF());
    lexer->setDefaultPaper(colors["base"_L1]);
    lexer->setDefaultColor(colors["text"_L1]);
    lexer->setDefaultFont(font);
    for (int style = 0; style <= lastStyle; ++style) {
        lexer->setPaper(colors["base"_L1], style);
        lexer->setColor(colors[colorName(lexer, style)], style);
        lexer->setFont(font, style);
        lexer->setEolFill(false, style);
    }
    m_editor->setMarginsFont(font);
    m_editor->setMarginsBackgroundColor(colors["window"_L1]);
    m_editor->setMarginsForegroundColor(colors["muted"_L1]);
    m_editor->setCaretForegroundColor(colors["text"_L1]);
    m_editor->setSelectionBackgroundColor(colors["selection"_L1]);
    m_editor->setSelectionForegroundColor(colors["onSelection"_L1]);
    m_editor->indicatorDefine(QsciScintilla::FullBoxIndicator, markIndicator);
    m_editor->setIndicatorForegroundColor(colors["warningBack"_L1], markIndicator);
    m_editor->setIndicatorDrawUnder(true, markIndicator);
}

void CodeView::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        applyColors();
}

void CodeView::setText(const QByteArray &utf8)
{
    QByteArray shown = utf8;
    shown.replace('\0', ' '); // a text ends at the first one
    const bool wasReadOnly = m_editor->isReadOnly();
    m_breaks = wasReadOnly ? breaksOf(shown) : std::vector<qsizetype>();
    if (!m_breaks.empty())
        shown = broken(shown, m_breaks);
    m_editor->setReadOnly(false);
    m_editor->SendScintilla(Base::SCI_SETTEXT, shown.constData());
    m_editor->SendScintilla(Base::SCI_EMPTYUNDOBUFFER);
    m_editor->setReadOnly(wasReadOnly);
    m_size = shown.size();
}

QString CodeView::text() const
{
    return m_editor->text();
}

void CodeView::setReadOnly(bool isReadOnly)
{
    m_editor->setReadOnly(isReadOnly);
}

qsizetype CodeView::shownAt(qsizetype byte) const
{
    const auto before = std::upper_bound(m_breaks.begin(), m_breaks.end(), byte) - m_breaks.begin();
    return std::clamp<qsizetype>(byte + before, 0, m_size);
}

void CodeView::setMarks(const QList<ByteRange> &marks)
{
    m_editor->SendScintilla(Base::SCI_SETINDICATORCURRENT, ulong(markIndicator));
    m_editor->SendScintilla(Base::SCI_INDICATORCLEARRANGE, 0UL, long(m_size));
    for (const ByteRange &mark : marks) {
        const qsizetype from = shownAt(mark.from);
        m_editor->SendScintilla(Base::SCI_INDICATORFILLRANGE, ulong(from), long(shownAt(mark.from + mark.size) - from));
    }
}

void CodeView::reveal(qsizetype byte)
{
    const long line = m_editor->SendScintilla(Base::SCI_LINEFROMPOSITION, ulong(shownAt(byte)));
    const long visible = m_editor->SendScintilla(Base::SCI_LINESONSCREEN);
    const long top = std::max(0L, line - visible / 3);
    m_editor->SendScintilla(Base::SCI_SETFIRSTVISIBLELINE, ulong(top));
    m_editor->SendScintilla(Base::SCI_SETXOFFSET, 0UL);
}

} // namespace sluice::ui
