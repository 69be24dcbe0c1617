package dev.drawdown.demo.screen;

import java.util.Map;

/** What the screen knows of wallets beforehand, in the order in which it shows them. Others it shows as they come. */
public record Roster(Map<String, Profile> profiles) {
    static final Profile UNKNOWN = new Profile("", 0, true);

    /**
     * A wallet as it is introduced.
     *
     * @param use what it is for, in a word
     * @param bounded whether its floor stops it
     */
    public record Profile(String use, long floorMicros, boolean bounded) {}

    Profile of(String walletId) {
        return profiles.getOrDefault(walletId, UNKNOWN);
    }
}
