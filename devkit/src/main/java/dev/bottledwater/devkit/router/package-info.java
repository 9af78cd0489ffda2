// SPDX-License-Identifier: Apache-2.0
/** A stand-in for Heroku's router: HTTP and WebSocket to a web dyno chosen at random. */
@org.jspecify.annotations.NullMarked
package dev.bottledwater.devkit.router;
