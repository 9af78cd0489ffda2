// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.wire.ObservedExchanges.Exchange;
import dev.bottledwater.wire.entity.CommandStatus;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.SourceListing;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

class WireJsonTest {

    /** Every answer of a real server that is whole comes out as it went in. */
    @TestFactory
    Stream<DynamicTest> keepsObservedAnswersByteForByte() throws IOException {
        return ObservedExchanges.read().stream()
                .filter(exchange -> !exchange.body().contains("…"))
                .filter(
                        exchange ->
                                exchange.body().startsWith("[{\"@type\"")
                                        || exchange.body().startsWith("{"))
                .filter(exchange -> !exchange.title().startsWith("/query-stream"))
                .map(
                        exchange ->
                                DynamicTest.dynamicTest(
                                        exchange.title(),
                                        () ->
                                                assertThat(roundTrip(exchange))
                                                        .isEqualTo(exchange.body())));
    }

    private static String roundTrip(Exchange exchange) throws IOException {
        byte[] json = exchange.body().getBytes(StandardCharsets.UTF_8);
        if (exchange.body().startsWith("[")) {
            List<KsqlEntity> entities = WireJson.readEntities(json);
            assertThat(entities).noneMatch(KsqlEntity.Unknown.class::isInstance);
            return WireJson.writeEntities(entities);
        }
        Class<?> type =
                switch (exchange.title()) {
                    case "GET /info" -> ServerInfo.class;
                    case "GET /healthcheck" -> HealthCheck.class;
                    case "GET /v1/metadata" -> ServerMetadata.class;
                    case "GET /v1/metadata/id" -> ServerMetadata.ClusterId.class;
                    case "GET /status" -> CommandStatuses.class;
                    default -> exchange.status() == 200 ? CommandStatus.class : ErrorBody.class;
                };
        return WireJson.write(WireJson.mapper().readValue(json, type));
    }

    @Test
    void writesTheTypeFirst() {
        assertThat(
                        WireJson.writeEntities(
                                List.of(
                                        new KsqlEntity.Tables(
                                                "SHOW TABLES;",
                                                List.of(
                                                        new SourceListing(
                                                                "TABLE", "T", "t", "KAFKA", "JSON",
                                                                true)),
                                                List.of()))))
                .isEqualTo(
                        """
                        [{"@type":"tables","statementText":"SHOW TABLES;","tables":[{"type":"TABLE",\
                        "name":"T","topic":"t","keyFormat":"KAFKA","valueFormat":"JSON",\
                        "isWindowed":true}],"warnings":[]}]""");
    }

    @Test
    void writesOurExtensionsOfErrorsAtTheEndAndOnlyWhenKnown() {
        ErrorBody known =
                ErrorBody.statement(40001, "No.", "X;", List.of(), 2, 7, "Did you mean Y?");
        ErrorBody unknown = ErrorBody.statement(40001, "No.", "X;", List.of(), null, null, null);

        assertThat(WireJson.write(known))
                .isEqualTo(
                        """
                        {"@type":"statement_error","error_code":40001,"message":"No.",\
                        "statementText":"X;","entities":[],"line":2,"column":7,\
                        "hint":"Did you mean Y?"}""");
        assertThat(WireJson.write(unknown)).endsWith("\"entities\":[]}");
        assertThat(WireJson.write(ErrorBody.generic(40400, "Command not found")))
                .isEqualTo(
                        """
                        {"@type":"generic_error","error_code":40400,"message":"Command not found"}\
                        """);
    }

    @Test
    void readsAnAnswerOfAnUnknownKind() throws IOException {
        String json =
                """
                [{"@type":"brand_new","statementText":"X;","thing":{"a":1},"warnings":[]}]""";

        assertThat(WireJson.readEntities(json.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .isInstanceOfSatisfying(
                        KsqlEntity.Unknown.class,
                        unknown -> {
                            assertThat(unknown.statementText()).isEqualTo("X;");
                            assertThat(unknown.fields()).containsKey("thing");
                        });
    }

    @Test
    void takesMissingFieldsOfARequestAsEmpty() throws IOException {
        KsqlRequest request = WireJson.mapper().readValue("{\"foo\":1}", KsqlRequest.class);

        assertThat(request).isEqualTo(KsqlRequest.of(""));
    }

    @Test
    void writesDecimalsWithAllTheirDigitsAndNoExponent() {
        assertThat(WireJson.write(new java.math.BigDecimal("1.50E-9"))).isEqualTo("0.00000000150");
    }
}
