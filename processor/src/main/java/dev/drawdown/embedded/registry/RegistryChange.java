package dev.drawdown.embedded.registry;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** What happened to the registry; the file is a list of these, one JSON object a line. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RegistryChange.Registered.class, name = "registered"),
    @JsonSubTypes.Type(value = RegistryChange.VersionHidden.class, name = "version_hidden"),
    @JsonSubTypes.Type(value = RegistryChange.VersionRemoved.class, name = "version_removed"),
    @JsonSubTypes.Type(value = RegistryChange.LevelChanged.class, name = "level_changed"),
})
sealed interface RegistryChange {

    record Registered(String subject, int version, int id, SchemaContent content) implements RegistryChange {}

    record VersionHidden(String subject, int version) implements RegistryChange {}

    record VersionRemoved(String subject, int version) implements RegistryChange {}

    /** No subject means the global level; no level means back to the default. */
    record LevelChanged(@Nullable String subject, @Nullable CompatibilityLevel level) implements RegistryChange {}
}
