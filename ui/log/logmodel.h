// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QAbstractTableModel>
#include <QTimer>

namespace sluice::ui {

/// What the crawls had to say, the newest last: lines × columns. Keeps the last `capacity` lines; what arrives is put in
/// together, ten times a second at most.
class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Source, Text, ColumnCount };

    explicit LogModel(const core::Clock &clock, int capacity = 5'000, QObject *parent = nullptr);

    /// `source` names the crawl; empty for the program itself.
    void append(const QString &source, const QString &text);
    /// Puts in at once what has arrived.
    void flush();
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Line
    {
        QDateTime time; ///< UTC
        QString source;
        QString text;
    };

    void dropOldest(qsizetype arriving);

    const core::Clock &m_clock;
    int m_capacity;
    QList<Line> m_lines;
    QList<Line> m_arrived;
    QTimer m_batch;
};

} // namespace sluice::ui
