// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/extract/scriptwalker.h"

#include <utility>

namespace sluice::core {

namespace {

constexpr std::size_t mostFrames = 20'000;
constexpr std::size_t mostTargets = 8;

bool isPlainAssignment(std::string_view sign)
{
    return sign == "=" || sign == "||=" || sign == "?\?=";
}

} // namespace

QList<ScriptBlock> ScriptWalker::run()
{
    for (ScriptToken token = m_lexer.next(); token.type != ScriptTokenType::End; token = m_lexer.next())
        step(token);
    return std::move(m_blocks);
}

void ScriptWalker::step(const ScriptToken &token)
{
    const Place place = std::exchange(m_place, Place::None);
    if (place != Place::None && takeValue(token, place))
        return;
    if (token.type == ScriptTokenType::Name)
        readName(token, place);
    else if (token.type == ScriptTokenType::Punctuator)
        readPunctuator(token, place);
    else
        dropPath();
}

void ScriptWalker::readName(const ScriptToken &token, Place place)
{
    if (m_isPathOpen && m_path) {
        m_path->own.end = token.end;
        m_isPathOpen = false;
    } else if (isScriptKeyword(token.text)) {
        m_isDeclaring = token.text == "function";
        dropPath();
    } else {
        m_path = ScriptPath{{}, false, {token.start, token.end}};
        m_pathPlace = place;
    }
}

void ScriptWalker::readPunctuator(const ScriptToken &token, Place place)
{
    const std::string_view text = token.text;
    if (text == "." || text == "?.") {
        openMember(token);
    } else if (text == "[") {
        openSquare(token);
    } else if (text == "]") {
        closeSquare(token);
    } else if (text == "(") {
        openRound(token, place);
    } else if (text == ")") {
        closeRound();
    } else if (text == ",") {
        readComma();
    } else if (isPlainAssignment(text)) {
        assign();
    } else if (text == "||" || text == "??") {
        m_place = m_path ? m_pathPlace : Place::None;
        dropPath();
    } else {
        if (text == "{")
            (void)push(Frame(FrameKind::Brace));
        else if (text == "}")
            (void)pop(FrameKind::Brace, FrameKind::Brace);
        dropPath();
    }
}

void ScriptWalker::openMember(const ScriptToken &token)
{
    if (!m_path) {
        m_path = ScriptPath();
        m_pathPlace = Place::None;
    }
    if (m_path->own.isEmpty())
        m_path->own = {token.start, token.start};
    m_isPathOpen = true;
}

void ScriptWalker::openSquare(const ScriptToken &token)
{
    Frame frame(FrameKind::Square);
    if (m_path) {
        frame.kind = FrameKind::Index;
        frame.place = m_pathPlace;
        frame.path = *m_path;
        if (frame.path.own.isEmpty())
            frame.path.own.start = token.start;
    }
    (void)push(std::move(frame));
    dropPath();
}

void ScriptWalker::closeSquare(const ScriptToken &token)
{
    dropPath();
    const std::optional<Frame> frame = pop(FrameKind::Index, FrameKind::Square);
    if (!frame || frame->kind != FrameKind::Index)
        return;
    m_path = frame->path;
    m_path->own.end = token.end;
    m_pathPlace = frame->place;
}

void ScriptWalker::openRound(const ScriptToken &token, Place place)
{
    const bool isGroup = m_isDeclaring || !m_path;
    if (isGroup) {
        (void)push(Frame(FrameKind::Group));
        m_place = place == Place::Assigned && !m_isDeclaring ? place : Place::None;
        m_isDeclaring = false;
    } else if (takeParseCall(token)) {
        return;
    } else {
        Frame frame(FrameKind::Call);
        frame.path = *m_path;
        m_place = push(std::move(frame)) ? Place::Argument : Place::None;
    }
    dropPath();
}

void ScriptWalker::closeRound()
{
    dropPath();
    const std::optional<Frame> frame = pop(FrameKind::Call, FrameKind::Group);
    if (!frame || frame->path.isEmpty())
        return;
    const ScriptPath &path = frame->path;
    m_path = ScriptPath{path.own.isEmpty() ? path.base : path.own, frame->kind == FrameKind::Call, {}};
    m_pathPlace = Place::None;
}

void ScriptWalker::assign()
{
    const bool isChain = m_pathPlace == Place::Assigned;
    if (!m_path || !isChain)
        m_targets.clear();
    if (!m_path)
        return;
    if (m_targets.size() < mostTargets)
        m_targets.push_back(*m_path);
    const bool isInGroup = m_unframed == 0 && !m_frames.empty() && m_frames.back().kind == FrameKind::Group;
    if (isInGroup && m_frames.back().path.isEmpty())
        m_frames.back().path = *m_path;
    m_place = Place::Assigned;
    dropPath();
}

void ScriptWalker::readComma()
{
    dropPath();
    if (m_unframed > 0 || m_frames.empty() || m_frames.back().kind != FrameKind::Call)
        return;
    ++m_frames.back().argument;
    m_place = Place::Argument;
}

bool ScriptWalker::push(Frame frame)
{
    if (m_unframed > 0 || m_frames.size() >= mostFrames) {
        ++m_unframed;
        return false;
    }
    m_frames.push_back(std::move(frame));
    return true;
}

/// The innermost frame if it is of one of two kinds: what closes something else in a broken script is passed over.
std::optional<ScriptWalker::Frame> ScriptWalker::pop(FrameKind kind, FrameKind otherKind)
{
    if (m_unframed > 0) {
        --m_unframed;
        return std::nullopt;
    }
    if (m_frames.empty() || (m_frames.back().kind != kind && m_frames.back().kind != otherKind))
        return std::nullopt;
    std::optional<Frame> frame = std::move(m_frames.back());
    m_frames.pop_back();
    return frame;
}

void ScriptWalker::dropPath()
{
    m_path.reset();
    m_isPathOpen = false;
    m_pathPlace = Place::None;
}

} // namespace sluice::core
