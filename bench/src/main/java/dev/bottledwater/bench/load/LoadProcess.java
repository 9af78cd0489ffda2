// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import dev.bottledwater.bench.trial.ChildProcess;
import dev.bottledwater.bench.trial.Sample;
import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;

import org.jspecify.annotations.Nullable;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import javax.management.ObjectName;

/**
 * The main program of the process with the server, and with what it is compared with. It ends when
 * its standard input does.
 *
 * <p>Arguments: the directory with the config vars, and one with the properties of Kafka's clients.
 */
final class LoadProcess {
    /** On standard input: start the lookup by hand, and print its port. */
    static final char BY_HAND = 'b';

    /** On standard input: end it. */
    static final char NO_MORE_BY_HAND = 'e';

    /** On standard input: print a {@link Sample}. */
    static final char MEASURE = 'm';

    /** On standard input: print how many consumers read the topic of the push queries. */
    static final char CONSUMERS = 'c';

    /** The beginning of an answer. */
    static final String ANSWER = "answer ";

    private static final Map<String, String> PROPERTIES = Map.of("ksql.max.push.queries", "10000");

    private LoadProcess() {}

    public static void main(String[] args) throws Exception {
        var vars = new HashMap<String, String>();
        ChildProcess.readClient(Path.of(args[0])).forEach((k, v) -> vars.put(k, v.toString()));
        var server =
                new EmbeddedServer(PROPERTIES)
                        .start(Settings.from(ConfigVars.of(vars)), Set.of(ServePart.KSQL));
        System.out.println(ChildProcess.READY);
        @Nullable HandwrittenLookup byHand = null;
        int command;
        while ((command = System.in.read()) >= 0) {
            switch (command) {
                case BY_HAND -> {
                    var directory = Path.of(args[1]);
                    byHand =
                            new HandwrittenLookup(
                                    ChildProcess.readClient(directory), directory.resolve("state"));
                    answer(byHand.port());
                }
                case NO_MORE_BY_HAND -> {
                    if (byHand != null) {
                        byHand.close();
                    }
                    answer("ended");
                }
                case MEASURE -> answer(Sample.take().text());
                case CONSUMERS -> answer(consumers());
                default -> throw new IllegalArgumentException("no command: " + command);
            }
        }
        server.stop();
        System.exit(0);
    }

    private static void answer(Object text) {
        System.out.println(ANSWER + text);
    }

    /** Those whose metrics tell of the topic, which they do once they have fetched from it. */
    private static long consumers() throws Exception {
        var pattern = new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,*");
        return ManagementFactory.getPlatformMBeanServer().queryNames(pattern, null).stream()
                .filter(n -> LoadQueries.TICKS_TOPIC.equals(n.getKeyProperty("topic")))
                .map(n -> n.getKeyProperty("client-id"))
                .distinct()
                .count();
    }
}
