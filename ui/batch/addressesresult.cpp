// SPDX-License-Identifier: GPL-3.0-or-later
// What was read of the list, and what is wrong with it.
#include "ui/batch/addressespage.h"
#include "ui/batch/addresstexts.h"
#include "ui/batch/rowscolumn.h"
#include "ui/batch/wrongaddressesmodel.h"
#include "ui/widgets/callout.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/formfield.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QLocale>

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::ui {

void AddressesPage::chooseFile()
{
    auto *dialog =
        new QFileDialog(this, tr("Addresses from a file"), m_file->text(), tr("Text files (*.txt);;All files (*)"));
    dialog->setObjectName(u"listFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, m_file,
            [this](const QString &path) { m_file->setText(QDir::toNativeSeparators(path)); });
    dialog->open();
}

void AddressesPage::showSource()
{
    for (const SourceField &each : std::as_const(m_sources))
        each.field->setVisible(each.kind == kind());
}

void AddressesPage::readSoon()
{
    m_failure.clear();
    const core::AddressSource wanted = source();
    const bool isNowhere = (wanted.kind == Kind::File || wanted.kind == Kind::Csv || wanted.kind == Kind::Rows) &&
                           (wanted.path.isEmpty() || (wanted.kind == Kind::Rows && !wanted.crawl.isValid()));
    if (isNowhere)
        m_reader->readSoon({}); // nothing is chosen, and nothing is wrong yet
    else
        m_reader->readSoon(wanted);
    // What is typed is read so quickly that the words would only flicker.
    if (!isNowhere && wanted.kind != Kind::Text && wanted.kind != Kind::Pattern)
        m_summary->setMessage(Tone::Info, tr("Reading the list…"));
    Q_EMIT changed();
}

void AddressesPage::takeAnswer(const AddressReader::Answer &answer)
{
    m_list = answer ? *answer : core::AddressList();
    m_failure = answer ? QString() : AddressTexts::sentence(answer.error().detail);
    if (kind() == Kind::Rows && !m_rows->failure().isEmpty())
        m_failure = m_rows->failure();
    showResult();
    Q_EMIT listRead();
    Q_EMIT changed();
}

void AddressesPage::showResult()
{
    const bool hasFaults = m_list.wrong > 0;
    const core::Repeats repeats = m_leaveRepeats->isChecked() ? core::Repeats::LeftOut : core::Repeats::Kept;
    QString text = AddressTexts::summary(m_list, repeats);
    if (m_list.wrong > m_list.faults.size())
        text += u'\n' + tr("The first %1 wrong ones:").arg(QLocale().toString(m_list.faults.size()));
    const bool isEmpty = m_list.addresses.isEmpty() && !hasFaults;
    if (!m_failure.isEmpty())
        m_summary->setMessage(Tone::Danger, {}); // it stands at its field
    else
        m_summary->setMessage(hasFaults ? Tone::Warning
                              : isEmpty ? Tone::Info
                                        : Tone::Success,
                              isEmpty ? tr("No addresses yet.") : text);
    m_model->setNumberTitle(AddressTexts::numberTitle(kind()));
    m_model->setFaults(m_list.faults);
    m_faults->setVisible(hasFaults);
    m_wrong->setVisible(hasFaults);
}

QList<core::SpecProblem> AddressesPage::problems(bool isStarted) const
{
    // Known before the list has been made.
    if (const QString wrong = AddressTexts::patternProblem(m_pattern->text());
        kind() == Kind::Pattern && !wrong.isEmpty())
        return {{fieldPath(), wrong}};
    if (!m_failure.isEmpty())
        return {{fieldPath(), m_failure}};
    if (!isStarted || isReading())
        return {};
    if (m_list.wrong > 0 && !m_leaveWrong->isChecked())
        return {{u"list.wrong"_s,
                 tr("%Ln line(s) are wrong. Correct them, or start without them.", nullptr, int(m_list.wrong))}};
    if (m_list.addresses.isEmpty())
        return {{fieldPath(), tr("There is no address to fetch yet.")}};
    return {};
}

} // namespace sluice::ui
