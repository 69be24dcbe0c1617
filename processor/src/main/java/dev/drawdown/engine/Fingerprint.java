package dev.drawdown.engine;

/** 128 bits that stand for an id; two ids of one wallet never share them by chance. */
public record Fingerprint(long high, long low) {

    /** The fingerprint of an input's or a hold's id. */
    public static Fingerprint of(String id) {
        return new Mixer().add(id).fingerprint();
    }

    /** The fingerprint of a tranche, by its number. */
    static Fingerprint ofTranche(long number) {
        return new Mixer().add(number).fingerprint();
    }

    /** The fingerprint of a lead as sold to a buyer. */
    static Fingerprint ofLead(String leadId, @org.jspecify.annotations.Nullable String buyerId) {
        return new Mixer().add(leadId).add(buyerId).fingerprint();
    }
}
