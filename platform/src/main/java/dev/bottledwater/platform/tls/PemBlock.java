// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of PEM text (RFC 7468).
 *
 * @param label what stands after BEGIN: {@code CERTIFICATE}, {@code RSA PRIVATE KEY}
 * @param encrypted whether it is an encrypted private key, of either kind
 * @param der the decoded bytes; empty where the block is encrypted in the old way, whose headers
 *     aren't read
 */
record PemBlock(String label, boolean encrypted, byte[] der) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
    private static final Pattern ESCAPED_NEWLINE = Pattern.compile("\\\\r\\\\n|\\\\n|\\\\r");

    /**
     * Reads all blocks. What shells and forms do to newlines is undone: line ends may be spaces, a
     * backslash with an n, carriage returns, or missing.
     *
     * @param variable the config var, for messages
     * @param what what is expected, for messages: "a certificate"
     */
    static List<PemBlock> readAll(String variable, String text, String what) {
        String plain = ESCAPED_NEWLINE.matcher(text).replaceAll("\n");
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(plain);
        int end = 0;
        while (matcher.find()) {
            blocks.add(read(variable, matcher.group(1), matcher.group(2)));
            end = matcher.end();
        }
        Matcher unfinished = BEGIN.matcher(plain);
        if (unfinished.find(end)) {
            throw new TlsMaterialException(
                    variable,
                    variable
                            + " is cut off: it has -----BEGIN "
                            + unfinished.group(1)
                            + "----- but no matching END.",
                    remedy(what));
        }
        if (blocks.isEmpty()) {
            throw new TlsMaterialException(
                    variable,
                    variable
                            + " isn't PEM text: it has no line such as -----BEGIN "
                            + (what.contains("key") ? "PRIVATE KEY" : "CERTIFICATE")
                            + "-----.",
                    remedy(what));
        }
        return blocks;
    }

    /** Returns the sentence that says how to set a variable to PEM text. */
    static String remedy(String what) {
        return "Set it to "
                + what
                + " in PEM form, whole: heroku config:set NAME=\"$(cat FILE.pem)\".";
    }

    /** Returns PEM text with lines of 64 letters, as RFC 7468 asks. */
    static String write(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static PemBlock read(String variable, String label, String body) {
        if (body.contains("ENCRYPTED") || body.contains("DEK-Info")) {
            return new PemBlock(label, true, new byte[0]);
        }
        try {
            byte[] der = Base64.getDecoder().decode(body.replaceAll("\\s+", ""));
            return new PemBlock(label, label.startsWith("ENCRYPTED"), der);
        } catch (IllegalArgumentException notBase64) {
            throw new TlsMaterialException(
                    variable,
                    "The " + label + " in " + variable + " is damaged: its body isn't base64.",
                    remedy("the " + label));
        }
    }
}
