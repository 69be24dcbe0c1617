package dev.drawdown.schemas.serde;

/** Whose code writes and reads values. The bytes are the same. */
enum SerdeKind {
    /** This package's. */
    DRAWDOWN,
    /** Confluent's, which must be on the class path: see the profile {@code confluent}. */
    CONFLUENT
}
