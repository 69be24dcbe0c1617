/** Records as people write them: plain JSON with the contract's field names, for the command line and for routes. */
@NullMarked
package dev.drawdown.schemas.json;

import org.jspecify.annotations.NullMarked;
