// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/exporting/addresssource.h"

#include <QObject>
#include <QTimer>

namespace sluice::ui {

/// Reads lists of addresses off the window's thread; of several asked for the last one counts.
class AddressReader final : public QObject
{
    Q_OBJECT

public:
    using Answer = core::Result<core::AddressList, core::AddressFailure>;

    explicit AddressReader(QObject *parent = nullptr);

    /// Reads `source` once nothing else has been asked for a moment.
    void readSoon(const core::AddressSource &source);
    /// Does not wait for that moment any longer.
    void hurry();
    /// Whether an answer is still to come.
    [[nodiscard]] bool isReading() const { return m_isReading; }

Q_SIGNALS:
    void finished(const sluice::ui::AddressReader::Answer &answer);

private:
    void read();

    core::AddressSource m_source;
    QTimer m_pause;
    quint64 m_readings = 0; ///< numbers them, so that an old one does not overtake
    bool m_isReading = false;
};

} // namespace sluice::ui
