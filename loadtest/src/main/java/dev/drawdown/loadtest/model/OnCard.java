package dev.drawdown.loadtest.model;

import java.math.BigDecimal;

/** What of a charge the card pays, and by which request, be it asked for already or to come. */
record OnCard(long number, BigDecimal amount) {}
