// SPDX-License-Identifier: Apache-2.0
/** A whole server on an embedded broker for test cases that ask one over REST. */
package dev.bottledwater.demo.rest;
