// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.declared;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Makes the connectors of a directory be there as its files have them, once in the life of a
 * process. The leader of the workers does it; done again, or by another one, it changes nothing.
 * Used by one thread.
 */
public final class DeclaredConnectors {
    private static final Logger LOG = LoggerFactory.getLogger(DeclaredConnectors.class);

    private final DeclaredSettings settings;
    private final Map<String, Declaration> declared = new LinkedHashMap<>();
    private final Set<String> made = new TreeSet<>();
    private final List<Problem> unreadable = new ArrayList<>();
    private boolean read;
    private boolean done;

    /**
     * Why a connector isn't as its file has it.
     *
     * @param connector its name; the file's where that isn't known
     * @param problem with file and line
     */
    public record Problem(String connector, String problem) {}

    public DeclaredConnectors(DeclaredSettings settings) {
        this.settings = settings;
    }

    /** Whether nothing is left to do. */
    public boolean isDone() {
        return done;
    }

    /**
     * Creates what is missing and changes what differs, if that can be had now.
     *
     * @return what couldn't be had, also of earlier calls
     */
    public List<Problem> reconcile(ConnectorTarget target) {
        if (!read) {
            read();
            read = true;
        }
        List<Problem> problems = new ArrayList<>(unreadable);
        for (Declaration declaration : declared.values()) {
            if (!made.contains(declaration.name())) {
                List<String> errors = make(declaration, target);
                errors.forEach(error -> problems.add(new Problem(declaration.name(), error)));
                if (errors.isEmpty()) {
                    made.add(declaration.name());
                }
            }
        }
        if (made.size() == declared.size() && !done) {
            if (settings.prune() && unreadable.isEmpty()) {
                problems.addAll(prune(target));
            }
            done = problems.size() == unreadable.size();
        }
        return problems;
    }

    private void read() {
        try (Stream<Path> files = Files.list(settings.directory())) {
            files.filter(file -> file.toString().endsWith(".json")).sorted().forEach(this::read);
        } catch (IOException e) {
            unreadable.add(
                    new Problem(
                            String.valueOf(settings.directory().getFileName()),
                            "The directory of declared connectors can't be read: "
                                    + e.getMessage()
                                    + "."));
        }
        LOG.info("{} declares the connectors {}", settings.directory(), declared.keySet());
    }

    private void read(Path file) {
        String shown = String.valueOf(file.getFileName());
        try {
            for (Declaration declaration : Declaration.read(file)) {
                Declaration before = declared.putIfAbsent(declaration.name(), declaration);
                if (before != null) {
                    unreadable.add(
                            new Problem(
                                    declaration.name(),
                                    "%s, line %d: the connector %s is declared already in %s, line %d."
                                            .formatted(
                                                    shown,
                                                    declaration.line(),
                                                    declaration.name(),
                                                    before.file(),
                                                    before.line())));
                }
            }
        } catch (DeclarationException e) {
            unreadable.add(new Problem(shown, String.valueOf(e.getMessage())));
        }
    }

    private static List<String> make(Declaration declaration, ConnectorTarget target) {
        Optional<Map<String, String>> stored = target.stored(declaration.name());
        if (stored.filter(declaration.config()::equals).isPresent()) {
            return List.of();
        }
        List<String> errors =
                target.errors(declaration.config()).stream()
                        .map(
                                error ->
                                        declaration.where(error.setting())
                                                + ": "
                                                + (error.setting().isEmpty()
                                                        ? ""
                                                        : error.setting() + ": ")
                                                + error.error())
                        .toList();
        if (!errors.isEmpty()) {
            return errors;
        }
        Optional<String> refusal = target.put(declaration.name(), declaration.config());
        if (refusal.isEmpty()) {
            LOG.info(
                    "{} the connector {} as {} has it",
                    stored.isEmpty() ? "Created" : "Changed",
                    declaration.name(),
                    declaration.file());
        }
        return refusal.map(reason -> List.of(declaration.where("") + ": " + reason))
                .orElse(List.of());
    }

    private List<Problem> prune(ConnectorTarget target) {
        List<Problem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(target.names())) {
            if (declared.containsKey(name)) {
                continue;
            }
            Optional<String> refusal = target.delete(name);
            if (refusal.isEmpty()) {
                LOG.info("Deleted the connector {}, which no file declares", name);
            }
            refusal.ifPresent(
                    reason ->
                            problems.add(
                                    new Problem(
                                            name,
                                            "The connector %s, which no file declares, can't be deleted: %s"
                                                    .formatted(name, reason))));
        }
        return problems;
    }
}
