// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.RowFormatException;
import dev.bottledwater.engine.format.RowReader;
import dev.bottledwater.engine.format.ValueUse;
import dev.bottledwater.sql.schema.Column;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Decodes the wanted columns and skips the rest, though all of the bytes must be JSON. */
final class JsonRowReader implements RowReader {
    private final RecordSide side;
    private final boolean unwrapped;
    private final List<Column> columns;
    private final FieldIndex index;

    /** Where among those that are wanted a column is, -1 if it isn't. */
    private final int[] places;

    private final JsonValueReader[] readers;

    JsonRowReader(RecordLayout layout, int[] wanted) {
        this(layout, wanted, column -> JsonValueReader.of(column.type()));
    }

    /**
     * @param uses one per wanted column
     */
    JsonRowReader(RecordLayout layout, int[] wanted, List<ValueUse> uses) {
        this(
                layout,
                wanted,
                IntStream.range(0, wanted.length)
                        .mapToObj(
                                i ->
                                        JsonValueReader.of(
                                                layout.columns().get(wanted[i]).type(),
                                                uses.get(i)))
                        .toArray(JsonValueReader[]::new));
    }

    /**
     * @param reader of a column's values
     */
    JsonRowReader(RecordLayout layout, int[] wanted, Function<Column, JsonValueReader> reader) {
        this(
                layout,
                wanted,
                Arrays.stream(wanted)
                        .mapToObj(layout.columns()::get)
                        .map(reader)
                        .toArray(JsonValueReader[]::new));
    }

    private JsonRowReader(RecordLayout layout, int[] wanted, JsonValueReader[] readers) {
        this.side = layout.side();
        this.unwrapped = layout.unwrapped();
        this.columns = Arrays.stream(wanted).mapToObj(layout.columns()::get).toList();
        this.index = new FieldIndex(layout.columns().stream().map(Column::name).toList());
        this.places = new int[layout.columns().size()];
        Arrays.fill(places, -1);
        for (int i = 0; i < wanted.length; i++) {
            places[wanted[i]] = i;
        }
        this.readers = readers;
    }

    @Override
    public boolean read(byte @Nullable [] data, @Nullable Object[] target, int offset) {
        return data != null && read(data, 0, target, offset);
    }

    /**
     * As {@link RowReader#read}, of bytes with others in front of the JSON.
     *
     * @param start where the JSON starts
     */
    boolean read(byte[] data, int start, @Nullable Object[] target, int offset) {
        int length = data.length - start;
        try (var parser = JsonFormat.FACTORY.createParser(data, start, length)) {
            var token = parser.nextToken();
            if (token == null) {
                throw new RowFormatException("the " + side + " is empty, which is not JSON");
            }
            boolean there = token != JsonToken.VALUE_NULL;
            if (there && unwrapped) {
                readBare(parser, token, target, offset);
            } else if (there) {
                readObject(parser, token, target, offset);
            }
            if (parser.nextToken() != null) {
                throw new RowFormatException(
                        "the %s goes on after the end of its JSON at byte %d"
                                .formatted(
                                        side, parser.currentTokenLocation().getByteOffset() + 1));
            }
            return there;
        } catch (StreamConstraintsException e) {
            throw new RowFormatException(
                    "the " + side + " is JSON that is nested too deep or has too long a text");
        } catch (JsonProcessingException e) {
            throw notJson(e, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readBare(JsonParser parser, JsonToken token, @Nullable Object[] target, int offset)
            throws IOException {
        if (readers.length == 0) {
            parser.skipChildren();
            return;
        }
        target[offset] = column(parser, token, 0);
    }

    private void readObject(
            JsonParser parser, JsonToken token, @Nullable Object[] target, int offset)
            throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw new RowFormatException(
                    "expected a JSON object with the columns but the %s is %s"
                            .formatted(side, JsonMismatch.describe(token)));
        }
        int count = readers.length;
        Arrays.fill(target, offset, offset + count, null);
        var seen = count <= Long.SIZE ? null : new boolean[count];
        long seenBits = 0;
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            int found = index.find(name);
            int i = found < 0 ? -1 : places[found];
            var value = parser.nextToken();
            if (i < 0 || (seen == null ? (seenBits & 1L << i) != 0 : seen[i])) {
                parser.skipChildren();
                continue;
            }
            if (seen == null) {
                seenBits |= 1L << i;
            } else {
                seen[i] = true;
            }
            target[offset + i] = column(parser, value, i);
        }
    }

    private @Nullable Object column(JsonParser parser, JsonToken token, int i) throws IOException {
        try {
            return readers[i].read(parser, token);
        } catch (JsonMismatch e) {
            throw new RowFormatException(
                    "%scolumn `%s`%s: expected %s but the JSON has %s"
                            .formatted(
                                    side == RecordSide.KEY ? "key " : "",
                                    columns.get(i).name(),
                                    e.path(),
                                    e.expected(),
                                    e.found()));
        }
    }

    private RowFormatException notJson(JsonProcessingException e, int length) {
        var location = e.getLocation();
        long at = location == null ? -1 : location.getByteOffset();
        if (at >= length) {
            return new RowFormatException(
                    "the %s is not JSON: it ends too early, at byte %d".formatted(side, length));
        }
        return new RowFormatException(
                at < 0
                        ? "the " + side + " is not JSON"
                        : "the %s is not JSON: it goes wrong at byte %d".formatted(side, at + 1));
    }
}
