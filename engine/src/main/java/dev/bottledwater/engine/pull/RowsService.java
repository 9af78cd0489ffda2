// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import dev.bottledwater.engine.pull.WantedRows.Position;
import dev.bottledwater.engine.query.QueryRuntime;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Answers other instances that ask for rows of partitions that are here. Thread-safe. */
final class RowsService {
    private static final Logger LOG = LoggerFactory.getLogger(RowsService.class);

    /** What a small plan carries in a few seconds; a page of a scan is no larger. */
    private static final int LARGEST_ANSWER = 256 << 10;

    private final Function<String, Optional<KeptTable>> tables;
    private final QueryRuntime runtime;
    private final int largest;

    /**
     * @param tables by the ids of queries
     */
    RowsService(Function<String, Optional<KeptTable>> tables, QueryRuntime runtime) {
        this.tables = tables;
        this.runtime = runtime;
        this.largest = LARGEST_ANSWER;
    }

    /**
     * @throws dev.bottledwater.engine.format.RowFormatException for bytes that hold no request
     */
    byte[] answer(byte[] bytes) throws InterruptedException {
        var request = RowsRequest.decode(bytes);
        var table = tables.apply(request.queryId()).filter(k -> k.plan() == request.plan());
        if (table.isEmpty()) {
            return new byte[] {TableCodec.NOT_HERE};
        }
        try {
            return answer(
                    request,
                    table.get().table(),
                    table.get().codec(),
                    partition ->
                            table.get()
                                    .open(
                                            runtime,
                                            partition,
                                            request.standby(),
                                            request.mostBehind()),
                    largest);
        } catch (InvalidStateStoreException e) {
            LOG.debug("Partitions of {} can't be read here now", request.queryId(), e);
            return new byte[] {TableCodec.NOT_HERE};
        }
    }

    /**
     * @param stores by partition
     * @param largest about how many bytes an answer has at most
     */
    static byte[] answer(
            RowsRequest request,
            StoredTable table,
            TableCodec codec,
            Function<Integer, LocalTable.Partition> stores,
            int largest)
            throws InterruptedException {
        var rows = new TransferOutput();
        var written = new long[1];
        int complete = 0;
        var after = request.after();
        var position = after == null ? null : new Position(codec.key(after), request.start());
        for (int partition : request.partitions()) {
            var here = new LocalTable(table, List.of(stores.apply(partition)));
            var full = new boolean[1];
            TableRows.Reader reader =
                    (key, row, time) -> {
                        codec.write(rows, partition, key, row, time);
                        full[0] = ++written[0] == request.most() || rows.size() > largest;
                        return !full[0];
                    };
            var keys = request.keys();
            if (keys == null) {
                here.scan(position, reader);
            } else {
                here.lookUp(keys.stream().map(codec::key).toList(), reader);
            }
            position = null;
            if (full[0]) {
                break;
            }
            complete++;
        }
        return whole(request, rows, complete);
    }

    private static byte[] whole(RowsRequest request, TransferOutput rows, int complete) {
        var out = new TransferOutput();
        if (request.keys() == null && request.paged()) {
            out.writeByte(TableCodec.PAGE);
            out.writeVarint(complete);
        } else if (complete < request.partitions().size()) {
            out.writeByte(TableCodec.TOO_MANY);
            return out.toByteArray();
        } else {
            out.writeByte(TableCodec.ROWS);
        }
        out.writeRaw(rows.toByteArray());
        return out.toByteArray();
    }
}
