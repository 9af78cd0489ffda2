// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;

/**
 * The Postgres database of {@code DATABASE_URL}, percent-decoded.
 *
 * @param host a host name or address; IPv6 without brackets
 * @param port 1 to 65535
 * @param database the database's name, never empty
 * @param user never empty
 * @param password empty where the URL has none
 * @param sslmode libpq's word: disable, allow, prefer, require, verify-ca or verify-full. Where the
 *     URL has none it is {@code require} on a dyno, because Heroku Postgres takes no other
 *     connection, and {@code prefer} elsewhere.
 */
public record DatabaseSettings(
        String host, int port, String database, String user, Secret password, String sslmode) {

    /** Returns the URL for the JDBC driver, without user and password. */
    public String jdbcUrl() {
        String address = host.contains(":") ? "[" + host + "]" : host;
        // The driver decodes "+" as a blank only in parameters, so a blank in the name must be %20.
        String name = URLEncoder.encode(database, UTF_8).replace("+", "%20");
        return "jdbc:postgresql://" + address + ":" + port + "/" + name + "?sslmode=" + sslmode;
    }
}
