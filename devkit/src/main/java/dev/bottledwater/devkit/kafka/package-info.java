// SPDX-License-Identifier: Apache-2.0
/** A Kafka broker in this JVM that looks like Apache Kafka on Heroku to its clients. */
package dev.bottledwater.devkit.kafka;
