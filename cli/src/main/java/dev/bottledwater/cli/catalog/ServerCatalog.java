// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.KsqlClientException;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.QueryDescription;
import dev.bottledwater.wire.entity.SchemaInfo;
import dev.bottledwater.wire.entity.SourceDescription;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What a server has.
 *
 * @param types custom types by name
 * @param sources streams, then tables
 * @param queries persistent queries
 */
record ServerCatalog(
        SequencedMap<String, SchemaInfo> types,
        List<SourceDescription> sources,
        List<QueryDescription> queries) {

    /**
     * Asks a server.
     *
     * @throws KsqlClientException when it can't be reached or refuses
     */
    static ServerCatalog read(KsqlClient client) {
        var types = new LinkedHashMap<String, SchemaInfo>();
        var sources = new ArrayList<SourceDescription>();
        var queries = new ArrayList<QueryDescription>();
        for (var sql :
                List.of(
                        "SHOW TYPES;",
                        "SHOW STREAMS EXTENDED;",
                        "SHOW TABLES EXTENDED;",
                        "SHOW QUERIES EXTENDED;")) {
            for (var entity : client.makeKsqlRequest(KsqlRequest.of(sql))) {
                if (entity instanceof KsqlEntity.TypeList list) {
                    types.putAll(list.types());
                } else if (entity instanceof KsqlEntity.SourceDescriptionList list) {
                    sources.addAll(list.sourceDescriptions());
                } else if (entity instanceof KsqlEntity.QueryDescriptionList list) {
                    list.queryDescriptions().stream()
                            .filter(q -> q.queryType().equals("PERSISTENT"))
                            .forEach(queries::add);
                }
            }
        }
        return new ServerCatalog(types, List.copyOf(sources), List.copyOf(queries));
    }
}
