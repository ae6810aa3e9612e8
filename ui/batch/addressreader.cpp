// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/batch/addressreader.h"

#include "core/base/ask.h"
#include "core/base/whendone.h"

namespace sluice::ui {

namespace {

constexpr int readAfterMs = 250;

} // namespace

AddressReader::AddressReader(QObject *parent)
    : QObject(parent)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(readAfterMs);
    connect(&m_pause, &QTimer::timeout, this, &AddressReader::read);
}

void AddressReader::readSoon(const core::AddressSource &source)
{
    m_source = source;
    m_isReading = true;
    ++m_readings; // what is read now is not asked for any more
    m_pause.start();
}

void AddressReader::hurry()
{
    if (m_pause.isActive())
        read();
}

void AddressReader::read()
{
    m_pause.stop();
    const quint64 reading = ++m_readings;
    const auto answer = core::inBackground([source = m_source] { return core::readAddresses(source); });
    core::whenDone(answer, this, [this, reading](const Answer &list) {
        if (reading != m_readings)
            return;
        m_isReading = false;
        Q_EMIT finished(list);
    });
}

} // namespace sluice::ui
