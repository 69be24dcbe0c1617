/**
 * What wallets and owners have in common on the wire and in their stores: the compact byte form of stored state, where an
 * input came from, dead letters, decimals, and records in and out of the registry's format.
 */
@NullMarked
package dev.drawdown.wire;

import org.jspecify.annotations.NullMarked;
