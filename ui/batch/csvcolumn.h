// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/addresssource.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace sluice::ui {

/// Chooses a CSV file and one of its columns.
class CsvColumn final : public QWidget
{
    Q_OBJECT

public:
    explicit CsvColumn(QWidget *parent = nullptr);

    void fill(core::AddressSource &source) const;

Q_SIGNALS:
    void changed();

private:
    using Head = core::Result<QStringList, core::AddressFailure>;

    void nameWidgets();
    void chooseFile();
    void readHead();
    void takeHead(const Head &head);
    void showColumns();

    QLineEdit *m_path;
    QComboBox *m_column;
    QCheckBox *m_isData;
    QStringList m_head;
    quint64 m_readings = 0; ///< numbers them, so that an old one does not overtake
};

} // namespace sluice::ui
