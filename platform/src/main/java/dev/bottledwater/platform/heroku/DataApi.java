// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.heroku;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.platform.HerokuSettings;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Creates topics and consumer groups of one cluster as its owner. Nothing is asked before the first
 * call. Every failure is one sentence with a remedy, and never shows the key. Thread-safe.
 */
public final class DataApi implements AutoCloseable {
    private static final String PLATFORM = "application/vnd.heroku+json; version=3";
    private static final String DATA = "application/json";
    private static final String NOT_NEEDED =
            "this command is not required or enabled on dedicated clusters";

    /** Heroku's own ids; names are words and numbers. */
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final HerokuSettings heroku;
    private final String attachment;
    private final HerokuHttp http;
    private @Nullable String addon;

    /**
     * @param attachment the name of the cluster's attachment to the app, such as {@code KAFKA}
     */
    public DataApi(HerokuSettings heroku, String attachment) {
        this.heroku = heroku;
        this.attachment = attachment;
        this.http = new HerokuHttp(heroku);
        this.addon = heroku.addon().filter(id -> ID.matcher(id).matches()).orElse(null);
    }

    /**
     * Asks for the cluster.
     *
     * @throws DataApiException when Heroku doesn't tell
     */
    public ClusterInfo cluster() throws DataApiException, InterruptedException {
        JsonNode json = http.call("show the cluster", cluster(""), DATA, null);
        return ClusterInfo.of(addon(), json);
    }

    /**
     * Asks for a topic; it is there some seconds later.
     *
     * @throws DataApiException when Heroku doesn't take the order
     */
    public void createTopic(TopicOrder order) throws DataApiException, InterruptedException {
        ObjectNode topic = JsonNodeFactory.instance.objectNode();
        topic.put("name", order.name());
        if (order.retention() == null) {
            topic.putNull("retention_time_ms");
        } else {
            topic.put("retention_time_ms", order.retention().toMillis());
        }
        topic.put("partition_count", order.partitions());
        topic.put("compaction", order.compaction());
        post("create the topic " + order.name(), "/topics", "topic", topic);
    }

    /**
     * Asks for a consumer group; it is there some seconds later.
     *
     * @param name without the prefix
     * @return false on a dedicated cluster, where groups need no creation
     * @throws DataApiException when Heroku doesn't take the order
     */
    public boolean createGroup(String name) throws DataApiException, InterruptedException {
        ObjectNode group = JsonNodeFactory.instance.objectNode().put("name", name);
        try {
            post("create the consumer group " + name, "/consumer_groups", "consumer_group", group);
            return true;
        } catch (DataApiException refused) {
            if (refused.status() == 400 && refused.getMessage().contains(NOT_NEEDED)) {
                return false;
            }
            throw refused;
        }
    }

    private void post(String what, String path, String name, JsonNode body)
            throws DataApiException, InterruptedException {
        http.call(what, cluster(path), DATA, JsonNodeFactory.instance.objectNode().set(name, body));
    }

    private URI cluster(String path) throws DataApiException, InterruptedException {
        return heroku.dataApi()
                .resolve("/data/kafka/v0/clusters/" + URLEncoder.encode(addon(), UTF_8) + path);
    }

    /** The data API knows clusters by the ids of their add-ons, as Heroku's command line asks. */
    private String id(String name) throws DataApiException, InterruptedException {
        String id =
                http.call(
                                "find the add-on " + name,
                                heroku.platformApi()
                                        .resolve("/addons/" + URLEncoder.encode(name, UTF_8)),
                                PLATFORM,
                                null)
                        .path("id")
                        .asText();
        if (id.isEmpty()) {
            throw new DataApiException(
                    0,
                    "Heroku tells no id of the add-on " + name + ".",
                    "Set BW_KAFKA_ADDON to the Kafka add-on's name, which heroku addons shows.");
        }
        return id;
    }

    /** The add-on that is named, or is behind the attachment; asked for once. */
    private synchronized String addon() throws DataApiException, InterruptedException {
        String known = addon;
        if (known != null) {
            return known;
        }
        if (heroku.addon().isPresent()) {
            known = id(heroku.addon().get());
            addon = known;
            return known;
        }
        String app =
                heroku.app()
                        .orElseThrow(
                                () ->
                                        new DataApiException(
                                                0,
                                                "HEROKU_API_KEY is set, but nothing tells which app this is.",
                                                "Set BW_KAFKA_ADDON to the Kafka add-on's name, which heroku addons shows, or run"
                                                        + " heroku labs:enable runtime-dyno-metadata and deploy again."));
        JsonNode attachments =
                http.call(
                        "list the add-ons of the app " + app,
                        heroku.platformApi()
                                .resolve(
                                        "/apps/"
                                                + URLEncoder.encode(app, UTF_8)
                                                + "/addon-attachments"),
                        PLATFORM,
                        null);
        List<String> names = new ArrayList<>();
        for (JsonNode candidate : attachments) {
            String name = candidate.path("name").asText();
            String id = candidate.path("addon").path("id").asText();
            if (name.equals(attachment) && !id.isEmpty()) {
                addon = id;
                return id;
            }
            names.add(name);
        }
        throw new DataApiException(
                0,
                "The app "
                        + app
                        + " has no add-on attached as "
                        + attachment
                        + (names.isEmpty() ? "." : ", only " + String.join(", ", names) + "."),
                "Set BW_KAFKA_ADDON to the Kafka add-on's name, which heroku addons shows.");
    }

    /** Gives up what is on its way. */
    @Override
    public void close() {
        http.close();
    }
}
