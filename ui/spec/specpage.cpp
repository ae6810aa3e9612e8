// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/specpage.h"

#include "core/crawl/jobfields.h"
#include "ui/widgets/formfield.h"
#include "ui/widgets/naming.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QRegularExpression>
#include <QSpinBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

/// "requests.headers[1].value" belongs to the field "requests.headers".
QString fieldOf(const QString &path)
{
    return path.section(u'[', 0, 0);
}

/// What a person reads: the item concerned, then what was expected, as a sentence.
QString sentence(const core::SpecProblem &problem)
{
    QString text = problem.message;
    if (!text.isEmpty())
        text[0] = text.at(0).toUpper();
    static const QRegularExpression item(u"\\[(\\d+)\\](?:\\.(\\w+))?$"_s);
    const QRegularExpressionMatch match = item.match(problem.field);
    if (!match.hasMatch())
        return text;
    const QString line = QString::number(match.captured(1).toInt() + 1);
    return match.captured(2).isEmpty() ? SpecPage::tr("Line %1: %2").arg(line, text)
                                       : SpecPage::tr("Line %1, %2: %3").arg(line, match.captured(2), text);
}

} // namespace

SpecPage::SpecPage(const QString &title, const QString &explanation, QWidget *parent)
    : QScrollArea(parent)
    , m_title(title)
    , m_content(new QVBoxLayout)
{
    setPart(this, "page");
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto *body = new QWidget(this);
    setPart(body, "page");
    auto *heading = new QLabel(title, body);
    setPart(heading, "heading");
    auto *words = new QLabel(explanation, body);
    setPart(words, "hint");
    words->setWordWrap(true);
    m_content->setSpacing(16);
    auto *layout = new QVBoxLayout(body);
    layout->setContentsMargins(32, 24, 32, 24);
    layout->setSpacing(4);
    layout->addWidget(heading);
    layout->addWidget(words);
    layout->addSpacing(16);
    layout->addLayout(m_content);
    layout->addStretch();
    setWidget(body);
}

int SpecPage::showProblems(const QList<core::SpecProblem> &problems)
{
    int count = 0;
    QHash<QString, QStringList> texts;
    for (const core::SpecProblem &problem : problems) {
        if (!owns(problem.field))
            continue;
        ++count;
        const core::SpecProblem here = placed(problem);
        texts[fieldOf(here.field)].append(sentence(here));
    }
    for (auto it = m_places.cbegin(); it != m_places.cend(); ++it)
        it->field->setError(texts.value(it.key()).mid(0, 3).join(u'\n'));
    return count;
}

bool SpecPage::owns(const QString &path) const
{
    return m_places.contains(fieldOf(path));
}

void SpecPage::focusProblem(const core::SpecProblem &problem)
{
    const Place place = m_places.value(fieldOf(placed(problem).field));
    if (!place.field)
        return;
    place.editor->setFocus(Qt::OtherFocusReason);
    ensureWidgetVisible(place.field);
}

std::optional<int> SpecPage::itemIndex(const QString &path, const QString &list)
{
    static const QRegularExpression shape(u"^([\\w.]+)\\[(\\d+)\\]$"_s);
    const QRegularExpressionMatch match = shape.match(path);
    if (!match.hasMatch() || match.captured(1) != list)
        return std::nullopt;
    return match.captured(2).toInt();
}

void SpecPage::limitTo(QSpinBox *box, const QString &path)
{
    const core::JobField *field = core::jobField(path);
    box->setRange(int(field->minimum), int(field->maximum));
}

bool SpecPage::eventFilter(QObject *watched, QEvent *event)
{
    // The wheel scrolls the page; it must not change the numbers it passes over.
    const auto *editor = qobject_cast<QWidget *>(watched);
    if (event->type() == QEvent::Wheel && editor && !editor->hasFocus()) {
        event->ignore();
        return true;
    }
    return QScrollArea::eventFilter(watched, event);
}

void SpecPage::addSection(const QString &heading)
{
    auto *rule = new QFrame(widget());
    setPart(rule, "rule");
    auto *label = new QLabel(heading, widget());
    setPart(label, "section");
    m_content->addSpacing(4);
    m_content->addWidget(rule);
    m_content->addWidget(label);
}

FormField *SpecPage::addField(const QString &path, const QString &caption, QWidget *editor, const QString &hint)
{
    auto *field = new FormField(caption, editor, hint, widget());
    m_places.insert(path, {field, editor});
    if (qobject_cast<QAbstractSpinBox *>(editor) || qobject_cast<QComboBox *>(editor)) {
        editor->setFocusPolicy(Qt::StrongFocus); // not by the wheel
        editor->installEventFilter(this);
    }
    m_content->addWidget(field);
    return field;
}

FormField *SpecPage::addNarrowField(const QString &path, const QString &caption, QWidget *editor, const QString &hint)
{
    FormField *field = addField(path, caption, editor, hint);
    editor->setMinimumWidth(180);
    field->addStretch();
    return field;
}

} // namespace sluice::ui
