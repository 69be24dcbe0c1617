package dev.drawdown.engine;

/** 128 bits that stand for an id; two ids of one wallet never share them by chance. */
public record Fingerprint(long high, long low) {}
