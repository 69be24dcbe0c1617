/** What a run found out, said three times: as text, as JSON for programs, as one HTML page that opens without network. */
@NullMarked
package dev.drawdown.loadtest.report;

import org.jspecify.annotations.NullMarked;
