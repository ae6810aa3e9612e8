// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/renderer/engine.h"
#include "app/renderer/pagejob.h"

#include <QHash>
#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <memory>

namespace sluice::app {

/// Standard input and output under other numbers, so that what the engine prints cannot get among the frames.
struct RenderStreams
{
    int input = -1;
    int output = -1;
};
/// Puts /dev/null in their place. Before anything else may print.
[[nodiscard]] RenderStreams claimRenderStreams();

/// Takes tasks from one stream and gives answers on the other (core/render/renderprotocol.h), a page for each task.
/// Ends the application where the stream ends or holds what is no frame.
class RenderServer final : public QObject
{
    Q_OBJECT

public:
    /// `proxy` is the engine's way out; borrowed.
    RenderServer(const RenderStreams &streams, const EngineState &engine, core::GuardProxy &proxy,
                 QObject *parent = nullptr);
    ~RenderServer() override;

private:
    void readTasks();
    [[nodiscard]] bool take(const core::RenderRequest &request);
    void setUp(const core::RenderSetup &setup);
    void begin(const core::RenderTask &task);
    void end(const core::RenderAnswer &answer);
    void forget(quint32 id);
    void watchMemory();
    void watchRest();
    [[nodiscard]] bool isRestTooLarge() const;
    void write(const core::RenderReply &reply);

    RenderStreams m_streams;
    QSocketNotifier m_readable;
    core::FrameBuffer m_frames;
    PageSurroundings m_surroundings;
    bool m_isSetUp = false;
    QHash<quint32, PageJob *> m_jobs; ///< children
    QTimer m_memory;
    qint64 m_firstMemory = 0; ///< of this process, before its first page
    qint64 m_baseMemory = 0;  ///< before the pages it has now
    bool m_isShared = false;  ///< several pages have come since then
};

} // namespace sluice::app
