package dev.drawdown.loadtest.audit;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Knows the schemas that values were written with. */
@FunctionalInterface
public interface WriterSchemas {
    /** The schema of an id, or null where nobody registered it. */
    @Nullable
    Schema find(int id);
}
