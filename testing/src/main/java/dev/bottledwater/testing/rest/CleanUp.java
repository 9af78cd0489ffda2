// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.bottledwater.testing.rest.SharedServer.Bench;

import java.util.ArrayList;
import java.util.List;

/** Removes what a case has left: queries, sources, types, topics and schemas. */
record CleanUp(Bench bench) {

    void run() throws InterruptedException {
        ask("TERMINATE ALL;");
        var drops = drops();
        while (!drops.isEmpty()) {
            for (var drop : drops) {
                ask(drop);
            }
            var left = drops();
            if (left.size() == drops.size()) {
                throw new IllegalStateException("These can't be carried out: " + left);
            }
            drops = left;
        }
        bench.topics().deleteAll();
        bench.server().clearRegistry();
    }

    /** What was made last is dropped first, as it may depend on the others. */
    private List<String> drops() throws InterruptedException {
        var answer = ask("SHOW STREAMS; SHOW TABLES; SHOW TYPES;");
        var drops = new ArrayList<String>();
        for (var entity : answer) {
            entity.path("tables")
                    .forEach(t -> drops.add("DROP TABLE `%s`;".formatted(t.path("name").asText())));
            entity.path("streams")
                    .forEach(
                            t -> drops.add("DROP STREAM `%s`;".formatted(t.path("name").asText())));
            entity.path("types")
                    .properties()
                    .forEach(t -> drops.add("DROP TYPE `%s`;".formatted(t.getKey())));
        }
        return drops.reversed();
    }

    private JsonNode ask(String sql) throws InterruptedException {
        return bench.api().statements(sql, MissingNode.getInstance()).body();
    }
}
