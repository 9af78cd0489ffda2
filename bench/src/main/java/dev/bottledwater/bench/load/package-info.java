// SPDX-License-Identifier: Apache-2.0
/**
 * The server under many clients: pull queries beside a bare Jetty that reads an equal store, and
 * push queries with many subscribers.
 */
@NullMarked
package dev.bottledwater.bench.load;

import org.jspecify.annotations.NullMarked;
