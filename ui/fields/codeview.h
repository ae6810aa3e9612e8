// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QsciScintilla;

namespace sluice::ui {

/// A range of a text in bytes of its UTF-8.
struct ByteRange
{
    qsizetype from = 0;
    qsizetype size = 0;

    bool operator==(const ByteRange &) const = default;
};

/// Source text with line numbers and coloured syntax, in the colours of the theme.
class CodeView final : public QWidget
{
    Q_OBJECT

public:
    enum class Language { Html, JavaScript };

    /// `objectName` and `accessibleName` are those of the editor in it.
    CodeView(Language language, const QString &objectName, const QString &accessibleName, const QString &toolTip,
             QWidget *parent = nullptr);

    /// Where it is only to be read, lines of more than 20,000 bytes are shown as several.
    void setText(const QByteArray &utf8);
    [[nodiscard]] QString text() const;
    void setReadOnly(bool isReadOnly);
    /// Marks these pieces and takes the earlier marks away.
    void setMarks(const QList<ByteRange> &marks);
    /// Brings this place into view.
    void reveal(qsizetype byte);

Q_SIGNALS:
    void textChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void applyColors();
    void makeLexer(Language language);
    /// Where a byte of the text stands among what is shown.
    [[nodiscard]] qsizetype shownAt(qsizetype byte) const;

    QsciScintilla *m_editor;
    std::vector<qsizetype> m_breaks; ///< bytes of the text that a line was broken before
    qsizetype m_size = 0;            ///< bytes that are shown
};

} // namespace sluice::ui
