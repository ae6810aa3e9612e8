// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/addresssource.h"
#include "core/store/records.h"

#include <QWidget>

class QComboBox;

namespace sluice::ui {

/// Chooses a crawl of the open project and one column of its rows.
class RowsColumn final : public QWidget
{
    Q_OBJECT

public:
    /// `crawls` are those of the project at `path`.
    RowsColumn(const QString &path, const QList<core::CrawlRecord> &crawls, QWidget *parent = nullptr);

    void fill(core::AddressSource &source) const;
    /// Why the columns cannot be told; empty where they can.
    [[nodiscard]] const QString &failure() const { return m_failure; }

Q_SIGNALS:
    void changed();

private:
    using Columns = core::Result<QStringList, core::StoreFailure>;

    void readColumns();
    void takeColumns(const Columns &columns);

    QString m_path;
    QComboBox *m_crawl;
    QComboBox *m_column;
    QString m_failure;
    quint64 m_readings = 0; ///< numbers them, so that an old one does not overtake
};

} // namespace sluice::ui
