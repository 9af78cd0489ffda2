// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import dev.bottledwater.cli.Commands;
import dev.bottledwater.cli.console.Surroundings;
import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.devkit.heroku.HerokuStandIn;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.kafka.HerokuPlan;
import dev.bottledwater.devkit.postgres.EmbeddedDatabase;
import dev.bottledwater.platform.ConfigVars;

import org.apache.kafka.clients.admin.Admin;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an app on a shared plan stands on: its Kafka, Heroku's data API, a database, and this
 * program's commands with the app's config vars.
 *
 * @param home where commands are run
 */
record SharedPlanApp(
        EmbeddedKafka kafka, HerokuStandIn heroku, EmbeddedDatabase database, Path home)
        implements AutoCloseable {

    /** How a command ended, and what it printed. */
    record Run(int status, String out, String err) {}

    static SharedPlanApp launch(Path home) throws Exception {
        var kafka =
                EmbeddedKafka.launch(EmbeddedKafkaOptions.defaults().withPlan(HerokuPlan.SHARED));
        return new SharedPlanApp(
                kafka, HerokuStandIn.start(kafka), EmbeddedDatabase.launch(), home);
    }

    /** The names of all topics, the prefix included. */
    Set<String> topics() throws Exception {
        try (var admin = Admin.create(kafka.adminProperties())) {
            return new HashSet<>(admin.listTopics().names().get());
        }
    }

    Run run(Map<String, String> vars, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var surroundings =
                new Surroundings(
                        ConfigVars.of(vars),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        home,
                        home);
        int status = new Commands(surroundings, new EmbeddedServer(), _ -> true).run(arguments);
        return new Run(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The config vars of an app without a key for Heroku. */
    Map<String, String> vars(String cluster) {
        var vars = new HashMap<>(kafka.configVars());
        vars.put("BW_CLUSTER", cluster);
        vars.put("BW_PASSWORD", "secret-password");
        vars.put("BW_SECRET", "a secret of more than 16 letters");
        vars.put("PORT", "0");
        return vars;
    }

    Map<String, String> varsWithKey(String cluster) {
        var vars = vars(cluster);
        vars.putAll(heroku.configVars());
        return vars;
    }

    @Override
    public void close() {
        database.close();
        heroku.close();
        kafka.close();
    }
}
