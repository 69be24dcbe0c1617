@NullMarked
package dev.drawdown.schemas.serde;

import org.jspecify.annotations.NullMarked;
