// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/logging.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace sluice::core {

void quietNetworkLog()
{
    if (!qEnvironmentVariableIsSet("QT_LOGGING_RULES"))
        QLoggingCategory::setFilterRules(u"qt.network.http2.warning=false"_s);
}

} // namespace sluice::core
