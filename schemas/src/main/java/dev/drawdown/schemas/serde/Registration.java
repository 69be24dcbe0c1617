package dev.drawdown.schemas.serde;

/** How a writer comes by the id of its schema. */
public enum Registration {
    /** It registers its own: {@code auto.register.schemas=true}. */
    REGISTER,
    /** Somebody has registered its own before: {@code auto.register.schemas=false}. */
    LOOK_UP,
    /** It writes with the newest version, whatever its own is: {@code use.latest.version=true} besides. */
    LATEST
}
