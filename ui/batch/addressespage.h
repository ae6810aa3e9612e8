// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/records.h"
#include "ui/batch/addressreader.h"
#include "ui/spec/specpage.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace sluice::ui {

class Callout;
class CsvColumn;
class DataTable;
class LinesEdit;
class RowsColumn;
class WrongAddressesModel;

/// The list of a batch: where it is taken from, and what was read of it.
class AddressesPage final : public SpecPage
{
    Q_OBJECT

public:
    using Kind = core::AddressSource::Kind;

    /// `crawls` are those of the project at `project`; empty: there is none.
    AddressesPage(const QString &project, const QList<core::CrawlRecord> &crawls, QWidget *parent = nullptr);

    /// Takes over the spec's list, if it has one.
    void load(const core::CrawlSpec &spec) override;
    void store(core::CrawlSpec &spec) const override;

    [[nodiscard]] Kind kind() const;
    void setKind(Kind kind);
    /// The path that problems of the list carry now.
    [[nodiscard]] QString fieldPath() const;
    /// What is wrong; with `isStarted` also that there is no list yet, or that it has wrong lines.
    [[nodiscard]] QList<core::SpecProblem> problems(bool isStarted) const;
    /// Whether the list is still being read: listRead() comes.
    [[nodiscard]] bool isReading() const { return m_reader->isReading(); }
    void hurry() { m_reader->hurry(); }
    void focusList();

Q_SIGNALS:
    void listRead();

private:
    void makeSources(const QString &project, const QList<core::CrawlRecord> &crawls);
    /// Without a title it is not offered yet.
    void addSource(Kind kind, const QString &title, const QString &path, FormField *field);
    void addFileSource();
    void addPatternSource();
    void makeChoices();
    void makeResult();
    void nameWidgets();
    void connectWidgets();
    void chooseFile();
    void showSource();
    void readSoon();
    void takeAnswer(const AddressReader::Answer &answer);
    void showResult();
    void takeGiven(const QStringList &seeds);
    [[nodiscard]] core::AddressSource source() const;

    struct SourceField
    {
        Kind kind = Kind::Text;
        QString path;
        FormField *field = nullptr;
    };

    QComboBox *m_kind;
    LinesEdit *m_text;
    QLineEdit *m_file;
    CsvColumn *m_csv;
    RowsColumn *m_rows;
    QLineEdit *m_pattern;
    QLineEdit *m_givenText;
    QCheckBox *m_leaveRepeats;
    QCheckBox *m_leaveWrong;
    Callout *m_summary;
    DataTable *m_faults;
    FormField *m_wrong = nullptr;
    FormField *m_patternField = nullptr;
    WrongAddressesModel *m_model;
    AddressReader *m_reader;
    QList<SourceField> m_sources;
    QStringList m_given;
    core::AddressList m_list;
    QString m_failure; ///< why there is no list
};

} // namespace sluice::ui
