// SPDX-License-Identifier: Apache-2.0
/**
 * Keys and certificates from the text of config vars, ready for Kafka's PEM stores without touching
 * a disk.
 */
package dev.bottledwater.platform.tls;
