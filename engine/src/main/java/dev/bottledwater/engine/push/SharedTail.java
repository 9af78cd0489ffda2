// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One reader's view of a topic: of its own consumer as long as it reads what others have read
 * before, of one that reads for many once it has come to the end.
 *
 * <p>From the one to the other it goes so that no record is lost or comes twice: what the shared
 * consumer reads is kept for it from some offsets on, its own reads up to these, and what both have
 * read comes once.
 */
final class SharedTail implements SourceTail {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** The consumers of the topic. */
    interface Home {
        /** A consumer of its own that goes on at these offsets. */
        LiveTail openAt(Map<Integer, Long> offsets);

        /**
         * Joins those who share a consumer.
         *
         * @param own becomes that consumer where there is none
         */
        Seat join(LiveTail own);
    }

    /**
     * A place among those who share a consumer.
     *
     * @param leave gives it up
     * @param adopted whether the reader's own consumer is the shared one now
     */
    record Seat(Inbox inbox, Runnable leave, boolean adopted) {}

    private final Home home;

    /** The next offsets, as far as records have come. */
    private final Map<Integer, Long> next = new HashMap<>();

    private @Nullable LiveTail own;
    private @Nullable Seat seat;

    /** How long to stay alone after having been too far behind; doubles each time. */
    private Duration pause;

    private long alone = System.nanoTime();

    /**
     * @param seat of a reader that begins at the end
     * @param begin where that is
     * @param pause how long to stay alone after having been too far behind
     */
    SharedTail(Home home, Seat seat, Map<Integer, Long> begin, Duration pause) {
        this.home = home;
        this.seat = seat;
        this.pause = pause;
        next.putAll(begin);
    }

    /**
     * @param own of a reader that begins at the beginning
     */
    SharedTail(Home home, LiveTail own, Duration pause) {
        this.home = home;
        this.own = own;
        this.pause = pause;
    }

    @Override
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        var tail = own;
        if (tail != null) {
            if (!isHandedOver(tail)) {
                return tail.poll(timeout);
            }
            own = null;
        }
        try {
            var records = seat == null ? null : seat.inbox().poll(timeout);
            if (records != null) {
                return mine(records);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        stayAlone();
        var opened = home.openAt(Map.copyOf(next));
        own = opened;
        return opened.poll(timeout);
    }

    /**
     * Goes over to the shared consumer when that is possible. All records that the own one gave
     * were taken when this is called.
     */
    private boolean isHandedOver(LiveTail tail) {
        if (!tail.caughtUp()) {
            return false;
        }
        var place = seat;
        if (place == null) {
            if (System.nanoTime() - alone < 0) {
                return false;
            }
            place = home.join(tail);
            seat = place;
            if (place.adopted()) {
                var begin = place.inbox().begun();
                if (begin != null) {
                    next.putAll(begin);
                }
                return true;
            }
        }
        if (place.inbox().isLost()) {
            stayAlone();
            return false;
        }
        var from = place.inbox().begun();
        if (from == null) {
            return false;
        }
        var positions = tail.positions();
        if (!positions.keySet().equals(from.keySet())
                || from.entrySet().stream()
                        .anyMatch(e -> positions.getOrDefault(e.getKey(), 0L) < e.getValue())) {
            return false;
        }
        next.putAll(positions);
        tail.close();
        return true;
    }

    private void stayAlone() {
        if (seat != null) {
            seat.leave().run();
            seat = null;
        }
        alone = System.nanoTime() + pause.toNanos();
        var longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    }

    /** Batches may have records from before this began. */
    private List<ConsumerRecord<byte[], byte[]>> mine(
            List<ConsumerRecord<byte[], byte[]>> records) {
        boolean all = records.stream().allMatch(this::isMine);
        var mine = all ? records : records.stream().filter(this::isMine).toList();
        mine.forEach(r -> next.put(r.partition(), r.offset() + 1));
        return mine;
    }

    private boolean isMine(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() >= next.getOrDefault(record.partition(), 0L);
    }

    /** A shared consumer is at the end already. */
    @Override
    public boolean caughtUp() {
        return own == null || own.caughtUp();
    }

    @Override
    public Set<Integer> behind() {
        return own == null ? Set.of() : own.behind();
    }

    @Override
    public void close() {
        if (seat != null) {
            seat.leave().run();
        }
        if (own != null) {
            own.close();
        }
    }
}
