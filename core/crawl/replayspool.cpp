// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crawl/replayspool.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

void write(QDataStream &stream, const std::optional<QString> &text)
{
    stream << text.has_value() << text.value_or(QString());
}

std::optional<QString> readText(QDataStream &stream)
{
    bool isThere = false;
    QString text;
    stream >> isThere >> text;
    return isThere ? std::optional(text) : std::nullopt;
}

} // namespace

ReplaySpool::ReplaySpool()
    : m_file(QDir::temp().filePath(u"sluice-replay-XXXXXX"_s))
{
    // What cannot be opened cannot be written either, and then says why.
    static_cast<void>(m_file.open());
    m_stream.setDevice(&m_file);
}

bool ReplaySpool::append(const ReplayedPage &page)
{
    m_stream << page.url.value << page.address << page.isSeed << page.rows << page.details << qint64(page.ties.size());
    for (const RowTie &tie : page.ties)
        m_stream << tie.key << tie.detail.value;
    write(m_stream, page.note);
    write(m_stream, page.detailNote);
    ++m_pages;
    return m_stream.status() == QDataStream::Ok;
}

bool ReplaySpool::rewind()
{
    m_left = m_pages;
    m_stream.resetStatus();
    return m_file.flush() && m_file.seek(0);
}

bool ReplaySpool::next(ReplayedPage &page)
{
    qint64 ties = 0;
    m_stream >> page.url.value >> page.address >> page.isSeed >> page.rows >> page.details >> ties;
    page.ties.clear();
    for (qint64 i = 0; i < ties && m_stream.status() == QDataStream::Ok; ++i) {
        RowTie &tie = page.ties.emplaceBack();
        m_stream >> tie.key >> tie.detail.value;
    }
    page.note = readText(m_stream);
    page.detailNote = readText(m_stream);
    --m_left;
    return m_stream.status() == QDataStream::Ok;
}

StoreFailure ReplaySpool::failure() const
{
    const QString name = m_file.fileName().isEmpty() ? QDir::tempPath() : m_file.fileName();
    return {m_file.error() == QFileDevice::ResourceError ? StoreFault::Full : StoreFault::Other,
            u"%1: the new rows cannot be kept there: %2"_s.arg(name, m_file.errorString())};
}

} // namespace sluice::core
