// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads who may use the server. No message shows any part of an entry after its name. */
final class UserVars {
    private static final String ADMIN = "admin";
    private static final String FORM =
            "Write BW_USERS as name:password:role,… with %3A for a colon, %2C for a comma and %25 for a percent sign.";

    private UserVars() {}

    static List<User> read(ConfigVars vars, Problems problems) {
        List<User> users = new ArrayList<>();
        vars.get(Variable.BW_PASSWORD)
                .ifPresent(
                        password -> users.add(new User(ADMIN, new Secret(password), Role.ADMIN)));
        vars.get(Variable.BW_USERS).ifPresent(text -> addAll(users, text.strip(), problems));
        return users;
    }

    private static void addAll(List<User> users, String text, Problems problems) {
        Set<String> names = new HashSet<>();
        users.forEach(user -> names.add(user.name()));
        String[] entries = text.split(",", -1);
        for (int i = 0; i < entries.length; i++) {
            Optional<User> user =
                    user(entries[i].strip(), "Entry " + (i + 1) + " of BW_USERS", problems);
            if (user.isPresent() && !names.add(user.get().name())) {
                problems.error(
                        Variable.BW_USERS,
                        "Entry %d of BW_USERS names the user '%s', who is defined already."
                                .formatted(i + 1, user.get().name()),
                        "Give each user one entry; BW_PASSWORD defines the user admin.");
                continue;
            }
            user.ifPresent(users::add);
        }
    }

    private static Optional<User> user(String entry, String where, Problems problems) {
        String[] parts = entry.split(":", -1);
        if (parts.length != 3) {
            problems.error(
                    Variable.BW_USERS,
                    where
                            + " has "
                            + parts.length
                            + (parts.length == 1 ? " part" : " parts")
                            + " between colons where name:password:role has 3.",
                    FORM);
            return Optional.empty();
        }
        Optional<String> name = Percent.decode(parts[0]);
        Optional<String> password = Percent.decode(parts[1]);
        if (name.isEmpty() || password.isEmpty()) {
            problems.error(
                    Variable.BW_USERS,
                    where + " has a percent sign that doesn't begin an encoded letter.",
                    FORM);
            return Optional.empty();
        }
        if (name.get().isBlank() || password.get().isEmpty() || name.get().contains(":")) {
            // A colon can't be sent in the name of HTTP basic authentication (RFC 7617 section 2).
            String what =
                    name.get().isBlank()
                            ? " has no name."
                            : password.get().isEmpty()
                                    ? " has no password."
                                    : " has a colon in the user's name.";
            problems.error(Variable.BW_USERS, where + what, FORM);
            return Optional.empty();
        }
        return role(parts[2].strip(), where, name.get(), problems)
                .map(role -> new User(name.get(), new Secret(password.get()), role));
    }

    private static Optional<Role> role(String text, String where, String user, Problems problems) {
        List<String> words =
                Arrays.stream(Role.values())
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toList();
        int index = words.indexOf(text.toLowerCase(Locale.ROOT));
        if (index >= 0) {
            return Optional.of(Role.values()[index]);
        }
        // The text isn't shown: a colon that isn't encoded makes it the end of a password.
        problems.error(
                Variable.BW_USERS,
                where + " gives the user '" + user + "' an unknown role.",
                Suggestion.sentence(text, words) + "The roles are viewer, editor and admin.");
        return Optional.empty();
    }
}
