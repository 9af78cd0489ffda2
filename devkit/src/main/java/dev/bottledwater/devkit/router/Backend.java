// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.router;

import java.net.InetSocketAddress;

/**
 * A web dyno as the router sees it.
 *
 * @param name such as {@code web.1}
 * @param address where it listens
 */
public record Backend(String name, InetSocketAddress address) {}
