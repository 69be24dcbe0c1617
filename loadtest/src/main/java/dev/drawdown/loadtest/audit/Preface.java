package dev.drawdown.loadtest.audit;

import dev.drawdown.loadtest.model.Fields;
import dev.drawdown.schemas.CatalogEntry;
import dev.drawdown.schemas.OwnerCommand;
import java.util.List;

/** What has to be known of prices and owners before any wallet can be judged; not changed any more while wallets are. */
record Preface(Catalog catalog, Owners owners) {
    /** Read from the topics that are not keyed by wallet; openings are still to be put to the owners. */
    static Preface read(List<Recorded> catalog, List<Recorded> owners, WireReader reader, AuditReport report) {
        Preface preface = new Preface(new Catalog(), new Owners());
        for (Recorded record : catalog) {
            preface.price(record, reader, report);
        }
        for (Recorded record : owners) {
            preface.command(record, reader, report);
        }
        return preface;
    }

    private void price(Recorded record, WireReader reader, AuditReport report) {
        try {
            Fields entry = record.value() == null ? null : reader.read(record.value(), CatalogEntry.getClassSchema());
            catalog.put(String.valueOf(record.keyText()), entry);
        } catch (Unreadable garbage) {
            report.count("unreadable catalog entries");
        }
    }

    private void command(Recorded record, WireReader reader, AuditReport report) {
        try {
            owners.command(reader.read(record.value(), OwnerCommand.getClassSchema()));
        } catch (Unreadable garbage) {
            report.add(Difference.unreadable(record, OwnerCommand.getClassSchema(), garbage));
        }
    }
}
