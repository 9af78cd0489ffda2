// SPDX-License-Identifier: Apache-2.0
/**
 * What must hold on the Kafka side before anything starts: brokers reachable, certificates
 * accepted, topics there. Says what is missing in sentences with remedies, and never needs rights
 * that Heroku's plans don't give.
 */
package dev.bottledwater.platform.preflight;
