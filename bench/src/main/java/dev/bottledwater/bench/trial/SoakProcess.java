// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.trial;

import java.nio.file.Path;

/**
 * The main program of a process with one engine whose memory is watched. It prints {@link
 * EngineProcess#READY} when the engine takes statements, and ends when its standard input does.
 *
 * <p>Arguments: the directory of its state and of the properties of Kafka's clients, and how many
 * queries it is to have.
 */
final class SoakProcess {
    /** On standard input: create the queries, and print {@link #CREATED}. */
    static final char CREATE = 'c';

    /** On standard input: print {@link #SAMPLE} and a {@link Sample}. */
    static final char MEASURE = 'm';

    /** The line when the queries are created. */
    static final String CREATED = "created";

    /** The beginning of a line with a sample. */
    static final String SAMPLE = "sample ";

    private SoakProcess() {}

    public static void main(String[] args) throws Exception {
        var directory = Path.of(args[0]);
        var run = Soak.run(Integer.parseInt(args[1]), EngineProcess.client(directory));
        var engine = run.start(directory.resolve("state"));
        System.out.println(EngineProcess.READY);
        int command;
        while ((command = System.in.read()) >= 0) {
            if (command == CREATE) {
                run.create(engine);
                System.out.println(CREATED);
            } else if (command == MEASURE) {
                System.out.println(SAMPLE + Sample.take().text());
            }
        }
        engine.close();
        System.exit(0);
    }
}
