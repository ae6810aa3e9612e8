// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/formfield.h"

#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

QLabel *wrappedLabel(const char *part, QWidget *parent)
{
    auto *label = new QLabel(parent);
    setPart(label, part);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

FormField::FormField(const QString &caption, QWidget *editor, const QString &hint, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_row(new QHBoxLayout)
    , m_hint(wrappedLabel("hint", this))
    , m_error(wrappedLabel("error", this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    if (!caption.isEmpty()) {
        auto *label = new QLabel(caption, this);
        label->setBuddy(editor);
        layout->addWidget(label);
    }
    m_row->setSpacing(8);
    m_row->addWidget(editor);
    layout->addLayout(m_row);
    layout->addWidget(m_error);
    layout->addWidget(m_hint);
    m_error->setObjectName(editor->objectName() + "Error"_L1);
    setError({});
    setHint(hint);
}

void FormField::addBeside(QWidget *widget)
{
    m_row->addWidget(widget, 0, Qt::AlignTop);
}

void FormField::addStretch()
{
    m_row->addStretch();
}

void FormField::setError(const QString &error)
{
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    m_editor->setAccessibleDescription(error);
    setStyleProperty(m_editor, "wrong", !error.isEmpty());
}

QString FormField::error() const
{
    return m_error->text();
}

void FormField::setHint(const QString &hint)
{
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

} // namespace sluice::ui
