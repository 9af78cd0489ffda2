// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format;

import java.util.List;
import java.util.Optional;

/** A serialisation format. Ask {@link Formats} for one. Thread-safe. */
public interface Format {

    /** The upper-case name in WITH clauses. */
    String name();

    /**
     * Why this format can't hold these columns, in KSQL's words where KSQL refuses it too; empty
     * when it can. Ask before making readers and writers.
     */
    Optional<String> refusal(RecordLayout layout);

    /**
     * A reader of some columns.
     *
     * @param wanted indexes of columns of the layout, in the order in which their values are wanted
     */
    RowReader reader(RecordLayout layout, int[] wanted);

    /**
     * As {@link #reader(RecordLayout, int[])}, of columns that perhaps not all is read of. A format
     * may read more.
     *
     * @param uses one per wanted column
     */
    default RowReader reader(RecordLayout layout, int[] wanted, List<ValueUse> uses) {
        return reader(layout, wanted);
    }

    /** A writer of all columns. */
    RowWriter writer(RecordLayout layout);
}
