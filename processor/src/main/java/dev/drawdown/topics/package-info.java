/**
 * The topics and schemas that a cluster and a registry must have before anything runs: makes what is missing, and says
 * what differs. It never changes what is there: a setting that somebody chose, or a partition count that decides where
 * every wallet lies.
 */
@NullMarked
package dev.drawdown.topics;

import org.jspecify.annotations.NullMarked;
