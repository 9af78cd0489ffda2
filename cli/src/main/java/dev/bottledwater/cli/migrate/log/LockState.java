// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.migrate.log;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * Who holds the lock, as the log tells. All rows about the lock have one key and therefore one
 * order, and times are those of the log: every reader comes to the same result. Of two that want
 * the lock the first in the log has it, and what the other one wrote means nothing.
 *
 * @param known whether the log says anything about the lock
 * @param owner the id of who holds it, or held it until it lapsed; null when nobody does
 * @param place what people know the owner by
 * @param until when it lapses, in the log's milliseconds since 1970
 */
public record LockState(boolean known, @Nullable String owner, String place, long until) {
    private static final String LOCKED = "LOCKED";
    private static final String RENEWED = "RENEWED";
    private static final String UNLOCKED = "UNLOCKED";
    private static final LockState NOTHING_KNOWN = new LockState(false, null, "", 0);
    private static final LockState FREE = new LockState(true, null, "", 0);

    /** Replays a log. */
    public static LockState of(List<Event> events) {
        LockState state = NOTHING_KNOWN;
        for (Event event : events) {
            if (event.key().equals(Event.LOCK) && event.state() != null) {
                state = state.after(event, event.state());
            }
        }
        return state;
    }

    private LockState after(Event event, String what) {
        String who = event.version() == null ? "" : event.version();
        return switch (what) {
            case LOCKED -> owner == null || event.time() >= until ? heldBy(who, event) : this;
            // Only who holds the lock renews it; what stood before the first row was compacted
            // away.
            case RENEWED -> !known || who.equals(owner) ? heldBy(who, event) : this;
            case UNLOCKED -> who.equals(owner) ? FREE : this;
            default -> this;
        };
    }

    private static LockState heldBy(String who, Event event) {
        return new LockState(
                true,
                who,
                event.name() == null ? "" : event.name(),
                event.time() + lease(event.previous()).toMillis());
    }

    private static Duration lease(@Nullable String text) {
        try {
            return text == null ? Duration.ZERO : Duration.parse(text);
        } catch (DateTimeParseException foreign) {
            return Duration.ZERO;
        }
    }

    /** Whether somebody has it at a time. */
    boolean held(Instant now) {
        return owner != null && now.toEpochMilli() < until;
    }

    /** Returns who has it at a time, and until when, for people. */
    public Optional<String> holder(Instant now) {
        return held(now)
                ? Optional.of("%s, until %s".formatted(place, Instant.ofEpochMilli(until)))
                : Optional.empty();
    }

    static Event locked(String owner, String place, Duration lease) {
        return event(LOCKED, owner, place, lease);
    }

    static Event renewed(String owner, String place, Duration lease) {
        return event(RENEWED, owner, place, lease);
    }

    static Event unlocked(String owner, String place) {
        return event(UNLOCKED, owner, place, Duration.ZERO);
    }

    private static Event event(String what, String owner, String place, Duration lease) {
        return new Event(
                0, Event.LOCK, owner, place, what, "", "", "", lease.toString(), Event.NOTHING);
    }
}
