// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/spec/seedrequest.h"

#include "core/net/requestmethod.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;

namespace sluice::ui {

namespace {

constexpr int contentLines = 4;

} // namespace

SeedRequest::SeedRequest(QWidget *parent)
    : QObject(parent)
    , m_method(new QComboBox(parent))
    , m_content(new QPlainTextEdit(parent))
    , m_note(new Callout(parent))
{
    describe(m_method, u"methodField"_s, tr("Method"), tr("How the addresses are asked for"));
    describe(m_content, u"contentField"_s, tr("Body"), tr("Sent with every one of the addresses"));
    m_note->setObjectName(u"methodNote"_s);
    m_method->setEditable(true);
    m_method->setInsertPolicy(QComboBox::NoInsert);
    m_method->addItems({u"GET"_s, u"HEAD"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"OPTIONS"_s});
    m_content->setTabChangesFocus(true);
    m_content->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_content->setPlaceholderText(tr("name=value&other=value, or JSON"));
    m_content->setFixedHeight(m_content->fontMetrics().lineSpacing() * contentLines + 14);
    connect(m_method, &QComboBox::editTextChanged, this, [this] {
        updateNote();
        Q_EMIT changed();
    });
    connect(m_content, &QPlainTextEdit::textChanged, this, &SeedRequest::changed);
    updateNote();
}

void SeedRequest::load(const core::CrawlSpec &spec)
{
    m_method->setCurrentText(spec.seedMethod);
    m_content->setPlainText(spec.seedContent);
    updateNote();
}

void SeedRequest::store(core::CrawlSpec &spec) const
{
    spec.seedMethod = method();
    spec.seedContent = m_content->toPlainText();
}

/// Methods have no small letters; those who type one mean it so.
QString SeedRequest::method() const
{
    const QString text = m_method->currentText().trimmed().toUpper();
    return text.isEmpty() ? u"GET"_s : text;
}

/// A body that was typed stays to be seen, and is refused where it cannot be sent.
void SeedRequest::updateNote()
{
    const QByteArray name = method().toLatin1();
    m_content->setEnabled(core::mayHaveContent(name) || !m_content->document()->isEmpty());
    const QString note = core::isIdempotent(name)
                             ? QString()
                             : tr("A request with %1 is sent once: asking again might do twice what "
                                  "it does, so it is tried again only where it surely never "
                                  "arrived.")
                                   .arg(method());
    m_note->setMessage(Tone::Warning, note);
}

} // namespace sluice::ui
