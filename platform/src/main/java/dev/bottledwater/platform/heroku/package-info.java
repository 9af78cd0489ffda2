// SPDX-License-Identifier: Apache-2.0
/**
 * Heroku's data API, which creates topics and consumer groups where Kafka's own ACLs allow neither.
 * Heroku doesn't document it; what is called here is what Heroku's own command line calls.
 */
@NullMarked
package dev.bottledwater.platform.heroku;

import org.jspecify.annotations.NullMarked;
