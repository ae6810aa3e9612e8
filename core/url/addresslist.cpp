// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/url/addresslist.h"

#include "core/base/displaytext.h"
#include "core/url/address.h"
#include "core/url/weburl.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace sluice::core {

namespace {

constexpr qsizetype shownCharacters = 200;

} // namespace

AddressCollector::AddressCollector(Repeats repeats)
    : m_repeats(repeats)
{}

bool AddressCollector::add(qint64 number, const QString &line)
{
    const QString address = completedAddress(line);
    const auto url = WebUrl::parse(address.toUtf8());
    if (!url) {
        refuse(number, line, url.error().detail);
        return true;
    }
    if (url->hasCredentials()) {
        refuse(number, address, u"has a user name or a password (use a login, or a header with a secret)"_s);
        return true;
    }
    const qsizetype before = m_seen.size();
    m_seen.insert(url->text());
    const bool isRepeated = m_seen.size() == before;
    m_list.repeated += isRepeated ? 1 : 0;
    if (isRepeated && m_repeats == Repeats::LeftOut)
        return true;
    if (m_list.addresses.size() >= mostAddresses)
        return false;
    m_list.addresses.append(address);
    return true;
}

void AddressCollector::refuse(qint64 number, const QString &line, const QString &reason)
{
    ++m_list.wrong;
    if (m_list.faults.size() < keptFaults)
        m_list.faults.append(
            {number, displayText(withoutCredentials(line), shownCharacters), withoutCredentials(reason)});
}

AddressList AddressCollector::take()
{
    m_seen.clear();
    return std::exchange(m_list, {});
}

} // namespace sluice::core
