/** What the in-process servers share of HTTP, beyond what Java's own server has. */
@NullMarked
package dev.drawdown.embedded.http;

import org.jspecify.annotations.NullMarked;
