package dev.drawdown.embedded.registry;

import java.util.List;

/** A schema as it is kept and compared: equal content has one id, whatever its subject. */
record SchemaContent(String text, List<SchemaReference> references) {
    SchemaContent {
        references = List.copyOf(references);
    }
}
