// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

/**
 * Somebody who may use the server, from {@code BW_PASSWORD} or {@code BW_USERS}.
 *
 * @param name the user name of HTTP basic authentication, never blank
 * @param password never empty
 * @param role what the user may do
 */
public record User(String name, Secret password, Role role) {}
