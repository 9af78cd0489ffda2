// SPDX-License-Identifier: Apache-2.0
/** {@code ksql}: runs statements against a server, from the command line, a file or a person. */
@NullMarked
package dev.bottledwater.cli.ksql;

import org.jspecify.annotations.NullMarked;
