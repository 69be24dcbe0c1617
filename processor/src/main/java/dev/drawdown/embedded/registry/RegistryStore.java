package dev.drawdown.embedded.registry;

import dev.drawdown.embedded.registry.RegistryChange.LevelChanged;
import dev.drawdown.embedded.registry.RegistryChange.Registered;
import dev.drawdown.embedded.registry.RegistryChange.VersionHidden;
import dev.drawdown.embedded.registry.RegistryChange.VersionRemoved;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The registry's rules. Every method is one step: what it checks still holds when it writes. */
final class RegistryStore implements AutoCloseable {
    private final RegistryState state = new RegistryState();
    private final SchemaParser parser = new SchemaParser(state);
    private final RegistryLog log;

    RegistryStore(Path file) {
        log = RegistryLog.open(file, state::apply);
    }

    private void commit(RegistryChange change) {
        log.append(change);
        state.apply(change);
    }

    synchronized List<String> subjects(String prefix, boolean withDeleted) {
        List<String> found = new ArrayList<>();
        for (String subject : state.subjects()) {
            if (subject.startsWith(prefix) && !visible(subject, withDeleted).isEmpty()) {
                found.add(subject);
            }
        }
        return found;
    }

    private List<SchemaVersion> visible(String subject, boolean withDeleted) {
        List<SchemaVersion> found = new ArrayList<>();
        for (SchemaVersion version : state.versions(subject)) {
            if (withDeleted || !version.deleted()) {
                found.add(version);
            }
        }
        return found;
    }

    synchronized List<SchemaVersion> versions(String subject, boolean withDeleted) {
        List<SchemaVersion> found = visible(subject, withDeleted);
        if (found.isEmpty()) {
            throw RegistryRefusal.subjectNotFound(subject);
        }
        return found;
    }

    synchronized SchemaVersion version(String subject, VersionName name, boolean withDeleted) {
        List<SchemaVersion> candidates = versions(subject, withDeleted);
        if (name.isLatest()) {
            return candidates.getLast();
        }
        for (SchemaVersion candidate : candidates) {
            if (candidate.version() == name.number()) {
                return candidate;
            }
        }
        throw RegistryRefusal.versionNotFound(name.number());
    }

    synchronized SchemaContent content(int id) {
        return state.content(id);
    }

    synchronized List<SchemaVersion> versionsOfId(int id, boolean withDeleted) {
        state.content(id);
        List<SchemaVersion> found = new ArrayList<>(state.versionsOfId(id));
        found.removeIf(version -> version.deleted() && !withDeleted);
        return found;
    }

    /** Registers the schema under the subject, or finds it there: registering twice changes nothing. */
    synchronized SchemaVersion register(String subject, String text, List<SchemaReference> references) {
        SchemaContent content = parser.canonical(text, references);
        SchemaVersion registered = find(subject, content, false);
        if (registered != null) {
            return registered;
        }
        List<String> objections = objections(subject, content);
        if (!objections.isEmpty()) {
            throw RegistryRefusal.incompatible(subject, objections);
        }
        int version = state.nextVersion(subject);
        int id = state.idOf(content);
        commit(new Registered(subject, version, id, content));
        return new SchemaVersion(subject, version, id, false);
    }

    private @Nullable SchemaVersion find(String subject, SchemaContent content, boolean withDeleted) {
        for (SchemaVersion version : visible(subject, withDeleted)) {
            if (state.content(version.id()).equals(content)) {
                return version;
            }
        }
        return null;
    }

    synchronized SchemaVersion lookUp(
            String subject, String text, List<SchemaReference> references, boolean withDeleted) {
        versions(subject, withDeleted);
        SchemaVersion found = find(subject, parser.canonical(text, references), withDeleted);
        if (found == null) {
            throw RegistryRefusal.schemaNotFound();
        }
        return found;
    }

    /** What the subject's earlier schemas have against this one, at the subject's level. */
    synchronized List<String> objections(String subject, String text, List<SchemaReference> references) {
        return objections(subject, parser.canonical(text, references));
    }

    private List<String> objections(String subject, SchemaContent content) {
        List<Schema> earlier = new ArrayList<>();
        for (SchemaVersion version : visible(subject, false)) {
            earlier.add(parser.parse(state.content(version.id())));
        }
        return effectiveLevel(subject).objections(parser.parse(content), earlier);
    }

    /** What that one version has against this schema; with no version at all, latest has nothing against anything. */
    synchronized List<String> objections(
            String subject, VersionName name, String text, List<SchemaReference> references) {
        Schema next = parser.parse(parser.canonical(text, references));
        if (name.isLatest() && visible(subject, false).isEmpty()) {
            return List.of();
        }
        SchemaVersion version = version(subject, name, false);
        Schema previous = parser.parse(state.content(version.id()));
        return effectiveLevel(subject).objections(next, List.of(previous));
    }

    synchronized List<Integer> deleteSubject(String subject, boolean permanently) {
        List<SchemaVersion> doomed = visible(subject, permanently);
        if (doomed.isEmpty()) {
            throw state.versions(subject).isEmpty()
                    ? RegistryRefusal.subjectNotFound(subject)
                    : RegistryRefusal.subjectSoftDeleted(subject);
        }
        List<Integer> deleted = new ArrayList<>();
        for (SchemaVersion version : doomed) {
            if (permanently && !version.deleted()) {
                throw RegistryRefusal.subjectNotSoftDeleted(subject);
            }
            requireUnreferenced(version);
        }
        for (SchemaVersion version : doomed) {
            commit(deletion(version, permanently));
            deleted.add(version.version());
        }
        return deleted;
    }

    synchronized int deleteVersion(String subject, VersionName name, boolean permanently) {
        SchemaVersion version = version(subject, name, true);
        if (permanently && !version.deleted()) {
            throw RegistryRefusal.versionNotSoftDeleted(subject, version.version());
        }
        if (!permanently && version.deleted()) {
            throw RegistryRefusal.versionSoftDeleted(subject, version.version());
        }
        requireUnreferenced(version);
        commit(deletion(version, permanently));
        return version.version();
    }

    private static RegistryChange deletion(SchemaVersion version, boolean permanently) {
        return permanently
                ? new VersionRemoved(version.subject(), version.version())
                : new VersionHidden(version.subject(), version.version());
    }

    private void requireUnreferenced(SchemaVersion version) {
        if (!referencedBy(version).isEmpty()) {
            throw RegistryRefusal.referenceExists(version.subject(), version.version());
        }
    }

    /** The ids of the schemas that take a type from this version. */
    synchronized List<Integer> referencedBy(SchemaVersion wanted) {
        List<Integer> found = new ArrayList<>();
        for (String subject : state.subjects()) {
            for (SchemaVersion version : visible(subject, false)) {
                for (SchemaReference reference : state.content(version.id()).references()) {
                    if (reference.subject().equals(wanted.subject()) && reference.version() == wanted.version()) {
                        found.add(version.id());
                    }
                }
            }
        }
        return found;
    }

    synchronized CompatibilityLevel globalLevel() {
        return state.globalLevel();
    }

    synchronized @Nullable CompatibilityLevel levelOf(String subject) {
        return state.levelOf(subject);
    }

    synchronized CompatibilityLevel effectiveLevel(String subject) {
        CompatibilityLevel level = state.levelOf(subject);
        return level == null ? state.globalLevel() : level;
    }

    synchronized void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
        commit(new LevelChanged(subject, level));
    }

    @Override
    public void close() {
        log.close();
    }
}
