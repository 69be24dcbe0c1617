package dev.drawdown.embedded.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that the registry knows: the changes so far, folded. */
final class RegistryState {
    private final Map<Integer, SchemaContent> contents = new TreeMap<>();
    private final Map<SchemaContent, Integer> ids = new HashMap<>();
    private final Map<String, Map<Integer, SchemaVersion>> subjects = new TreeMap<>();
    private final Map<String, Integer> lastVersions = new HashMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private @Nullable CompatibilityLevel globalLevel;

    void apply(RegistryChange change) {
        switch (change) {
            case RegistryChange.Registered(var subject, var version, var id, var content) -> {
                contents.put(id, content);
                ids.put(content, id);
                subjects.computeIfAbsent(subject, any -> new TreeMap<>())
                        .put(version, new SchemaVersion(subject, version, id, false));
                lastVersions.merge(subject, version, Math::max);
            }
            case RegistryChange.VersionHidden(var subject, var version) ->
                versionsByNumber(subject).computeIfPresent(version, (any, kept) -> kept.hidden());
            case RegistryChange.VersionRemoved(var subject, var version) -> {
                versionsByNumber(subject).remove(version);
                if (versionsByNumber(subject).isEmpty()) {
                    subjects.remove(subject);
                    lastVersions.remove(subject);
                }
            }
            case RegistryChange.LevelChanged(var subject, var level) -> {
                if (subject == null) {
                    globalLevel = level;
                } else if (level == null) {
                    levels.remove(subject);
                } else {
                    levels.put(subject, level);
                }
            }
        }
    }

    private Map<Integer, SchemaVersion> versionsByNumber(String subject) {
        return subjects.getOrDefault(subject, new TreeMap<>());
    }

    Collection<String> subjects() {
        return subjects.keySet();
    }

    /** Oldest first, hidden ones included. */
    List<SchemaVersion> versions(String subject) {
        return List.copyOf(versionsByNumber(subject).values());
    }

    List<SchemaVersion> versionsOfId(int id) {
        List<SchemaVersion> found = new ArrayList<>();
        for (Map<Integer, SchemaVersion> versions : subjects.values()) {
            for (SchemaVersion version : versions.values()) {
                if (version.id() == id) {
                    found.add(version);
                }
            }
        }
        return found;
    }

    @Nullable
    SchemaVersion version(String subject, int version) {
        return versionsByNumber(subject).get(version);
    }

    /** Ids and contents stay for ever, since records that carry the id may. */
    SchemaContent content(int id) {
        SchemaContent content = contents.get(id);
        if (content == null) {
            throw RegistryRefusal.schemaNotFound(id);
        }
        return content;
    }

    int idOf(SchemaContent content) {
        return ids.getOrDefault(content, contents.size() + 1);
    }

    int nextVersion(String subject) {
        return lastVersions.getOrDefault(subject, 0) + 1;
    }

    CompatibilityLevel globalLevel() {
        return globalLevel == null ? CompatibilityLevel.BACKWARD : globalLevel;
    }

    @Nullable
    CompatibilityLevel levelOf(String subject) {
        return levels.get(subject);
    }
}
