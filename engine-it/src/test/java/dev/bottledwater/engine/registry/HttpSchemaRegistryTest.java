// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.registry.EmbeddedSchemaRegistry;
import dev.bottledwater.engine.registry.SchemaRegistryException.Reason;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.util.List;

class HttpSchemaRegistryTest {
    private static final SchemaText USER = SchemaText.of(SchemaType.AVRO, "{\"type\":\"string\"}");
    private static final SchemaText ORDER =
            new SchemaText(
                    SchemaType.PROTOBUF,
                    "syntax = \"proto3\"; import \"user.proto\";",
                    List.of(new SchemaReference("user.proto", "user", 1)));

    private EmbeddedSchemaRegistry server;

    @BeforeEach
    void start() throws IOException {
        server = EmbeddedSchemaRegistry.startWith("bottled:wa:ter");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static SchemaRegistry registry(@Nullable String userInfo, URI... urls) {
        return new HttpSchemaRegistry(new RegistryServer(List.of(urls), userInfo));
    }

    private SchemaRegistry registry() {
        return registry("bottled:wa:ter", server.url());
    }

    private static Reason reason(Throwable failure) {
        return ((SchemaRegistryException) failure).reason();
    }

    @Test
    void aSchemaIsFoundBySubjectVersionAndId() {
        var registry = registry();
        int user = registry.register("user", USER);
        int order = registry.register("a topic/with signs-value", ORDER);
        assertThat(order).isNotEqualTo(user);
        assertThat(registry.byId(order)).contains(ORDER);
        assertThat(registry.latest("a topic/with signs-value"))
                .contains(new RegisteredSchema(order, "a topic/with signs-value", 1, ORDER));
        assertThat(registry.register("user", ORDER)).isEqualTo(order);
        assertThat(registry.version("user", 1)).map(RegisteredSchema::schema).contains(USER);
        assertThat(registry.latest("user")).map(RegisteredSchema::version).contains(2);
        assertThat(registry.register("user", USER)).isEqualTo(user);
        assertThat(registry.subjects()).containsExactly("a topic/with signs-value", "user");
    }

    @Test
    void whatIsMissingIsEmpty() {
        var registry = registry();
        registry.register("user", USER);
        assertThat(registry.latest("nobody")).isEmpty();
        assertThat(registry.version("user", 7)).isEmpty();
        assertThat(registry.byId(7)).isEmpty();
        registry.delete("nobody");
        registry.delete("user");
        assertThat(registry.latest("user")).isEmpty();
    }

    @Test
    void anIncompatibleSchemaIsRefusedWithTheRegistrysWords() {
        var registry = registry();
        registry.register("user", USER);
        server.freeze("user");
        assertThatThrownBy(() -> registry.register("user", ORDER))
                .hasMessageContaining("for the subject 'user'")
                .hasMessageContaining("Schema being registered is incompatible")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.INCOMPATIBLE));
    }

    @Test
    void wrongCredentialsAreNamedByTheirVariableAndNeverShown() {
        assertThatThrownBy(() -> registry("bottled:secret", server.url()).subjects())
                .hasMessageContaining("SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO")
                .hasMessageNotContaining("secret")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.DENIED));
        assertThatThrownBy(() -> registry(null, server.url()).subjects())
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.DENIED));
        assertThat(new RegistryServer(List.of(server.url()), "bottled:secret").toString())
                .doesNotContain("secret");
    }

    @Test
    void theNextServerIsAskedWhenOneDoesNotAnswer() throws IOException {
        var nobody = URI.create("http://127.0.0.1:1");
        assertThat(registry("bottled:wa:ter", nobody, server.url()).subjects()).isEmpty();
        assertThatThrownBy(() -> registry("bottled:wa:ter", nobody).subjects())
                .hasMessageContaining(nobody + " can't be reached")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.UNREACHABLE));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void aServerThatCannotNowMayLater(int status) {
        server.failWith(status);
        var registry = registry();
        assertThatThrownBy(registry::subjects)
                .hasMessageContaining("told to fail")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.UNREACHABLE));
        server.failWith(0);
        assertThat(registry.subjects()).isEmpty();
    }

    @Test
    void anotherServiceIsNoRegistryThatLacksASubject() {
        var elsewhere = URI.create(server.url() + "/another/service");
        assertThatThrownBy(() -> registry("bottled:wa:ter", elsewhere).latest("user"))
                .hasMessageContaining("HTTP 404 Not Found")
                .satisfies(e -> assertThat(reason(e)).isEqualTo(Reason.REFUSED));
    }
}
