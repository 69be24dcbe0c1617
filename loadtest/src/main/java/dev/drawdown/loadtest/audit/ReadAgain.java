package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.apache.avro.Schema;

/** Records that are read anew whenever one is asked for: a very busy wallet's would fill the heap with what is needed once. */
final class ReadAgain extends AbstractList<Fields> implements RandomAccess {
    private final List<Recorded> records;
    private final WireReader reader;
    private final Schema schema;

    /** @param records that have been read before, without an error */
    ReadAgain(List<Recorded> records, WireReader reader, Schema schema) {
        this.records = records;
        this.reader = reader;
        this.schema = schema;
    }

    @Override
    public Fields get(int index) {
        try {
            return reader.read(records.get(index).value(), schema);
        } catch (Unreadable impossible) {
            throw new IllegalStateException("Expected to read what was read before", impossible);
        }
    }

    @Override
    public int size() {
        return records.size();
    }
}
