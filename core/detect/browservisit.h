// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/detect/browserprocess.h"
#include "core/detect/browserprograms.h"
#include "core/detect/marker.h"

#include <QUrl>

#include <functional>
#include <memory>

namespace sluice::core {

/// A browser that is sent to one address. Whether it arrived is for the address to say.
class BrowserVisit : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Once.
    virtual void start(const QUrl &address) = 0;
    /// Ends the browser, as politely as its driver allows; stopped() follows, at once or a little later.
    virtual void stop();
    /// What it waits for, for a reason why it did not come: "chromedriver did not start a browser".
    [[nodiscard]] const QString &pending() const { return m_pending; }

Q_SIGNALS:
    /// It will not come.
    void failed(const QString &reason);
    /// No process of it is left.
    void stopped();

protected:
    [[nodiscard]] BrowserProcess &process() { return m_process; }
    void setPending(const QString &what) { m_pending = what; }

private:
    BrowserProcess m_process;
    QString m_pending;
};

/// Makes the visit of a profile; its programs are there.
using VisitMaker = std::function<std::unique_ptr<BrowserVisit>(const Profile &)>;

/// The real browsers.
[[nodiscard]] VisitMaker browserVisits(const BrowserPrograms &programs, const QList<Marker> &markers);

} // namespace sluice::core
