// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/html/arena.h"
#include "tests/support/suites.h"

#include <QTest>

#include <cstring>

namespace sluice::test {

using core::Arena;

class ArenaTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void blocksDoNotOverlap();
    void releasedBlocksAreUsedAgain();
    void limitHolds();
    void keptTextIgnoresTheLimit();
    void clearGivesAllBack();
    void absurdSizesAreRefused();
};

void ArenaTest::blocksDoNotOverlap()
{
    Arena arena;
    std::vector<std::pair<unsigned char *, std::size_t>> blocks;
    for (std::size_t i = 0; i < 3'000; ++i) {
        const std::size_t size = i % 100 == 99 ? i * 100 : i % 2'100;
        auto *block = static_cast<unsigned char *>(arena.allocate(size));
        QVERIFY(block && reinterpret_cast<std::uintptr_t>(block) % alignof(void *) == 0);
        std::memset(block, int(i % 251), size);
        blocks.emplace_back(block, size);
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        for (std::size_t at = 0; at < blocks[i].second; ++at)
            QVERIFY(blocks[i].first[at] == i % 251);
    }
}

void ArenaTest::releasedBlocksAreUsedAgain()
{
    Arena arena;
    void *first = arena.allocate(100);
    const std::size_t footprint = arena.footprint();
    arena.release(first);
    arena.release(nullptr);
    QCOMPARE(arena.allocate(98), first);
    QCOMPARE(arena.footprint(), footprint);
    QVERIFY(arena.allocate(98) != first);
}

void ArenaTest::limitHolds()
{
    Arena arena;
    arena.setLimit(100'000);
    QVERIFY(!arena.allocate(200'000));
    int count = 0;
    while (arena.allocate(1'000))
        ++count;
    QVERIFY(count > 90 && count < 100);
    QVERIFY(arena.footprint() <= 100'000);
}

void ArenaTest::keptTextIgnoresTheLimit()
{
    Arena arena;
    arena.setLimit(0);
    QVERIFY(!arena.allocate(1));
    QCOMPARE(arena.keep("text"), "text");
    QVERIFY(!arena.allocate(1));
}

void ArenaTest::clearGivesAllBack()
{
    Arena arena;
    arena.setLimit(1'000'000);
    for (int round = 0; round < 10; ++round) {
        QVERIFY(arena.allocate(300'000));
        QVERIFY(arena.allocate(16));
        arena.clear();
        QCOMPARE(arena.footprint(), 0U);
    }
}

void ArenaTest::absurdSizesAreRefused()
{
    Arena arena;
    QVERIFY(!arena.allocate(SIZE_MAX));
    QVERIFY(!arena.allocate(std::size_t(1) << 50));
}

} // namespace sluice::test

QTEST_APPLESS_MAIN(sluice::test::ArenaTest)
#include "tst_arena.moc"
