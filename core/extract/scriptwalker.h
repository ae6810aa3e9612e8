// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/extract/scriptlexer.h"
#include "core/extract/scriptpath.h"
#include "core/extract/scriptscanner.h"

#include <vector>

namespace sluice::core {

/// The machine behind scanScript(): goes over the tokens once, knows the path that was written last, what is open, and
/// whether a value that begins here would be assigned or an argument.
class ScriptWalker final
{
public:
    explicit ScriptWalker(std::string_view script)
        : m_script(script)
        , m_lexer(script)
    {}

    [[nodiscard]] QList<ScriptBlock> run();

private:
    enum class Place { None, Assigned, Argument };
    enum class FrameKind { Group, Call, Index, Square, Brace };

    struct Value
    {
        std::size_t start = 0;
        std::size_t end = 0;
        QByteArray json;
        bool isQuoted = false;
        bool isScalar = false; ///< counts only beside an array or object
        std::optional<JsonError> error;
    };

    struct Frame
    {
        explicit Frame(FrameKind frameKind)
            : kind(frameKind)
        {}

        FrameKind kind;
        Place place = Place::None; ///< of an Index: where its path began
        bool hasData = false;      ///< of a Call: an argument was an array or object
        int argument = 0;
        ScriptPath path;                  ///< what is called or indexed; of a Group: what is assigned to in it first
        QString name;                     ///< of a Call, once it is needed
        std::vector<ScriptBlock> scalars; ///< of a Call: arguments that wait for hasData
    };

    void step(const ScriptToken &token);
    void readName(const ScriptToken &token, Place place);
    void readPunctuator(const ScriptToken &token, Place place);
    void openMember(const ScriptToken &token);
    void openSquare(const ScriptToken &token);
    void closeSquare(const ScriptToken &token);
    void openRound(const ScriptToken &token, Place place);
    void closeRound();
    void assign();
    void readComma();
    [[nodiscard]] bool push(Frame frame);
    [[nodiscard]] std::optional<Frame> pop(FrameKind kind, FrameKind otherKind);
    void dropPath();

    [[nodiscard]] bool takeValue(const ScriptToken &token, Place place);
    [[nodiscard]] std::optional<Value> readValue(const ScriptToken &token, Place place) const;
    [[nodiscard]] std::optional<Value> readText(std::size_t start, Place place) const;
    [[nodiscard]] bool takeParseCall(const ScriptToken &round);
    [[nodiscard]] bool isWhole(std::size_t end, Place place) const;
    void emitValue(Value value, Place place);
    void addArgument(ScriptBlock block, bool isScalar);
    void add(ScriptBlock block);

    std::string_view m_script;
    ScriptLexer m_lexer;
    std::vector<Frame> m_frames;
    qsizetype m_unframed = 0; ///< brackets opened beyond the most frames
    std::optional<ScriptPath> m_path;
    Place m_pathPlace = Place::None; ///< where the path began
    bool m_isPathOpen = false;       ///< a dot was last
    bool m_isDeclaring = false;      ///< since the keyword function
    Place m_place = Place::None;
    std::vector<ScriptPath> m_targets;
    int m_codeErrors = 0;
    QList<ScriptBlock> m_blocks;
};

} // namespace sluice::core
