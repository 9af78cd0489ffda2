// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function.text;

import dev.bottledwater.engine.eval.FunctionException;
import dev.bottledwater.udf.Example;
import dev.bottledwater.udf.FunctionCategory;
import dev.bottledwater.udf.ScalarFunction;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Parts of URLs (RFC 3986), decoded; null where a URL lacks the part or a text is no URL. */
@FunctionCategory("URL")
public final class UrlFunctions {
    private UrlFunctions() {}

    @ScalarFunction(
            name = "URL_ENCODE_PARAM",
            description = "The text as a form encodes it (application/x-www-form-urlencoded).")
    @Example(sql = "URL_ENCODE_PARAM('a b&c')", result = "'a+b%26c'")
    public static String encode(String input) {
        return URLEncoder.encode(input, StandardCharsets.UTF_8);
    }

    @ScalarFunction(
            name = "URL_DECODE_PARAM",
            description = "The text that a form encodes so (application/x-www-form-urlencoded).")
    @Example(sql = "URL_DECODE_PARAM('a%20b%26c+d')", result = "'a b&c d'")
    public static String decode(String input) {
        try {
            return URLDecoder.decode(input, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new FunctionException("the text has a % that no two digits follow", e);
        }
    }

    @ScalarFunction(
            name = "URL_EXTRACT_PROTOCOL",
            description = "The protocol of a URL; null if there is none or the URL is invalid.")
    @Example(sql = "URL_EXTRACT_PROTOCOL('https://example.com/a')", result = "'https'")
    public static @Nullable String protocol(String input) {
        var url = url(input);
        return url == null ? null : url.getScheme();
    }

    @ScalarFunction(
            name = "URL_EXTRACT_HOST",
            description = "The host of a URL; null if there is none or the URL is invalid.")
    @Example(sql = "URL_EXTRACT_HOST('https://me@example.com:8080/a')", result = "'example.com'")
    @Example(sql = "URL_EXTRACT_HOST('no url')", result = "null")
    public static @Nullable String host(String input) {
        var url = url(input);
        return url == null ? null : url.getHost();
    }

    @ScalarFunction(
            name = "URL_EXTRACT_PORT",
            description = "The port that a URL names; null if there is none or the URL is invalid.")
    @Example(sql = "URL_EXTRACT_PORT('https://example.com:8080/a')", result = "8080")
    @Example(sql = "URL_EXTRACT_PORT('https://example.com/a')", result = "null")
    public static @Nullable Integer port(String input) {
        var url = url(input);
        return url == null || url.getPort() < 0 ? null : (Integer) url.getPort();
    }

    @ScalarFunction(
            name = "URL_EXTRACT_PATH",
            description = "The path of a URL, perhaps empty; null if the URL is invalid.")
    @Example(sql = "URL_EXTRACT_PATH('https://example.com/a/b?x=1')", result = "'/a/b'")
    public static @Nullable String path(String input) {
        var url = url(input);
        return url == null ? null : url.getPath();
    }

    @ScalarFunction(
            name = "URL_EXTRACT_QUERY",
            description = "The query of a URL; null if there is none or the URL is invalid.")
    @Example(sql = "URL_EXTRACT_QUERY('https://example.com/a?x=1&y=2')", result = "'x=1&y=2'")
    public static @Nullable String query(String input) {
        var url = url(input);
        return url == null ? null : url.getQuery();
    }

    @ScalarFunction(
            name = "URL_EXTRACT_FRAGMENT",
            description = "The fragment of a URL; null if there is none or the URL is invalid.")
    @Example(sql = "URL_EXTRACT_FRAGMENT('https://example.com/a#top')", result = "'top'")
    public static @Nullable String fragment(String input) {
        var url = url(input);
        return url == null ? null : url.getFragment();
    }

    @ScalarFunction(
            name = "URL_EXTRACT_PARAMETER",
            description =
                    "The value of the first parameter of this name in a URL; null if there is none"
                            + " or the URL is invalid.")
    @Example(
            sql = "URL_EXTRACT_PARAMETER('https://example.com/?q=a%20b&r=2', 'q')",
            result = "'a b'")
    public static @Nullable String parameter(String input, String paramToFind) {
        var url = url(input);
        var query = url == null ? null : url.getRawQuery();
        if (query == null) {
            return null;
        }
        for (var parameter : StringFunctions.split(query, "&")) {
            int at = parameter.indexOf('=');
            if (at > 0 && decode(parameter.substring(0, at)).equals(paramToFind)) {
                var value = decode(parameter.substring(at + 1));
                return value.isEmpty() ? null : value;
            }
        }
        return null;
    }

    private static @Nullable URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
