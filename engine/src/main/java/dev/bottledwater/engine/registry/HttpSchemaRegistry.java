// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.engine.registry.RegistryHttp.Answer;
import dev.bottledwater.engine.registry.SchemaRegistryException.Reason;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A registry that speaks Confluent's REST protocol: Confluent's own, Karapace, Redpanda's, or
 * Apicurio's compatible one. Keeps nothing: who asks often keeps the answers.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">the
 *     protocol</a>
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RegistryHttp http;

    public HttpSchemaRegistry(RegistryServer server) {
        this.http = new RegistryHttp(server);
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return found(subjectPath(subject) + "/versions/latest", HttpSchemaRegistry::registered);
    }

    @Override
    public Optional<RegisteredSchema> version(String subject, int version) {
        return found(subjectPath(subject) + "/versions/" + version, HttpSchemaRegistry::registered);
    }

    @Override
    public Optional<SchemaText> byId(int id) {
        return found("schemas/ids/" + id, HttpSchemaRegistry::text);
    }

    @Override
    public int register(String subject, SchemaText schema) {
        var answer = http.ask("POST", subjectPath(subject) + "/versions", request(schema));
        if (answer.status() == CONFLICT) {
            throw new SchemaRegistryException(
                    Reason.INCOMPATIBLE,
                    "The schema registry doesn't take the schema for the subject '"
                            + subject
                            + "', since its compatibility setting forbids the change: "
                            + answer.message(),
                    null);
        }
        return number(succeeded(answer), "id");
    }

    @Override
    public List<String> subjects() {
        var answer = succeeded(http.ask("GET", "subjects", null));
        var names = new ArrayList<String>();
        answer.body().forEach(name -> names.add(name.asText()));
        return List.copyOf(names);
    }

    @Override
    public void delete(String subject) {
        var answer = http.ask("DELETE", subjectPath(subject), null);
        if (!missing(answer)) {
            succeeded(answer);
        }
    }

    private <T> Optional<T> found(String path, Function<Answer, T> read) {
        var answer = http.ask("GET", path, null);
        return missing(answer) ? Optional.empty() : Optional.of(read.apply(succeeded(answer)));
    }

    /** Only the registry's own 404 says that there is no such thing; a proxy's says nothing. */
    private static boolean missing(Answer answer) {
        return answer.status() == NOT_FOUND && answer.errorCode() / 100 == NOT_FOUND;
    }

    private static Answer succeeded(Answer answer) {
        if (answer.status() / 100 == 2) {
            return answer;
        }
        throw new SchemaRegistryException(
                Reason.REFUSED,
                "The schema registry at " + answer.server() + " refuses: " + answer.message(),
                null);
    }

    private static RegisteredSchema registered(Answer answer) {
        return new RegisteredSchema(
                number(answer, "id"),
                string(answer, answer.body(), "subject"),
                number(answer, "version"),
                text(answer));
    }

    private static SchemaText text(Answer answer) {
        var references = new ArrayList<SchemaReference>();
        for (var node : answer.body().path("references")) {
            references.add(
                    new SchemaReference(
                            string(answer, node, "name"),
                            string(answer, node, "subject"),
                            node.path("version").asInt()));
        }
        var type = answer.body().path("schemaType").asText(SchemaType.AVRO.name());
        return new SchemaText(
                type(answer, type), string(answer, answer.body(), "schema"), references);
    }

    private static SchemaType type(Answer answer, String name) {
        try {
            return SchemaType.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new SchemaRegistryException(
                    Reason.REFUSED,
                    "The schema registry at "
                            + answer.server()
                            + " answers with a schema of the unknown type "
                            + name
                            + ".",
                    e);
        }
    }

    private static int number(Answer answer, String field) {
        var node = answer.body().path(field);
        if (!node.canConvertToInt()) {
            throw unexpected(answer, field);
        }
        return node.intValue();
    }

    private static String string(Answer answer, JsonNode in, String field) {
        @Nullable String text = in.path(field).textValue();
        if (text == null) {
            throw unexpected(answer, field);
        }
        return text;
    }

    private static SchemaRegistryException unexpected(Answer answer, String field) {
        return new SchemaRegistryException(
                Reason.REFUSED,
                "What answers at "
                        + answer.server()
                        + " is no schema registry: its answer lacks '"
                        + field
                        + "'; check SCHEMA_REGISTRY_URL.",
                null);
    }

    /** Without the type for AVRO, which registries older than other types don't know. */
    private static ObjectNode request(SchemaText schema) {
        var request = NODES.objectNode().put("schema", schema.text());
        if (schema.type() != SchemaType.AVRO) {
            request.put("schemaType", schema.type().name());
        }
        if (!schema.references().isEmpty()) {
            var references = request.putArray("references");
            for (var reference : schema.references()) {
                references
                        .addObject()
                        .put("name", reference.name())
                        .put("subject", reference.subject())
                        .put("version", reference.version());
            }
        }
        return request;
    }

    private static String subjectPath(String subject) {
        return "subjects/" + URLEncoder.encode(subject, UTF_8).replace("+", "%20");
    }
}
