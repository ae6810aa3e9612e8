// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

/// Every setting there is: key, fallback and range in one place.
namespace sluice::core::keys {

using namespace Qt::StringLiterals;

/// How the window looks: 0 follows the system, 1 light, 2 dark.
inline const Setting<int> look{"look/theme"_L1, 0, 0, 2};

inline const Setting<QByteArray> windowGeometry{"window/geometry"_L1, {}, {}, {}};
inline const Setting<QByteArray> windowSplitter{"window/splitter"_L1, {}, {}, {}};
/// Tab shown under the jobs: 0 Results, 1 Problems, 2 Hosts, 3 Log, 4 Parser lab.
inline const Setting<int> windowTab{"window/tab"_L1, 0, 0, 4};

/// Project files opened last, newest first.
inline const Setting<QStringList> recentProjects{"projects/recent"_L1, {}, {}, {}};
/// Folder that file dialogs start in; empty = the documents folder.
inline const Setting<QString> lastFolder{"projects/folder"_L1, {}, {}, {}};

/// Columns of the default row that Results hides.
inline const Setting<QStringList> hiddenColumns{
    "results/hidden"_L1,
    {u"final_url"_s, u"h1"_s, u"description"_s, u"canonical"_s, u"charset"_s, u"fetched_at"_s},
    {},
    {}};

/// Code of the character between CSV cells: comma, semicolon or tab.
inline const Setting<int> csvDelimiter{"export/delimiter"_L1, int(','), int('\t'), int('|')};
inline const Setting<bool> csvByteOrderMark{"export/bom"_L1, false, {}, {}};
inline const Setting<bool> csvFormulaGuard{"export/guard"_L1, true, {}, {}};

/// How proxies are checked; see CheckSettings.
inline const Setting<QString> proxyTestUrl{"proxies/test"_L1, {}, {}, {}};
inline const Setting<QStringList> proxyJudges{"proxies/judges"_L1, {}, {}, {}};
inline const Setting<int> proxyConcurrency{"proxies/concurrency"_L1, 20, 1, 200};
/// Whether proxies are checked and sources read again by themselves.
inline const Setting<bool> proxySchedule{"proxies/schedule"_L1, true, {}, {}};
/// Project files whose schedule may run here, the one allowed last first.
inline const Setting<QStringList> proxyProjects{"proxies/allowed"_L1, {}, {}, {}};
inline const Setting<int> proxyTimeoutMs{"proxies/timeout"_L1, 10'000, 1'000, 120'000};

/// What the Batch dialog was left with: numbers of BatchMode, BatchUntil and AddressSource::Kind, and limits as in a job
/// file; more than eight requests at once to a host are chosen anew each time.
inline const Setting<int> batchMode{"batch/mode"_L1, 0, 0, 4};
inline const Setting<int> batchUntil{"batch/until"_L1, 2, 0, 2};
inline const Setting<int> batchSource{"batch/source"_L1, 0, 0, 4};
/// Deadline of a whole batch, in ms; 0 = none.
inline const Setting<int> batchTimeoutMs{"batch/deadline"_L1, 0, 0, 604'800'000};
inline const Setting<int> batchConcurrency{"batch/concurrency"_L1, 200, 1, 200};
inline const Setting<int> batchPerHost{"batch/perHost"_L1, 8, 1, 8};
inline const Setting<int> batchDelayMs{"batch/delay"_L1, 0, 0, 3'600'000};
inline const Setting<int> batchRequestTimeoutMs{"batch/timeout"_L1, 30'000, 1, 86'400'000};
inline const Setting<int> batchRetries{"batch/retries"_L1, 2, 0, 100};
/// Whether rows of a batch go into the open project.
inline const Setting<bool> batchFiled{"batch/filed"_L1, true, {}, {}};

} // namespace sluice::core::keys
