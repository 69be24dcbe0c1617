package dev.drawdown.loadtest.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that must follow from one input, or from time at one instant. */
public final class Step {
    /** The input's id, or {@code due/<millis>}. */
    public final String inputId;
    /** ACCEPTED, or why nothing happened. */
    public String code = "ACCEPTED";

    public boolean duplicate;
    public final List<Predicted> entries = new ArrayList<>();
    /** In no order among themselves: they are of one decision. */
    public final List<Predicted> alerts = new ArrayList<>();

    /** What goes out to be collected or given back, again or for the first time; in no order among themselves either. */
    public final List<Predicted> requests = new ArrayList<>();

    /** The cards that declined an attempt, by who pays and which of theirs it was. */
    public final List<String> declines = new ArrayList<>();

    public @Nullable Predicted gate;
    public @Nullable Predicted outcome;
    /** Whether the input must be found in the dead letters, under {@link #code}. */
    public boolean deadLetter;

    Step(String inputId) {
        this.inputId = inputId;
    }

    public boolean accepted() {
        return code.equals("ACCEPTED") && !duplicate;
    }

    /** Whether it leaves no trace but perhaps a dead letter. */
    public boolean silent() {
        return entries.isEmpty() && outcome == null;
    }

    @Override
    public String toString() {
        return inputId + " " + code + (duplicate ? " (duplicate)" : "");
    }
}
