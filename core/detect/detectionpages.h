// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace sluice::core {

/// The text of a file of the laboratory, as embedded in the program.
[[nodiscard]] QByteArray detectionFile(const QByteArray &name);

/// The page that runs the detectors.
[[nodiscard]] QByteArray labPage();

/// A demonstration of one of the article's tests: "chrome", "firefox" or "phantomjs". The page runs the test first and
/// sends driven browsers to /automation-detected; it shows its code to the others. Nothing for another name.
[[nodiscard]] std::optional<QByteArray> articlePage(const QByteArray &name);

/// The script that the demonstration runs and shows.
[[nodiscard]] QByteArray articleScript(const QByteArray &name);

/// Runs the trial of this token (core/detect/trialdesk.h).
[[nodiscard]] QByteArray trialPage(const QByteArray &token);

/// Where the demonstrations send browsers that they take for driven ones.
[[nodiscard]] QByteArray automationDetectedPage();

} // namespace sluice::core
