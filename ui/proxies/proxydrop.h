// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <functional>

class QMimeData;
class QObject;

namespace sluice::ui {

/// Whether something that is dragged may name proxies: text, or files of this machine.
[[nodiscard]] bool namesProxies(const QMimeData &data);

/// Reads what was dropped, files in the background (together at most 8 MiB); then calls `done` on the thread of
/// `context`, unless that has died. The error is a sentence that names the file.
void readDrop(const QMimeData &data, QObject *context,
              std::function<void(const core::Result<QByteArray, QString> &)> done);

} // namespace sluice::ui
