// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.serde;

import dev.bottledwater.engine.format.Format;
import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.RowWriter;

import java.util.Optional;

/** NONE: a side without columns. Bytes that are there are ignored, none are written. */
final class NoneFormat implements Format {

    @Override
    public String name() {
        return "NONE";
    }

    @Override
    public Optional<String> refusal(RecordLayout layout) {
        return layout.columns().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The 'NONE' format can only be used when no columns are defined. Got: "
                                + layout.columnsText());
    }

    @Override
    public RowReader reader(RecordLayout layout, int[] wanted) {
        return (_, _, _) -> true;
    }

    @Override
    public RowWriter writer(RecordLayout layout) {
        return (_, _) -> null;
    }
}
