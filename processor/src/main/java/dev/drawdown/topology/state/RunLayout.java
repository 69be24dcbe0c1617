package dev.drawdown.topology.state;

/**
 * Which runs a slice consists of after so many blocks: arithmetic alone.
 *
 * <p>A run of tier {@code t} holds {@code 8^t} blocks. Eight runs of a tier become one of the next: of the lower tiers at once,
 * when the eighth is there; of the others page by page while further blocks come, since all pages at once would take long. So it
 * depends on the page which of them are still there, and the number of blocks alone tells. A tier begins with its merging when the
 * one below must have finished with the last of the eight, and is through when half of the time until the next eight has passed.
 */
final class RunLayout {
    static final int FAN_OUT = 8;

    /** From this tier on runs are merged page by page. */
    static final int GRADUAL_FROM = 4;

    /** Its runs are not merged any more: a page's number has 16 bits. It holds {@code 8^6} blocks, some millions of memos. */
    static final int TOP_TIER = 6;

    /** The top before there were tiers that are merged page by page. */
    private static final int FORMER_TOP_TIER = 4;

    private static final int BITS = 3;

    /** Every so many blocks a page is merged. */
    private static final int BLOCKS_PER_PAGE = 16;

    private RunLayout() {}

    /** Up to which tier a slice is merged that was begun when tiers ended earlier, and has so many blocks by now. */
    static int topTierBefore(int blocks) {
        return blocks < span(FORMER_TOP_TIER + 1) ? TOP_TIER : FORMER_TOP_TIER;
    }

    /** How many blocks a run of a tier holds. */
    static int span(int tier) {
        return 1 << (BITS * tier);
    }

    /** One, one, 16, 128, 1024 and so on: a page holds four times what a block brings, or eight times in tier 1. */
    static int pages(int tier) {
        return tier < 2 ? 1 : 1 << pageBits(tier);
    }

    /** In which page a fingerprint is that begins with these bits. */
    static int page(long fingerprintHigh, int tier) {
        return tier < 2 ? 0 : (int) (fingerprintHigh >>> (Long.SIZE - pageBits(tier)));
    }

    private static int pageBits(int tier) {
        return BITS * (tier - 1) + 1;
    }

    /** The first run of a tier that still has this page; those before it have been merged. */
    static int first(int blocks, int tier, int page, int top) {
        return tier == top ? 0 : FAN_OUT * merged(blocks, tier, page);
    }

    /** The run behind the last one of a tier that has this page already. */
    static int past(int blocks, int tier, int page) {
        return tier <= GRADUAL_FROM ? blocks / span(tier) : merged(blocks, tier - 1, page >> BITS);
    }

    /** Which page of a tier is to be merged now that there are so many blocks; -1 for none. */
    static int pageDue(int blocks, int tier) {
        int since = blocks - delay(tier);
        int into = since % span(tier + 1);
        boolean isDue = since >= span(tier + 1) && into > 0 && into % BLOCKS_PER_PAGE == 0;
        int page = into / BLOCKS_PER_PAGE - 1;
        return isDue && page < pages(tier) ? page : -1;
    }

    /** How many times eight runs of a tier have been merged, as far as a page is concerned. */
    static int merged(int blocks, int tier, int page) {
        if (tier < GRADUAL_FROM) {
            return blocks / span(tier + 1);
        }
        int since = blocks - delay(tier);
        if (since < span(tier + 1)) {
            return 0;
        }
        int full = since / span(tier + 1);
        int pagesOfTheLast = since % span(tier + 1) / BLOCKS_PER_PAGE;
        return page < pagesOfTheLast ? full : full - 1;
    }

    /** How many blocks the tiers below take for their merging. */
    private static int delay(int tier) {
        int blocks = 0;
        for (int below = GRADUAL_FROM; below < tier; below++) {
            blocks += pages(below) * BLOCKS_PER_PAGE;
        }
        return blocks;
    }
}
