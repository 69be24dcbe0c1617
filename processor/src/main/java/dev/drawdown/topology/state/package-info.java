/**
 * What a wallet leaves in the stores: its record, the memos that outgrew it, when it falls due, and inputs that wait for it.
 */
@NullMarked
package dev.drawdown.topology.state;

import org.jspecify.annotations.NullMarked;
