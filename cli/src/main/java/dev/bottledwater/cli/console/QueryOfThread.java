// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

import org.apache.logging.log4j.core.util.ContextDataProvider;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Tells log lines which query their thread works for, by the thread's name: those of Kafka Streams
 * and of its clients begin with the query's application or end with its group, and those of this
 * program have the id behind a word. Threads that work for one query after the other put it into
 * the logging context themselves, which wins.
 */
public final class QueryOfThread implements ContextDataProvider {
    private static final String KEY = "query";

    /** What Kafka Streams puts behind an application: the process, and what the thread is for. */
    private static final Pattern STREAMS =
            Pattern.compile(
                    "_query_(.+?)(?:-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-.*)?)?$");

    private static final Pattern OWN =
            Pattern.compile("^(?:query-cleanup|query|rows(?!-of))-(.*_.*)$");

    @Override
    public Map<String, String> supplyContextData() {
        return of(Thread.currentThread().getName());
    }

    static Map<String, String> of(String thread) {
        var streams = STREAMS.matcher(thread);
        if (streams.find()) {
            return Map.of(KEY, streams.group(1));
        }
        var own = OWN.matcher(thread);
        return own.find() ? Map.of(KEY, own.group(1)) : Map.of();
    }
}
