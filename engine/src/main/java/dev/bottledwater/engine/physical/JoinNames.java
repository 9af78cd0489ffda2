// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import dev.bottledwater.sql.plan.JoinKind;
import dev.bottledwater.sql.plan.JoinMethod;

import java.util.ArrayList;
import java.util.List;

/** The names under which a join keeps and moves rows: KSQL's where Kafka Streams lets us choose. */
public final class JoinNames {
    private static final String JOIN = "Join";

    private final Step.Join join;
    private final String prefix;

    public JoinNames(Step.Join join) {
        this.join = join;
        this.prefix = join.name().substring(0, join.name().indexOf(JOIN));
    }

    /** The base name of a table side that is repartitioned: {@code L_RightSourceKeyed}. */
    public String keyed(boolean left) {
        return prefix + (left ? "Left" : "Right") + "SourceKeyed";
    }

    /** The step that repartitions a table side; its topic adds {@code -repartition}. */
    public String selectKey(boolean left) {
        return keyed(left) + "-SelectKey";
    }

    /** The store of a table side that is repartitioned, or of a foreign-key join's result. */
    public String store(boolean left) {
        return keyed(left) + "-Materialize";
    }

    /** The store of a foreign-key join's result. */
    public String resultStore() {
        return join.name() + "-Materialize";
    }

    /** The ends of the names of the join's own topics, behind the application's id. */
    public List<String> topics() {
        var topics = new ArrayList<String>();
        switch (join.method()) {
            case JoinMethod.Windowed window -> windowed(window, topics);
            case JoinMethod.Lookup() -> {
                if (join.leftMoves()) {
                    topics.add(join.name() + "-repartition");
                }
                movedTable(false, join.rightMoves(), topics);
            }
            case JoinMethod.Tables() -> {
                movedTable(true, join.leftMoves(), topics);
                movedTable(false, join.rightMoves(), topics);
            }
            case JoinMethod.ForeignKey _ -> {
                movedTable(false, join.rightMoves(), topics);
                topics.add(join.name() + "-subscription-registration-topic");
                topics.add(join.name() + "-subscription-response-topic");
                topics.add(join.name() + "-subscription-store-changelog");
                topics.add(resultStore() + "-changelog");
            }
        }
        return List.copyOf(topics);
    }

    private void movedTable(boolean left, boolean moves, List<String> topics) {
        if (moves) {
            topics.add(selectKey(left) + "-repartition");
            topics.add(store(left) + "-changelog");
        }
    }

    /** A right join is a left join with its sides exchanged, in Kafka Streams' names too. */
    private void windowed(JoinMethod.Windowed window, List<String> topics) {
        boolean exchanged = join.joinKind() == JoinKind.RIGHT;
        if (exchanged ? join.rightMoves() : join.leftMoves()) {
            topics.add(join.name() + "-left-repartition");
        }
        if (exchanged ? join.leftMoves() : join.rightMoves()) {
            topics.add(join.name() + "-right-repartition");
        }
        boolean inner = join.joinKind() == JoinKind.INNER;
        boolean full = join.joinKind() == JoinKind.FULL;
        topics.add(join.name() + (full ? "-outer" : "") + "-this-join-store-changelog");
        topics.add(join.name() + (inner ? "" : "-outer") + "-other-join-store-changelog");
        if (!inner && window.grace() != null) {
            topics.add(join.name() + (full ? "-outer" : "-left") + "-shared-join-store-changelog");
        }
    }
}
